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
import {
  factsOfService,
  factsOfSystem,
  findService,
  findSystem,
  type ServiceFactTable,
  type SystemFactTable,
} from "#src/services/store.ts";
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
import { type Chance, chanceFrom } from "./chance.ts";

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
  const chance = chanceFrom(seed);
  const criterion = { name: chance.one(names), name_en: null, meaning: chance.one(texts), meaning_en: null };
  if (chance.of(0.5)) addCriterion(db, criterion, done);
  const world: World = { db, done, chance, criteria: listCriteria(db).map(({ slug }) => slug) };

  const systems = Array.from({ length: chance.count(7) }, () => newSystem(world));
  for (const slug of systems) fillSystem(world, slug);
  const services = Array.from({ length: chance.count(6) }, () => newService(world));
  for (const slug of services) fillService(world, slug, systems);

  for (const slug of systems) if (chance.of(0.15)) archiveSystem(db, slug, done, "2026-01-31");
  for (const slug of services) if (chance.of(0.15)) archiveService(db, slug, done, "2026-01-31");
  if (chance.of(0.4)) dropCriterion(db, chance.one(listCriteria(db)).id, done);
}

type World = { db: Database; done: Done; chance: Chance; criteria: readonly string[] };

function newSystem({ db, done, chance }: World): string {
  const words = { vendor: chance.one(texts), licence: chance.one(texts), note: chance.one(texts), website: null };
  const more = { name_en: chance.one(texts), hosting: chance.one(hostings), certified: chance.one([0, 0, 1] as const) };
  return addSystem(db, { ...words, ...more, name: chance.one(names) }, done).slug;
}

function newService({ db, done, chance }: World): string {
  const [purpose, purpose_en, category] = [chance.one(texts), chance.one(texts), chance.one(texts)];
  const priority = chance.one(["high", "low", null] as const);
  const customer_data = chance.one(["yes", "no", "unknown"] as const);
  const words = {
    name_en: chance.one(texts),
    owner: chance.one(texts),
    note: chance.one(texts),
    priority_reason: null,
  };
  return addService(
    db,
    { ...words, purpose, purpose_en, category, priority, customer_data, name: chance.one(names) },
    done,
  );
}

function fillSystem(world: World, slug: string): void {
  const { db, done, chance, criteria } = world;
  const { id } = findSystem(db, slug)!;
  const openIn = (table: SystemFactTable) => openAmong(factsOfSystem(db, table, id));
  chance.times(3, () =>
    reportOldData(db, slug, { state: chance.one(oldDataStates), ...said(chance, openIn("old_data_reports")) }, done),
  );
  chance.times(3, () => {
    const place = { kind: chance.one(placeKinds), country: chance.one(countries), source: chance.one(texts) };
    recordPlace(
      db,
      slug,
      { ...place, assumed: chance.one([0, 0, 1] as const), ...said(chance, openIn("places")) },
      done,
    );
  });
  chance.times(2, () => {
    const criterion = chance.one(criteria);
    answerCriterion(
      db,
      slug,
      { criterion, answer: chance.one(answers), reason: chance.one(texts), ...said(chance) },
      done,
    );
    const accepted = { criterion, reason: chance.one(texts), person_name: chance.one(texts) };
    acceptException(db, slug, { ...accepted, review_on: chance.one([null, "2027-01-31"]), ...said(chance) }, done);
  });
  const contract = { kind: "processing", reference: chance.one(names), valid_until: null } as const;
  chance.times(1, () => recordContract(db, slug, { ...contract, ...said(chance) }, done));
  const firm = { name: chance.one(names), country: chance.one(countries), purpose: null };
  chance.times(1, () => recordSubProcessor(db, slug, { ...firm, ...said(chance) }, done));
  for (const table of ["old_data_reports", "places"] as const)
    if (openIn(table).length > 0 && chance.of(0.2))
      withdrawFromSystem(db, slug, table, chance.one(openIn(table)), done);
}

function fillService({ db, done, chance }: World, slug: string, systems: readonly string[]): void {
  const { id } = findService(db, slug)!;
  const openIn = (table: ServiceFactTable) => openAmong(factsOfService(db, table, id));
  chance.times(systems.length === 0 ? 0 : 3, () => {
    const from = chance.one([null, ...systems, ...systems]);
    const to = from === null ? chance.one(systems) : chance.one([null, ...systems]);
    recordReplacement(db, slug, { from, to, ...said(chance, openIn("replacements")) }, done);
  });
  chance.times(4, () =>
    reportStage(db, slug, { stage: chance.one(stages), ...said(chance, openIn("stage_reports")) }, done),
  );
  chance.times(2, () => setTarget(db, slug, { target: when(chance), ...said(chance, openIn("targets")) }, done));
  for (const table of ["stage_reports", "replacements"] as const)
    if (openIn(table).length > 0 && chance.of(0.2))
      withdrawFromService(db, slug, table, chance.one(openIn(table)), done);
}

type Corrected = { id: number; corrects: number | null; withdrawn: number };

/** Facts that nothing corrects yet. */
function openAmong(facts: readonly Corrected[]): number[] {
  const corrected = new Set(facts.map(({ corrects }) => corrects));
  return facts.filter(({ id, withdrawn }) => withdrawn === 0 && !corrected.has(id)).map(({ id }) => id);
}

function when(chance: Chance): When {
  return chance.of(0.3) ? { on: null, text: null } : parseWhen(chance.one(phrases))!;
}

/** Reported on a day after it can have happened; sometimes as the correction of one of these. */
function said(chance: Chance, ids: readonly number[] = []): Said {
  const happened = when(chance);
  const earliest = happened.on ? periodStart(happened.on) : "2019-01-01";
  const reported_on = chance.of(0.2) ? today : addDays(earliest, chance.count(700));
  const corrects = ids.length > 0 && chance.of(0.3) ? chance.one(ids) : undefined;
  return { happened, reported_on, note: chance.one(texts), corrects };
}
