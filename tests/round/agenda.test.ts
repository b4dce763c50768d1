import { afterEach, describe, expect, test } from "bun:test";
import "#src/areas.ts";
import { setAction } from "#src/round/action-actions.ts";
import { planRound, skipRound } from "#src/round/actions.ts";
import { type AgendaPoint, agendaOn, merged, registerAgendaSource, sections } from "#src/round/agenda.ts";
import { streakOf } from "#src/round/round.ts";
import { setTarget } from "#src/services/actions.ts";
import { openDatabase } from "#src/storage/database.ts";
import { aService, done, theCase, today } from "../support/case.ts";

const db = () => openDatabase(":memory:");
const day = "2026-11-23";

const point = (subject: string, section: AgendaPoint["section"], text: string = section): AgendaPoint => ({
  subject,
  section,
  title: { de: subject, en: subject },
  href: "/",
  owner: null,
  text: { de: text, en: text },
  on: null,
  red: false,
});

afterEach(() => registerAgendaSource("later area", () => []));

describe("the agenda", () => {
  test("holds one item for each subject, where its most pressing point stands", () => {
    const items = merged([point("a", "stale"), point("b", "overdue"), point("a", "changed"), point("c", "law")]);
    expect(items.map(({ subject, points }) => [subject, points.map(({ section }) => section)])).toEqual([
      ["a", ["changed", "stale"]],
      ["b", ["overdue"]],
      ["c", ["law"]],
    ]);
  });

  test("is empty in an empty register: no section without a reason", () => {
    expect(agendaOn(db(), null, day)).toEqual([]);
  });

  test("takes what a later area registers, without a change here", () => {
    registerAgendaSource("later area", () => [point("inbox", "overdue", "Vier Anfragen")]);
    expect(agendaOn(db(), null, day).map(({ subject }) => subject)).toEqual(["inbox"]);
  });

  test("of the case on 4 January 2021 tells of what the December report said", () => {
    const register = db();
    theCase(register);
    const items = agendaOn(register, { on: "2020-12-07", at: null }, "2021-01-04");
    const chat = items.find(({ subject }) => subject === "service:team-chat")!;
    const told = chat.points.filter(({ section }) => section === "changed").map(({ text }) => text.de);
    expect(told).toContain("Slack: gelöscht (12.2020)");
    expect(chat.points[0]!.text.de).toBe("produktiv (12.2020)");
    expect(items.find(({ subject }) => subject === "service:workspace")!.points.map(({ section }) => section)).toEqual([
      "stale",
    ]);
    const order = items.map(({ points }) => sections.indexOf(points[0]!.section));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test("speaks of AdminLabs once, though three services use it", () => {
    const register = db();
    theCase(register);
    const items = agendaOn(register, { on: "2021-03-01", at: null }, day);
    expect(items.filter(({ subject }) => subject === "system:adminlabs").length).toBe(1);
    const texts = items.find(({ subject }) => subject === "system:adminlabs")!.points.map(({ text }) => text.de);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test("marks a target that has passed as overdue, and one within 14 days as near", () => {
    const register = db();
    aService(register, { name: "Alt", stage: "building" });
    aService(register, { name: "Nah", stage: "building" });
    aService(register, { name: "Fern", stage: "building" });
    const since = { on: day, at: done.at.toISOString() };
    const target = (on: string) => ({ target: { on, text: null }, ...today });
    setTarget(register, "alt", target("2026-11-20"), done);
    setTarget(register, "nah", target("2026-12-07"), done);
    setTarget(register, "fern", target("2026-12-08"), done);
    const found = agendaOn(register, since, day).map(({ subject, points }) => [subject, points[0]!.section]);
    expect(found).toEqual([
      ["service:alt", "overdue"],
      ["service:nah", "soon"],
    ]);
  });

  test("shows a change again that was added later, and not one that was there before", () => {
    const register = db();
    aService(register, { stage: "live" });
    const before = agendaOn(register, { on: day, at: "2026-11-23T08:00:00.000Z" }, day);
    expect(before[0]!.points.map(({ text }) => text.de)).toEqual(["produktiv"]);
    expect(agendaOn(register, { on: day, at: "2026-11-23T10:00:00.000Z" }, day)).toEqual([]);
  });

  test("carries actions until they are done", () => {
    const register = db();
    setAction(
      register,
      { task: "SPF bereinigen", who: "Technik", due_on: "2026-11-20" },
      { round_id: null, subject: null },
      done,
    );
    const item = agendaOn(register, null, "2026-11-30")[0]!;
    expect([item.subject, item.points[0]!.section, item.points[0]!.red]).toEqual(["action:1", "overdue", true]);
  });
});

describe("rounds in a row", () => {
  const closed = (held_on: string) => ({ state: "closed" as const, held_on });
  const skipped = (held_on: string) => ({ state: "skipped" as const, held_on });
  test.each([
    [[], 0],
    [[closed("2026-11-16"), closed("2026-11-09")], 2],
    [[closed("2026-11-16"), skipped("2026-11-09"), closed("2026-11-02")], 2],
    [[closed("2026-11-16"), closed("2026-11-02")], 1],
    [[closed("2026-11-02")], 0],
    [[skipped("2026-11-16"), closed("2026-11-09"), closed("2026-11-02")], 2],
  ])("%j are %i", (rounds, streak) => {
    expect(streakOf(rounds, day)).toBe(streak);
  });

  test("a skipped week keeps what was written before, and plans the next", () => {
    const register = db();
    planRound(register, "2026-11-30", done);
    skipRound(register, "Ferien", done);
    expect(register.query("SELECT state, held_on, reason FROM rounds ORDER BY id").all()).toEqual([
      { state: "skipped", held_on: "2026-11-30", reason: "Ferien" },
      { state: "planned", held_on: "2026-12-07", reason: null },
    ]);
  });
});
