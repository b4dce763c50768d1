import { canonical } from "#src/history/canonical.ts";
import type { Sentence } from "#src/problem.ts";
import { reserved } from "#src/services/store.ts";
import { type Day, periodStart } from "#src/when.ts";
import { type Document, type DocumentFact, serviceLists, systemLists } from "./document.ts";

/** A trouble by its path in the document. */
export type PathTrouble = { path: readonly PropertyKey[]; sentence: Sentence };

type Known = { systems: ReadonlySet<string>; criteria: ReadonlySet<string>; today: Day };

/** What a document says that cannot be: references to nothing, facts of the future, corrections of corrections. */
export function documentTroubles(document: Document, known: Known): PathTrouble[] {
  const systems = new Set([...known.systems, ...document.systems.map(({ slug }) => slug)]);
  const criteria = new Set([...known.criteria, ...document.criteria.map(({ slug }) => slug)]);
  return [
    ...doubled(document),
    ...listsIn(document).flatMap(({ path, facts }) => factTroubles(facts, path, known.today)),
    ...document.services.flatMap(({ replacements }, index) =>
      replacements.flatMap((edge, at) => edgeTroubles(edge, ["services", index, "replacements", at], systems)),
    ),
    ...document.systems.flatMap((system, index) =>
      (["answers", "exceptions"] as const).flatMap((list) =>
        system[list].flatMap(({ criterion }, at) =>
          criteria.has(criterion)
            ? []
            : [{ path: ["systems", index, list, at, "criterion"], sentence: noCriterion(criterion) }],
        ),
      ),
    ),
  ];
}

function doubled(document: Document): PathTrouble[] {
  return (["criteria", "systems", "services"] as const).flatMap((kind) => {
    const seen = new Set<string>();
    return document[kind].flatMap(({ slug }, index) => {
      const sentence = seen.has(slug) ? slugTwice(slug) : kind !== "criteria" && reserved.has(slug) ? takenByUs : null;
      seen.add(slug);
      return sentence ? [{ path: [kind, index, "slug"], sentence }] : [];
    });
  });
}

type List = { path: PropertyKey[]; facts: readonly DocumentFact[] };

function listsIn(document: Document): List[] {
  return [
    ...document.systems.flatMap((one, index) =>
      systemLists.map((list): List => ({ path: ["systems", index, list], facts: one[list] })),
    ),
    ...document.services.flatMap((one, index) =>
      serviceLists.map((list): List => ({ path: ["services", index, list], facts: one[list] })),
    ),
  ];
}

function factTroubles(facts: readonly DocumentFact[], path: PropertyKey[], today: Day): PathTrouble[] {
  const corrected = new Set<number>();
  return facts.flatMap((fact, index) => {
    const at = (member: string, sentence: Sentence): PathTrouble => ({ path: [...path, index, member], sentence });
    const troubles = dateTroubles(fact, today).map(({ member, sentence }) => at(member, sentence));
    const { corrects, withdrawn } = fact;
    if (withdrawn && corrects === null) troubles.push(at("withdrawn", withdrawsNothing));
    if (corrects === null) return troubles;
    if (corrects > index) return [...troubles, at("corrects", notBefore)];
    if (corrected.has(corrects)) troubles.push(at("corrects", twice));
    else if (withdrawn && !repeats(fact, facts[corrects - 1]!)) troubles.push(at("withdrawn", notTheSame));
    corrected.add(corrects);
    return troubles;
  });
}

function dateTroubles(
  { happened_on, reported_on }: DocumentFact,
  today: Day,
): { member: string; sentence: Sentence }[] {
  if (reported_on > today) return [{ member: "reported_on", sentence: inFuture }];
  if (happened_on === null || periodStart(happened_on) <= reported_on) return [];
  return [{ member: "happened_on", sentence: afterReport }];
}

/** A withdrawal repeats what it takes back, and is reported no earlier. */
function repeats(withdrawal: DocumentFact, fact: DocumentFact): boolean {
  const said = ({ reported_on: _, corrects: __, withdrawn: ___, ...own }: DocumentFact) => canonical(own);
  return said(withdrawal) === said(fact) && withdrawal.reported_on >= fact.reported_on && !fact.withdrawn;
}

type Edge = { from: string | null; to: string | null };

function edgeTroubles(edge: Edge, path: PropertyKey[], systems: ReadonlySet<string>): PathTrouble[] {
  if (edge.from === null && edge.to === null) return [{ path: [...path, "from"], sentence: emptyEdge }];
  return (["from", "to"] as const).flatMap((side) => {
    const slug = edge[side];
    return slug === null || systems.has(slug) ? [] : [{ path: [...path, side], sentence: noSystem(slug) }];
  });
}

const takenByUs = {
  de: "So heisst schon eine Seite von Aktion. Nehmen Sie einen anderen.",
  en: "A page of Aktion is called so already. Take another one.",
};
const withdrawsNothing = {
  de: "Es steht nicht da, was zurückgenommen wird (corrects).",
  en: "It does not say what is withdrawn (corrects).",
};
const notBefore = {
  de: "Berichtigt werden kann nur, was weiter oben in derselben Liste steht.",
  en: "Only what stands further up in the same list can be corrected.",
};
const twice = { de: "Das ist weiter oben schon berichtigt.", en: "That is corrected further up already." };
const notTheSame = {
  de: "Eine Rücknahme wiederholt, was sie zurücknimmt, mit einem späteren Meldedatum.",
  en: "A withdrawal repeats what it withdraws, reported later.",
};
const inFuture = {
  de: "Das liegt in der Zukunft. Gemeldet wird, was schon geschehen ist.",
  en: "That is in the future. Report what has already happened.",
};
const afterReport = {
  de: "Das wäre gemeldet worden, bevor es geschah. Prüfen Sie beide Daten.",
  en: "It would have been reported before it happened. Check both dates.",
};
const emptyEdge = { de: "Nennen Sie das alte oder das neue System.", en: "Name the old or the new system." };

function slugTwice(slug: string): Sentence {
  return { de: `«${slug}» gibt es weiter oben schon.`, en: `"${slug}" stands further up already.` };
}

function noSystem(slug: string): Sentence {
  return { de: `Das System «${slug}» gibt es nicht.`, en: `There is no system "${slug}".` };
}

function noCriterion(slug: string): Sentence {
  return { de: `Das Kriterium «${slug}» gibt es nicht.`, en: `There is no criterion "${slug}".` };
}
