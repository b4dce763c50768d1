import { addService, pairs, recordReplacement, reportStage, setTarget } from "#src/services/actions.ts";
import { serviceForm, stageForm } from "#src/services/forms.ts";
import type { OwnedService } from "#src/services/service.ts";
import { reserved } from "#src/services/store.ts";
import { slugFrom } from "#src/settings/company.ts";
import { type Day, typedWhen } from "#src/when.ts";
import { type ColumnKey, columns, headingOf, sideOf } from "./columns.ts";
import { type Ground, type Plan, type Step, saidOn } from "./plan.ts";
import { cellsOf, type SheetRow, type SheetSystem, sheetOf } from "./sheet.ts";
import type { SheetLine } from "./sheet-read.ts";
import { type SheetSystems, systemsOfSheet } from "./sheet-systems.ts";
import { type Trouble, troublesOf } from "./trouble.ts";

/** What importing these rows would do. Nothing that is there already is overwritten: what differs is a trouble. */
export function planSheet(lines: readonly SheetLine[], ground: Ground): Plan {
  const systems = systemsOfSheet(lines, ground);
  const plan: Plan = { steps: [...systems.steps], troubles: [...systems.troubles], skipped: 0 };
  const existingRows = new Map(sheetOf(ground.register, ground.facts.systems).map((row) => [row.id, row]));
  const existingOf = findIn(ground.facts.services);
  const doubled = doubleTroubles();
  for (const line of lines) {
    plan.troubles.push(...detailTroubles(line, ground.today), ...doubled(line));
    const existing = existingOf(line.row);
    if (!existing) plan.steps.push(...serviceSteps(line, systems, ground.today));
    else {
      plan.skipped += 1;
      plan.troubles.push(...existingTroubles(line, existing, existingRows.get(existing.slug), systems));
    }
  }
  return plan;
}

function idOf({ id, name }: SheetRow): string {
  return id ?? slugFrom(name);
}

/** By its id; a row without one is the service of the same name. */
function findIn(services: readonly OwnedService[]): (row: SheetRow) => OwnedService | undefined {
  const byId = new Map(services.map((service) => [service.slug, service]));
  const byName = new Map(services.toReversed().map((service) => [service.name.toLowerCase(), service]));
  return (row) => byId.get(idOf(row)) ?? (row.id === null ? byName.get(row.name.toLowerCase()) : undefined);
}

/** What the forms of the pages would say to the same words. */
function detailTroubles({ row, spotOf }: SheetLine, today: Day): Trouble[] {
  const words = serviceForm.safeParse(wordsOf(row));
  const member = (name: string) => spotOf((formColumns[name] ?? name) as ColumnKey);
  const troubles = words.success ? [] : troublesOf(words.error.issues, member);
  if (row.id !== null && reserved.has(row.id)) troubles.push({ ...spotOf("id"), sentence: takenByUs });
  const tooEarly = row.reported_on !== null && row.reported_on > today;
  if (tooEarly) troubles.push({ ...spotOf("reported_on"), sentence: inFuture });
  if (row.stage === null || tooEarly) return troubles;
  const stage = stageForm(today).safeParse(stageWordsOf(row, today));
  return stage.success ? troubles : [...troubles, ...troublesOf(stage.error.issues, member)];
}

const formColumns: Record<string, ColumnKey> = { name: "service", name_en: "service_en", happened: "since" };

function wordsOf({ name, name_en, purpose, owner, customer_data, note }: SheetRow) {
  const text = { name_en: name_en ?? "", purpose: purpose ?? "", owner: owner ?? "", note: note ?? "" };
  return { ...text, name, customer_data: customer_data ?? "unknown" };
}

function stageWordsOf({ stage, since, reported_on }: SheetRow, today: Day) {
  return { stage, happened: since ? typedWhen(since) : "", reported_on: reported_on ?? today };
}

/** Two rows that would be the same service. The same name twice is meant when both have an id. */
function doubleTroubles(): (line: SheetLine) => Trouble[] {
  const byId = new Map<string, SheetLine>();
  const byName = new Map<string, SheetLine>();
  return (line) => {
    const { row, spotOf } = line;
    if (row.name === "") return [];
    const [id, name] = [idOf(row), row.name.toLowerCase()];
    const first = byId.get(id) ?? withoutId(byName.get(name), row);
    byId.set(id, byId.get(id) ?? line);
    byName.set(name, byName.get(name) ?? line);
    return first
      ? [{ ...spotOf(row.id === null ? "service" : "id"), sentence: double(first.spotOf("service").line) }]
      : [];
  };
}

