import { describe, expect, test } from "bun:test";
import type { CheckState } from "#src/checks/kind.ts";
import { beginning, type Effect, observe, type Standing, wouldFall } from "#src/checks/state.ts";

const policy = { every_s: 20, confirm_after: 3, recover_after: 2 };
const start = Date.parse("2026-11-23T09:00:00.000Z");
const at = (second: number) => new Date(start + second * 1000).toISOString();
const short = { U: "up", G: "degraded", D: "down", "?": "unknown" } as const satisfies Record<string, CheckState>;

type Step = [second: number, state: keyof typeof short];

/** Every effect as `second: what`, seconds from the beginning. */
function told(steps: readonly Step[], from: Standing = beginning) {
  let standing = from;
  const effects: Effect[] = [];
  for (const [second, state] of steps) {
    const seen = observe(standing, { state: short[state], at: at(second) }, policy);
    standing = seen.standing;
    effects.push(...seen.effects);
  }
  const second = (effect: Effect) => (Date.parse(effect.at) - start) / 1000;
  return {
    standing,
    effects: effects.map((one) =>
      one.what === "turned" ? `${second(one)}: ${one.from} to ${one.to}` : `${second(one)}: ${one.what}`,
    ),
  };
}

/** `UUDDD`: one result every twenty seconds. */
const every20 = (letters: string): Step[] => [...letters].map((state, n) => [n * 20, state as Step[1]]);

describe("what is seen becomes what is believed", () => {
  test.each([
    ["U", ["0: new to up"]],
    ["UDDU", ["0: new to up"]],
    ["UDDD", ["0: new to up", "20: up to down"]],
    ["UDDDUU", ["0: new to up", "20: up to down", "80: down to up"]],
    ["UDDDUDUU", ["0: new to up", "20: up to down", "120: down to up"]],
    ["DDD", ["0: new to down"]],
    ["DDU", ["40: new to up"]],
    ["UGGG", ["0: new to up", "20: up to degraded"]],
    // Bad in two ways is at least degraded from the first on, and down from the first that was down.
    ["UGDD", ["0: new to up", "20: up to degraded"]],
    ["UGDDD", ["0: new to up", "20: up to degraded", "40: degraded to down"]],
    ["UDDDGG", ["0: new to up", "20: up to down", "80: down to degraded"]],
    ["UDDDGGUU", ["0: new to up", "20: up to down", "80: down to degraded", "120: degraded to up"]],
    ["GGGUU", ["0: new to degraded", "60: degraded to up"]],
  ])("%s", (letters, expected) => {
    expect(told(every20(letters)).effects).toEqual(expected);
  });
});

describe("unknown is nobody's fault", () => {
  test.each([
    ["U??????????", ["0: new to up", "20: blinded"]],
    ["U???U", ["0: new to up", "20: blinded", "80: sighted"]],
    // It neither confirms nor clears: the outage still began with its first failure.
    ["UD?DD", ["0: new to up", "40: blinded", "60: sighted", "20: up to down"]],
    ["UDD?U", ["0: new to up", "60: blinded", "80: sighted"]],
    ["???", ["0: blinded"]],
  ])("%s", (letters, expected) => {
    expect(told(every20(letters)).effects).toEqual(expected);
  });
});

test("when it was our own line, the failures before it were ours too", () => {
  const { standing } = told(every20("UDD"));
  const seen = observe(standing, { state: "unknown", at: at(60), ours: true }, policy);
  expect(seen.effects).toEqual([{ what: "blinded", at: at(20) }]);
  expect(
    told(
      [
        [80, "D"],
        [100, "D"],
        [120, "U"],
      ],
      seen.standing,
    ).effects,
  ).toEqual(["80: sighted"]);
});

test("a silence of our own is unknown from the last answer to the next, and failures before it count no more", () => {
  const { effects, standing } = told([
    [0, "U"],
    [20, "D"],
    [40, "D"],
    [3640, "D"],
    [3660, "U"],
  ]);
  expect(effects).toEqual(["0: new to up", "40: blinded", "3640: sighted"]);
  expect(standing.confirmed).toBe("up");
});

test("a clock set back an hour never makes time run backwards, and nothing falls", () => {
  const { effects, standing } = told([
    [3600, "U"],
    [3620, "U"],
    [20, "U"],
    [40, "D"],
    [60, "U"],
  ]);
  expect(effects).toEqual(["3600: new to up"]);
  expect(standing.last_at).toBe(at(3620));
});

test("an outage in the hour that is told twice still falls and mends", () => {
  const steps: Step[] = [[3600, "U"], ...every20("DDDUU")];
  expect(told(steps).effects).toEqual(["3600: new to up", "3600: up to down", "3600: down to up"]);
});

test("what changes five times within an hour is unstable, until it has been quiet for half an hour", () => {
  const flapping = every20(`U${"DDDUU".repeat(3)}`);
  const { effects, standing } = told(flapping);
  expect(effects.filter((one) => one.includes("unstable"))).toEqual(["260: unstable"]);
  const later: Step[] = Array.from({ length: 95 }, (_, n) => [320 + n * 20, "U"]);
  expect(told(later, standing).effects).toEqual(["2100: stable"]);
});

test("one answer before it would fall is the moment to ask about our own line", () => {
  const after = (letters: string) => wouldFall(told(every20(letters)).standing, policy);
  expect([after("U"), after("UD"), after("UDD"), after("UDDD"), after("UDDU")]).toEqual([
    false,
    false,
    true,
    false,
    false,
  ]);
});

test("with counts of one, every answer is believed", () => {
  const seen = observe(beginning, { state: "down", at: at(0) }, { every_s: 20, confirm_after: 1, recover_after: 1 });
  expect(seen.standing).toMatchObject({ confirmed: "down", since: at(0) });
});
