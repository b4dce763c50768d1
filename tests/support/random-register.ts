import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import {
  addService,
  archiveService,
  recordReplacement,
  reportStage,
  setTarget,
  withdrawFromService,
} from "#src/services/actions.ts";
import type { Said } from "#src/services/facts.ts";
import { oldDataStates } from "#src/services/old-data.ts";
import { stages } from "#src/services/stage.ts";
import { factsOfService, factsOfSystem } from "#src/services/store.ts";
import { answers, hostings, placeKinds } from "#src/services/system.ts";
import {
  acceptException,
  addSystem,
  answerCriterion,
  archiveSystem,
  recordContract,
  recordPlace,
  recordSubProcessor,
  reportOldData,
  withdrawFromSystem,
} from "#src/services/system-actions.ts";
import { addCriterion, dropCriterion } from "#src/settings/criterion-actions.ts";
import { listCriteria } from "#src/settings/store.ts";
import { addDays, parseWhen, periodStart, type When } from "#src/when.ts";

/** The same numbers for the same seed, between 0 and 1. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

// Names that meet in capitals, in slugs, with each other's slugs; text that a spreadsheet or a separator would take amiss.
const names = [
  "Chat",
  "chat",
  "Chat-2",
  "chat-2",
  "Foo Bar",
  "foo-bar",
  "Büro",
  "Buero",
  "=1+1",
  "-minus",
  "+plus",
  "@at",
  "'quote",
  "'=x",
  "a | b",
  "back\\slash",
  "end\\",
  "semi;colon",
  'say "hi"',
  "comma, no",
  "Ünïcödé 文字 😀",
  "Import",
  "1",
  "true",
  "null",
  '=HYPERLINK("http://x")',
  "Tab\there",
  "systems",
  "Straße",
] as const;
const texts = [
  null,
  null,
  "ok",
  "two\nlines",
  "=SUM(A1)",
  "- list\n- more",
  "'apostrophe",
  'a;b,c\t"d"',
  "  padded  ",
  "\ttab first",
  "08.12.2020",
] as const;
const phrases = [
  "08.12.2020",
  "12.2020",
  "Q4 2020",
  "2019",
  "seit längerem",
  "Anfang September 2020",
  "vor 2020",
  "=soon",
  "a | b",
  "2020-02-29",
];
const countries = ["CH", "US", "DE", "GB", "XK", null];
const today = "2026-11-23";

/** Fills an empty register with whatever the actions allow. */
export function fillAtRandom(db: Database, seed: number, done: Done): void {
  const next = numbersFrom(seed);
  const count = (most: number) => Math.floor(next() * (most + 1));
  const one = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const chance = (part: number) => next() < part;

  const when = (): When => (chance(0.3) ? { on: null, text: null } : parseWhen(one(phrases))!);
  const said = (ids: readonly number[] = []): Said => {
    const happened = when();
    const earliest = happened.on ? periodStart(happened.on) : "2019-01-01";
    const reported_on = chance(0.2) ? today : addDays(earliest, count(700));
    const corrects = ids.length > 0 && chance(0.3) ? one(ids) : undefined;
    return { happened, reported_on, note: one(texts), corrects };
  };
  const open = (facts: readonly { id: number; corrects: number | null; withdrawn: number }[]) =>
    facts
      .filter(({ id, withdrawn }) => withdrawn === 0 && !facts.some(({ corrects }) => corrects === id))
      .map(({ id }) => id);

  if (chance(0.5)) addCriterion(db, { name: one(names), name_en: null, meaning: one(texts), meaning_en: null }, done);
  const criteria = listCriteria(db);

  const systems = Array.from({ length: count(7) }, () => {
    const words = { vendor: one(texts), website: null, licence: one(texts), note: one(texts), name_en: one(texts) };
    const certified = chance(0.3) ? (1 as const) : (0 as const);
    return addSystem(db, { ...words, name: one(names), hosting: one(hostings), certified }, done).slug;
  });
  for (const slug of systems) {
    const id = db.query<{ id: number }, [string]>("SELECT id FROM systems WHERE slug = ?").get(slug)!.id;
    const idsIn = (table: Parameters<typeof factsOfSystem>[1]) => open(factsOfSystem(db, table, id));
    for (let left = count(3); left > 0; left -= 1)
      reportOldData(db, slug, { state: one(oldDataStates), ...said(idsIn("old_data_reports")) }, done);
    for (let left = count(3); left > 0; left -= 1) {
      const place = {
        kind: one(placeKinds),
        country: one(countries),
        assumed: chance(0.3) ? (1 as const) : (0 as const),
      };
      recordPlace(db, slug, { ...place, source: one(texts), ...said(idsIn("places")) }, done);
    }
    for (let left = count(2); left > 0; left -= 1) {
      const criterion = one(criteria).slug;
      answerCriterion(db, slug, { criterion, answer: one(answers), reason: one(texts), ...said() }, done);
      const accepted = {
        criterion,
        reason: one(texts),
        person_name: one(texts),
        review_on: chance(0.5) ? "2027-01-31" : null,
      };
      acceptException(db, slug, { ...accepted, ...said() }, done);
    }
    if (chance(0.3))
      recordContract(db, slug, { kind: "processing", reference: one(names), valid_until: null, ...said() }, done);
    if (chance(0.3))
      recordSubProcessor(db, slug, { name: one(names), country: one(countries), purpose: null, ...said() }, done);
    for (const table of ["old_data_reports", "places"] as const)
      if (idsIn(table).length > 0 && chance(0.2)) withdrawFromSystem(db, slug, table, one(idsIn(table)), done);
  }

  const services = Array.from({ length: count(6) }, () => {
    const words = {
      name_en: one(texts),
      purpose: one(texts),
      purpose_en: one(texts),
      category: one(texts),
      owner: one(texts),
    };
    const more = { priority: one(["high", "low", null] as const), priority_reason: one(texts), note: one(texts) };
    return addService(
      db,
      { ...words, ...more, name: one(names), customer_data: one(["yes", "no", "unknown"] as const) },
      done,
    );
  });
  for (const slug of services) {
    const id = db.query<{ id: number }, [string]>("SELECT id FROM services WHERE slug = ?").get(slug)!.id;
    const idsIn = (table: Parameters<typeof factsOfService>[1]) => open(factsOfService(db, table, id));
    for (let left = systems.length === 0 ? 0 : count(3); left > 0; left -= 1) {
      const edge = { from: chance(0.8) ? one(systems) : null, to: chance(0.7) ? one(systems) : null };
      if (edge.from || edge.to) recordReplacement(db, slug, { ...edge, ...said(idsIn("replacements")) }, done);
    }
    for (let left = count(4); left > 0; left -= 1)
      reportStage(db, slug, { stage: one(stages), ...said(idsIn("stage_reports")) }, done);
    for (let left = count(2); left > 0; left -= 1)
      setTarget(db, slug, { target: when(), ...said(idsIn("targets")) }, done);
    for (const table of ["stage_reports", "replacements"] as const)
      if (idsIn(table).length > 0 && chance(0.2)) withdrawFromService(db, slug, table, one(idsIn(table)), done);
  }

  for (const slug of systems) if (chance(0.15)) archiveSystem(db, slug, done, "2026-01-31");
  for (const slug of services) if (chance(0.15)) archiveService(db, slug, done, "2026-01-31");
  if (chance(0.4)) dropCriterion(db, one(criteria).id, done);
}
