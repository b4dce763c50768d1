import { expect, test } from "bun:test";
import { type State, states, together } from "#src/status/component.ts";
import { type Summed, sumSentence, worstOf } from "#src/status/sum.ts";

const summed = (components: Record<string, State>, incidents: Summed["incidents"] = []): Summed => ({
  components: Object.entries(components).map(([name, state]) => ({ name, state })),
  incidents,
});

const cases: [Summed, string, string][] = [
  [summed({}), "Hier steht noch nichts.", "Nothing is listed here yet."],
  [summed({ Web: "up", Mail: "up" }), "Alles läuft.", "Everything is up."],
  [
    summed({ Web: "up", Mail: "down" }),
    "Mail ist gestört. Alles andere läuft.",
    "Mail is down. Everything else is up.",
  ],
  [
    summed({ Web: "down", Mail: "down", Chat: "up" }),
    "Web und Mail sind gestört. Alles andere läuft.",
    "Web and Mail are down. Everything else is up.",
  ],
  [summed({ Web: "down", Mail: "down" }), "Alles ist gestört.", "Everything is down."],
  [
    summed({ Web: "degraded", Mail: "up" }),
    "Web läuft eingeschränkt. Alles andere läuft.",
    "Web is degraded. Everything else is up.",
  ],
  [
    summed({ Web: "maintenance", Mail: "up" }),
    "Web wird gewartet. Alles andere läuft.",
    "Web is under maintenance. Everything else is up.",
  ],
  [
    summed({ Web: "unknown", Mail: "up" }),
    "Ob Web läuft, wissen wir gerade nicht. Alles andere läuft.",
    "Whether Web is up we cannot tell just now. Everything else is up.",
  ],
  [
    summed({ Web: "unknown", Mail: "unknown" }),
    "Ob alles läuft, wissen wir gerade nicht.",
    "Whether everything is up we cannot tell just now.",
  ],
  [
    summed({ Web: "maintenance", Mail: "down", Chat: "degraded", Drive: "unknown", Help: "up" }),
    "Mail ist gestört. Chat läuft eingeschränkt. Web wird gewartet. Ob Drive läuft, wissen wir gerade nicht. Alles andere läuft.",
    "Mail is down. Chat is degraded. Web is under maintenance. Whether Drive is up we cannot tell just now. Everything else is up.",
  ],
  [
    summed({ A: "down", B: "down", C: "down", D: "down", E: "down", F: "up" }),
    "A, B und drei weitere sind gestört. Alles andere läuft.",
    "A, B and three more are down. Everything else is up.",
  ],
  [
    summed({ Web: "up", Mail: "up" }, [{ title: "Filter hängt", names: ["Mail"] }]),
    "Eine Störung ist noch offen: Filter hängt.",
    "An incident is still open: Filter hängt.",
  ],
  [
    summed({ Web: "up" }, [{ title: "Filter hängt", names: [] }]),
    "Eine Störung ist noch offen: Filter hängt.",
    "An incident is still open: Filter hängt.",
  ],
  [
    summed({ Web: "up", Mail: "down" }, [{ title: "Mail", names: ["Mail"] }]),
    "Mail ist gestört. Alles andere läuft.",
    "Mail is down. Everything else is up.",
  ],
  [
    summed({ Web: "up", Mail: "down" }, [
      { title: "Mail", names: ["Mail"] },
      { title: "Rechnungen fehlen", names: [] },
    ]),
    "Mail ist gestört. Eine weitere Störung ist offen: Rechnungen fehlen.",
    "Mail is down. Another incident is open: Rechnungen fehlen.",
  ],
  [
    summed({ Web: "maintenance", Mail: "up" }, [{ title: "Rechnungen fehlen", names: [] }]),
    "Web wird gewartet. Eine weitere Störung ist offen: Rechnungen fehlen.",
    "Web is under maintenance. Another incident is open: Rechnungen fehlen.",
  ],
  [
    summed({ Web: "up" }, [
      { title: "a", names: [] },
      { title: "b", names: [] },
    ]),
    "Zwei Störungen sind noch offen.",
    "Two incidents are still open.",
  ],
  [
    summed({}, [{ title: "Telefon", names: [] }]),
    "Eine Störung ist noch offen: Telefon.",
    "An incident is still open: Telefon.",
  ],
];

test.each(cases)("the first sentence of %j", (given, de, en) => {
  expect(sumSentence(given, "de")).toBe(de);
  expect(sumSentence(given, "en")).toBe(en);
});

const incidents: Summed["incidents"][] = [[], [{ title: "x", names: [] }], [{ title: "x", names: ["A"] }]];
const combinations = states.flatMap((A) =>
  states.flatMap((B) => states.flatMap((C) => incidents.map((open) => ({ components: { A, B, C }, open })))),
);

test("with every combination of states and incidents, all is said to be well only when it is", () => {
  expect(combinations.length).toBe(375);
  for (const { components, open } of combinations) {
    const given = summed(components, open);
    const isWell = Object.values(components).every((state) => state === "up") && open.length === 0;
    const sentence = sumSentence(given, "de");
    expect([sentence, sentence === "Alles läuft."]).toEqual([sentence, isWell]);
    expect([sentence, worstOf(given) === "up"]).toEqual([sentence, isWell]);
    expect(/undefined|null|\s{2}/.test(sentence)).toBe(false);
  }
});

test("whatever is down is named in the first sentence, or everything is", () => {
  for (const { components, open } of combinations) {
    const first = sumSentence(summed(components, open), "de").split(".")[0]!;
    for (const [name, state] of Object.entries(components).filter(([, one]) => one === "down"))
      expect([first, state, first.includes(name) || first === "Alles ist gestört"]).toEqual([first, state, true]);
  }
});

const fed: [State[], "worst" | "all", State][] = [
  [[], "worst", "unknown"],
  [["up", "down"], "worst", "down"],
  [["up", "down"], "all", "degraded"],
  [["down", "down"], "all", "down"],
  [["up", "unknown"], "worst", "up"],
  [["unknown", "unknown"], "worst", "unknown"],
  [["up", "degraded"], "all", "degraded"],
  [["down", "unknown"], "all", "down"],
  [["up", "maintenance"], "worst", "maintenance"],
  [["up", "maintenance"], "all", "up"],
];

test.each(fed)("checks that say %j, taken by %s, make it %s", (checks, rule, state) => {
  expect(together(checks, rule)).toBe(state);
});
