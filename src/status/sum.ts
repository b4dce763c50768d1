import { capital, listed, numberWord } from "#src/number-words.ts";
import type { Language } from "#src/say.ts";
import { type State, states } from "./component.ts";

/** What the first sentence is made from. `incidents`: the published ones that are not resolved, and what they say of components now. */
export type Summed = {
  components: readonly { name: string; state: State }[];
  incidents: readonly { title: string; names: readonly string[] }[];
};

/** The worst there is; with an open incident never "up". */
export function worstOf({ components, incidents }: Summed): State {
  const worst = components.reduce<State>(
    (a, { state }) => (states.indexOf(state) > states.indexOf(a) ? state : a),
    "up",
  );
  const quiet = worst === "up" || worst === "maintenance" || worst === "unknown";
  return incidents.length > 0 && quiet ? "degraded" : worst;
}

/** One sentence or a few that say how everything is: the worst first, and "everything runs" only when that is true. */
export function sumSentence(summed: Summed, language: Language): string {
  const { components, incidents } = summed;
  const named = (state: State) => components.filter((one) => one.state === state).map(({ name }) => name);
  const troubled = new Set([...named("down"), ...named("degraded")]);
  const unsaid = incidents.filter(({ names }) => !names.some((name) => troubled.has(name)));
  const parts = (["down", "degraded", "maintenance", "unknown"] as const).flatMap((state) =>
    said(state, named(state), components.length, language),
  );
  const open = stillOpen(unsaid, parts.length > 0, language);
  return [...parts, ...open, ...ofTheRest(summed, unsaid.length, language)].join(" ");
}

type Troubled = Exclude<State, "up">;

function said(state: Troubled, names: readonly string[], of: number, language: Language): string[] {
  if (names.length === 0) return [];
  const all = names.length === of && of > 1;
  const who = all ? (language === "de" ? "Alles" : "Everything") : shortly(names, language);
  const many = names.length > 1 && !all;
  return [sentences[state][language](who, many)];
}

const sentences: Record<Troubled, Record<Language, (who: string, many: boolean) => string>> = {
  down: {
    de: (who, many) => `${who} ${many ? "sind" : "ist"} gestört.`,
    en: (who, many) => `${who} ${many ? "are" : "is"} down.`,
  },
  degraded: {
    de: (who, many) => `${who} ${many ? "laufen" : "läuft"} eingeschränkt.`,
    en: (who, many) => `${who} ${many ? "are" : "is"} degraded.`,
  },
  maintenance: {
    de: (who, many) => `${who} ${many ? "werden" : "wird"} gewartet.`,
    en: (who, many) => `${who} ${many ? "are" : "is"} under maintenance.`,
  },
  unknown: {
    de: (who, many) => `Ob ${lower(who)} ${many ? "laufen" : "läuft"}, wissen wir gerade nicht.`,
    en: (who, many) => `Whether ${lower(who)} ${many ? "are" : "is"} up we cannot tell just now.`,
  },
};

/** Only our own word is a common noun; a name keeps its letters. */
const lower = (who: string) => (who === "Alles" || who === "Everything" ? who.toLowerCase() : who);

/** "E-Mail und Chat", and of many the first two by name. */
function shortly(names: readonly string[], language: Language): string {
  if (names.length <= 3) return listed(names, language);
  const rest = numberWord(names.length - 2, language);
  return listed([...names.slice(0, 2), language === "de" ? `${rest} weitere` : `${rest} more`], language);
}

/** Incidents of which no component speaks any more, or never did. */
function stillOpen(incidents: Summed["incidents"], besides: boolean, language: Language): string[] {
  if (incidents.length === 0) return [];
  const german = language === "de";
  if (incidents.length > 1) {
    const number = capital(numberWord(incidents.length, language));
    if (besides) return [german ? `${number} weitere Störungen sind offen.` : `${number} more incidents are open.`];
    return [german ? `${number} Störungen sind noch offen.` : `${number} incidents are still open.`];
  }
  const { title } = incidents[0]!;
  if (besides) return [german ? `Eine weitere Störung ist offen: ${title}.` : `Another incident is open: ${title}.`];
  return [german ? `Eine Störung ist noch offen: ${title}.` : `An incident is still open: ${title}.`];
}

function ofTheRest({ components }: Summed, unsaid: number, language: Language): string[] {
  const well = components.filter(({ state }) => state === "up").length;
  const german = language === "de";
  if (components.length === 0)
    return unsaid > 0 ? [] : [german ? "Hier steht noch nichts." : "Nothing is listed here yet."];
  if (unsaid > 0 || well === 0) return [];
  if (well === components.length) return [german ? "Alles läuft." : "Everything is up."];
  return [german ? "Alles andere läuft." : "Everything else is up."];
}
