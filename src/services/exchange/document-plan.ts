import type { Database } from "bun:sqlite";
import { canonical } from "#src/history/canonical.ts";
import type { Sentence } from "#src/problem.ts";
import { addService, archiveService } from "#src/services/actions.ts";
import { addSystem, archiveSystem } from "#src/services/system-actions.ts";
import { addCriterion, changeCriterion, dropCriterion, takeCriterionBack } from "#src/settings/criterion-actions.ts";
import { listArchivedCriteria, listCriteria } from "#src/settings/store.ts";
import type { Day } from "#src/when.ts";
import type { Document, DocumentCriterion, DocumentService, DocumentSystem } from "./document.ts";
import { serviceFactSteps, systemFactSteps } from "./document-facts.ts";
import { documentTroubles, type PathTrouble } from "./document-troubles.ts";
import type { Step } from "./plan.ts";

type Standing = { ours: Document; today: Day; mayChangeCriteria: boolean };
type DocumentPlan = { steps: Step[]; troubles: PathTrouble[]; skipped: number };

/** What importing a document would do. `ours` is the register as it is; what is there already, just so, is skipped. */
export function planDocument(document: Document, { ours, today, mayChangeCriteria }: Standing): DocumentPlan {
  const criteria = planCriteria(document, ours);
  const systems = newOnes(document.systems, ours.systems, "systems");
  const services = newOnes(document.services, ours.services, "services");
  const slugs = (those: readonly { slug: string }[]) => new Set(those.map(({ slug }) => slug));
  const known = { systems: slugs(ours.systems), criteria: slugs(ours.criteria.filter((one) => !one.archived)), today };
  const troubles = [
    ...criteria.troubles,
    ...systems.troubles,
    ...services.troubles,
    ...documentTroubles(document, known),
  ];
  if (!mayChangeCriteria && criteria.before.length + criteria.after.length > 0)
    troubles.push({ path: ["criteria"], sentence: forOwners });
  const steps = [
    ...criteria.before,
    ...systems.fresh.map(systemStep),
    ...services.fresh.map(serviceStep),
    ...systems.fresh.flatMap(systemFactSteps),
    ...services.fresh.flatMap(serviceFactSteps),
    ...criteria.after,
    ...[...systems.fresh.flatMap(archivedSystem), ...services.fresh.flatMap(archivedService)],
  ];
  return { steps, troubles, skipped: document.services.length - services.fresh.length };
}

type Slugged = { slug: string };

function newOnes<T extends Slugged>(theirs: readonly T[], ours: readonly T[], kind: string) {
  const there = new Map(ours.map((one) => [one.slug, canonical(one)]));
  const differs = (one: T) => there.has(one.slug) && there.get(one.slug) !== canonical(one);
  const troubles = theirs.flatMap((one, index): PathTrouble[] =>
    differs(one) ? [{ path: [kind, index], sentence: isThere(one.slug) }] : [],
  );
  return { fresh: theirs.filter(({ slug }) => !there.has(slug)), troubles };
}

function systemStep({ slug, name, certified, ...system }: DocumentSystem): Step {
  const { old_data, places, answers, exceptions, contracts, sub_processors, archived_on, ...details } = system;
  const words = { ...details, slug, name, certified: certified ? (1 as const) : (0 as const) };
  return { adds: "system", run: (db, done) => void addSystem(db, words, done) };
}

function serviceStep({ replacements, stages, targets, archived_on, ...words }: DocumentService): Step {
  return { adds: "service", run: (db, done) => void addService(db, words, done) };
}

function archivedSystem({ slug, archived_on }: DocumentSystem): Step[] {
  return archived_on === null ? [] : [{ adds: null, run: (db, done) => archiveSystem(db, slug, done, archived_on) }];
}

function archivedService({ slug, archived_on }: DocumentService): Step[] {
  return archived_on === null ? [] : [{ adds: null, run: (db, done) => archiveService(db, slug, done, archived_on) }];
}

type CriteriaPlan = { before: Step[]; after: Step[]; troubles: PathTrouble[] };

/** The file's criteria replace ours only while the register is empty. Archived ones come into force until their answers are in. */
function planCriteria({ criteria, systems }: Document, ours: Document): CriteriaPlan {
  const plan: CriteriaPlan = { before: [], after: [], troubles: [] };
  const isEmpty = ours.systems.length === 0 && ours.services.length === 0;
  const asked = new Set(
    systems.flatMap((one) => [...one.answers, ...one.exceptions].map(({ criterion }) => criterion)),
  );
  for (const [index, theirs] of criteria.entries()) {
    const mine = ours.criteria.find(({ slug }) => slug === theirs.slug);
    if (mine && !isEmpty) {
      if (canonical(mine) !== canonical(theirs))
        plan.troubles.push({ path: ["criteria", index], sentence: otherCriterion(theirs.slug) });
      continue;
    }
    plan.before.push(...criterionBefore(theirs, mine, asked.has(theirs.slug)));
    const inForce = mine === undefined || !mine.archived || (theirs.archived && asked.has(theirs.slug));
    if (theirs.archived && inForce) plan.after.push(onCriterion(theirs.slug, dropCriterion));
  }
  return plan;
}

function criterionBefore(theirs: DocumentCriterion, mine: DocumentCriterion | undefined, isAsked: boolean): Step[] {
  const { slug, archived, ...words } = theirs;
  if (!mine) return [{ adds: "criterion", run: (db, done) => addCriterion(db, words, done, slug) }];
  const steps: Step[] = [];
  if (mine.archived && (!archived || isAsked)) steps.push(onCriterion(slug, takeCriterionBack));
  const { slug: _, archived: __, ...said } = mine;
  if (canonical(said) === canonical(words)) return steps;
  return [...steps, onCriterion(slug, (db, id, done) => changeCriterion(db, id, words, done))];
}

function onCriterion(slug: string, change: (db: Database, id: number, done: Parameters<Step["run"]>[1]) => void): Step {
  const idIn = (db: Database) =>
    [...listCriteria(db), ...listArchivedCriteria(db)].find((one) => one.slug === slug)!.id;
  return { adds: "criterion", run: (db, done) => change(db, idIn(db), done) };
}

const forOwners: Sentence = {
  de: "Die Datei bringt andere Kriterien mit. Kriterien ändern nur Inhaberinnen und Inhaber.",
  en: "The file brings other criteria. Only owners change criteria.",
};

function isThere(slug: string): Sentence {
  return {
    de: `«${slug}» gibt es schon, mit anderen Angaben. Ein Import überschreibt nichts: ändern Sie es auf seiner Seite, oder nehmen Sie es aus der Datei.`,
    en: `"${slug}" is there already, and differs. An import overwrites nothing: change it on its page, or take it out of the file.`,
  };
}

function otherCriterion(slug: string): Sentence {
  return {
    de: `Das Kriterium «${slug}» lautet hier anders. Gleichen Sie es in den Einstellungen an, oder nehmen Sie es aus der Datei.`,
    en: `The criterion "${slug}" is worded differently here. Change it in the settings, or take it out of the file.`,
  };
}
