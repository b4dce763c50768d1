import { oldDataForm, systemForm } from "#src/services/forms.ts";
import type { OldData } from "#src/services/old-data.ts";
import { isDeleted, oldDataWords } from "#src/services/old-data.ts";
import { type PlaceKind, placeKinds, type System } from "#src/services/system.ts";
import { addSystem, recordPlace, reportOldData } from "#src/services/system-actions.ts";
import { slugFrom } from "#src/settings/company.ts";
import { type Day, formatWhen, periodStart, typedWhen, type When } from "#src/when.ts";
import type { ColumnKey } from "./columns.ts";
import { type Ground, type Step, saidOn } from "./plan.ts";
import { type Country, type SheetSystem, sheetSystemIn } from "./sheet.ts";
import type { SheetLine } from "./sheet-read.ts";
import { type Spot, type Trouble, troublesOf } from "./trouble.ts";

/** The systems that the rows name, each once, and what is to be done about them. */
export type SheetSystems = {
  steps: Step[];
  troubles: Trouble[];
  /** By the name in the file; a new system has its slug once its step has run. */
  slugOf: (name: string) => string;
  /** As the register calls it. */
  nameOf: (name: string) => string;
};

type Said = { old_data: OldData; deleted: When } & Record<PlaceKind, Country>;
type Claim<T> = { value: T; spot: Spot; reported_on: Day };
type Claims = { [Member in keyof Said]?: Claim<Said[Member]> };
type Mention = { name: string; spot: Spot; existing: System | null; slug: string; claims: Claims };

/** What all rows together say of each system. Rows that contradict each other, or the register, are troubles. */
export function systemsOfSheet(lines: readonly SheetLine[], ground: Ground): SheetSystems {
  const troubles: Trouble[] = [];
  const mentions = new Map<string, Mention>();
  const existingOf = findIn(ground.facts.systems);
  for (const line of lines)
    for (const side of ["from", "to"] as const)
      for (const system of line.row[side]) {
        const key = system.name.toLowerCase();
        const mention = mentions.get(key) ?? {
          name: system.name,
          spot: line.spotOf(side),
          ...existingOf(system.name),
          claims: {},
        };
        mentions.set(key, mention);
        claim(mention, system, { line, side, today: ground.today, troubles });
      }
  giveSlugs([...mentions.values()], ground.facts.systems);
  const knownOf = knownIn(ground);
  const planned = [...mentions.values()].map((mention) =>
    stepsFor(mention, { knownOf, today: ground.today, troubles }),
  );
  return {
    steps: planned.flat(),
    troubles,
    slugOf: (name) => mentions.get(name.toLowerCase())!.slug,
    nameOf: (name) => mentions.get(name.toLowerCase())!.name,
  };
}

/** By slug, or by name whatever its case. */
function findIn(systems: readonly System[]): (name: string) => Pick<Mention, "existing" | "slug"> {
  const byName = new Map(systems.toReversed().map((system) => [system.name.toLowerCase(), system]));
  const bySlug = new Map(systems.map((system) => [system.slug, system]));
  return (name) => {
    const existing = bySlug.get(name) ?? byName.get(name.toLowerCase()) ?? null;
    return { existing, slug: existing?.slug ?? "" };
  };
}

type Claiming = { line: SheetLine; side: "from" | "to"; today: Day; troubles: Trouble[] };

function claim(mention: Mention, system: SheetSystem, { line, side, today, troubles }: Claiming): void {
  const reported_on = line.row.reported_on !== null && line.row.reported_on <= today ? line.row.reported_on : today;
  for (const member of ["old_data", "deleted", ...placeKinds] as const) {
    const value = system[member];
    if (value === null) continue;
    const spot = line.spotOf(columnFor(member, side));
    const first = mention.claims[member];
    if (!first) Object.assign(mention.claims, { [member]: { value, spot, reported_on } });
    else if (textOf(first.value) !== textOf(value))
      troubles.push({ ...spot, sentence: contradiction(mention.name, first.spot.line, textOf(first.value)) });
  }
}

function columnFor(member: keyof Said, side: "from" | "to"): ColumnKey {
  if (member === "old_data") return "old_data";
  return member === "deleted" ? "deleted_on" : `${side}_${member}`;
}

function textOf(value: Said[keyof Said]): string {
  if (typeof value === "string") return oldDataWords[value].de;
  return "country" in value ? `${value.country}${value.assumed ? "?" : ""}` : formatWhen(value, "de");
}

/** New systems get the slug of their name, unless that is what another system is called. */
function giveSlugs(mentions: readonly Mention[], systems: readonly System[]): void {
  const taken = new Set(systems.flatMap(({ slug, name }) => [slug, name.toLowerCase()]));
  const named = new Set(mentions.map(({ name }) => name.toLowerCase()));
  for (const mention of mentions.filter(({ existing }) => existing === null)) {
    const own = mention.name.toLowerCase();
    const isFree = (slug: string) => !taken.has(slug) && (slug === own || !named.has(slug));
    const wanted = slugFrom(mention.name);
    let slug = wanted;
    for (let number = 2; !isFree(slug); number += 1) slug = `${wanted}-${number}`;
    mention.slug = slug;
    taken.add(slug);
  }
}