function withoutId(named: SheetLine | undefined, { id }: SheetRow): SheetLine | undefined {
  return named && (named.row.id === null || id === null) ? named : undefined;
}

function double(line: number | null) {
  return {
    de: `Das ist derselbe Dienst wie in Zeile ${line}. Geben Sie einem der beiden eine andere ID.`,
    en: `This is the same service as in line ${line}. Give one of the two another ID.`,
  };
}

/** The service first: the others are about the slug that it got. */
function serviceSteps({ row }: SheetLine, systems: SheetSystems, today: Day): Step[] {
  let slug = idOf(row);
  const added: Step = {
    adds: "service",
    run: (db, done) => {
      slug = addService(db, { ...detailsOf(row), slug }, done);
    },
  };
  const { stage, target } = row;
  const said = saidOn(row.reported_on ?? today);
  const facts = pairs(namesOf(row.from), namesOf(row.to)).map(({ from, to }): Step["run"] => {
    const slugIn = (name: string | null) => name && systems.slugOf(name);
    return (db, done) => recordReplacement(db, slug, { from: slugIn(from), to: slugIn(to), ...said }, done);
  });
  const happened = row.since ?? said.happened;
  if (stage) facts.push((db, done) => reportStage(db, slug, { ...said, stage, happened }, done));
  if (target) facts.push((db, done) => setTarget(db, slug, { target, ...said }, done));
  return [added, ...facts.map((run): Step => ({ adds: "fact", run }))];
}

function namesOf(systems: readonly SheetSystem[]): string[] {
  return systems.map(({ name }) => name);
}

function detailsOf(row: SheetRow) {
  const customer_data = row.customer_data ?? ("unknown" as const);
  const { name, name_en, purpose, owner, note } = row;
  const unsaid = { purpose_en: null, category: null, priority: null, priority_reason: null };
  return { name, name_en, purpose, owner, note, customer_data, ...unsaid };
}

/** Where the row of an existing service says something else than the register. An empty cell says nothing. */
function existingTroubles(
  { row, spotOf }: SheetLine,
  { archived_on, slug }: OwnedService,
  existing: SheetRow | undefined,
  systems: SheetSystems,
): Trouble[] {
  if (archived_on !== null || !existing) return [{ ...spotOf("service"), sentence: archived(slug) }];
  const named = (side: "from" | "to") => row[side].map((one) => ({ ...one, name: systems.nameOf(one.name) }));
  const [ours, theirs] = [cellsOf(existing, "de"), cellsOf({ ...row, from: named("from"), to: named("to") }, "de")];
  const saysOtherwise = (key: ColumnKey) => {
    const said = theirs[key].join("|");
    const silent = said === "" || (key === "customer_data" && row.customer_data === null);
    return !silent && said !== ours[key].join("|");
  };
  return columns
    .map(({ key }) => key)
    .filter((key) => key !== "id" && (sideOf(key) === null || key === "from" || key === "to") && saysOtherwise(key))
    .map((key) => ({ ...spotOf(key), sentence: otherwise(key, ours[key].join(" | ")) }));
}

const inFuture = {
  de: "Das liegt in der Zukunft. Gemeldet wird, was schon geschehen ist.",
  en: "That is in the future. Report what has already happened.",
};
const takenByUs = {
  de: "So heisst schon eine Seite von Aktion. Nehmen Sie eine andere ID.",
  en: "A page of Aktion is called so already. Take another ID.",
};

function archived(slug: string) {
  return {
    de: `Den Dienst «${slug}» gibt es schon, er ist archiviert. Holen Sie ihn zuerst zurück.`,
    en: `The service "${slug}" is there already, archived. Take it back first.`,
  };
}

function otherwise(key: ColumnKey, ours: string) {
  const there = { de: ours === "" ? "nichts" : `«${ours}»`, en: ours === "" ? "nothing" : `"${ours}"` };
  return {
    de: `Diesen Dienst gibt es schon, und für «${headingOf(key, "de")}» steht dort ${there.de}. Ein Import überschreibt nichts: ändern Sie es auf der Seite des Dienstes, oder leeren Sie die Zelle.`,
    en: `This service is there already, with ${there.en} for "${headingOf(key, "en")}". An import overwrites nothing: change it on the service's page, or empty the cell.`,
  };
}