type Known = (system: System) => SheetSystem | null;
type Planning = { knownOf: Known; today: Day; troubles: Trouble[] };

/** What the register says of its systems, as a row would. Data that is in use only because the stage says so is no report. */
function knownIn({ register, facts }: Ground): Known {
  const shown = sheetSystemIn(facts.systems);
  const known = new Map(register.systems.map((one) => [one.system.id, one]));
  return ({ id }) => {
    const one = known.get(id);
    if (!one) return null;
    return one.old_data_when === null ? { ...shown(one), old_data: null } : shown(one);
  };
}

function stepsFor(mention: Mention, { knownOf, today, troubles }: Planning): Step[] {
  if (mention.existing) forgetWhatIsKnown(mention, knownOf(mention.existing), troubles);
  const facts = [...oldDataSteps(mention, today, troubles), ...placeSteps(mention)];
  if (mention.existing) return facts;
  const { name, spot } = mention;
  const form = systemForm.safeParse({ name });
  if (!form.success) troubles.push(...troublesOf(form.error.issues, () => spot));
  const added: Step = {
    adds: "system",
    run: (db, done) => {
      mention.slug = addSystem(db, { name, slug: mention.slug }, done).slug;
    },
  };
  return [added, ...facts];
}

/** Takes out of an existing system's claims what the register says too. What it says otherwise is a trouble. */
function forgetWhatIsKnown(mention: Mention, ours: SheetSystem | null, troubles: Trouble[]): void {
  if (!ours) return void troubles.push({ ...mention.spot, sentence: archived(mention.name) });
  mention.name = ours.name;
  for (const [member, { value, spot }] of Object.entries(mention.claims) as [keyof Said, Claim<Said[keyof Said]>][]) {
    const there = ours[member];
    if (there === null) continue;
    if (textOf(there) !== textOf(value)) troubles.push({ ...spot, sentence: otherwise(ours.name, textOf(there)) });
    delete mention.claims[member];
  }
}

function oldDataSteps(mention: Mention, today: Day, troubles: Trouble[]): Step[] {
  const { deleted, old_data } = mention.claims;
  const state = old_data?.value ?? (deleted ? "deleted" : null);
  if (state === null) return [];
  if (deleted && !isDeleted(state)) {
    troubles.push({ ...deleted.spot, sentence: notDeleted(state) });
    return [];
  }
  const reported_on = reportedOn(deleted, old_data, today);
  const said = saidOn(reported_on);
  const form = oldDataForm(today).safeParse({ state, happened: deleted ? typedWhen(deleted.value) : "", reported_on });
  if (!form.success) troubles.push(...troublesOf(form.error.issues, () => (deleted ?? old_data)!.spot));
  const report = (told: OldData, happened: When): Step => ({
    adds: "fact",
    run: (db, done) => reportOldData(db, mention.slug, { ...said, state: told, happened }, done),
  });
  if (!deleted || state === "deleted") return [report(state, deleted?.value ?? said.happened)];
  return [report("deleted", deleted.value), report(state, said.happened)];
}

/** What was deleted after the row's report cannot have been in it: then it is first said today. */
function reportedOn(deleted: Claim<When> | undefined, state: Claim<OldData> | undefined, today: Day): Day {
  const row = (state ?? deleted)!.reported_on;
  return deleted?.value.on && periodStart(deleted.value.on) > row ? today : row;
}

function placeSteps(mention: Mention): Step[] {
  return placeKinds.flatMap((kind): Step[] => {
    const place = mention.claims[kind];
    if (!place) return [];
    const assumed = place.value.assumed ? (1 as const) : (0 as const);
    const words = { kind, country: place.value.country, assumed, source: null, ...saidOn(place.reported_on) };
    return [{ adds: "fact", run: (db, done) => recordPlace(db, mention.slug, words, done) }];
  });
}

function contradiction(name: string, line: number | null, there: string) {
  return {
    de: `Von «${name}» steht in Zeile ${line} schon «${there}». Ein System hat an jedem Ort dieselben Angaben.`,
    en: `Line ${line} already says "${there}" of "${name}". A system is the same wherever it is named.`,
  };
}

function otherwise(name: string, there: string) {
  return {
    de: `Das System «${name}» gibt es schon, dort steht «${there}». Ein Import überschreibt nichts: ändern Sie es auf der Seite des Systems, oder leeren Sie die Zelle.`,
    en: `The system "${name}" is there already, with "${there}". An import overwrites nothing: change it on the system's page, or empty the cell.`,
  };
}

function archived(name: string) {
  return {
    de: `Das System «${name}» gibt es schon, es ist archiviert. Holen Sie es zuerst zurück.`,
    en: `The system "${name}" is there already, archived. Take it back first.`,
  };
}

function notDeleted(state: OldData) {
  return {
    de: `Ein Löschdatum passt nicht zu «${oldDataWords[state].de}».`,
    en: `A day of deletion does not go with "${oldDataWords[state].en}".`,
  };
}
