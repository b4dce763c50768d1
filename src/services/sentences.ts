import { listed } from "#src/number-words.ts";
import type { Language } from "#src/say.ts";
import { named } from "#src/settings/company.ts";
import { formatOn, formatWhen } from "#src/when.ts";
import { isDeleted, oldDataWords } from "./old-data.ts";
import type { ServiceOn, SystemOn } from "./register.ts";
import { stageWords } from "./stage.ts";
import type { Warning } from "./warning.ts";

/** What a service's page says first: "Newsletter: steht bereit. Mailchimp war gelöscht, bevor der Ersatz stand." */
export function headlineOf(row: ServiceOn, language: Language): string {
  const name = named(row.service, language);
  const stage = row.stage
    ? stageWords[row.stage][language]
    : language === "de"
      ? "noch nichts gemeldet"
      : "nothing reported yet";
  return `${name}: ${stage}. ${tailOf(row, language)}`.trim();
}

function tailOf(row: ServiceOn, language: Language): string {
  const names = namesOf(row.from, language);
  const german = language === "de";
  if (row.warnings.some(({ code }) => code === "deleted-before-ready"))
    return german
      ? `${names} war gelöscht, bevor der Ersatz stand.`
      : `${names} was deleted before the replacement was ready.`;
  if (row.warnings.some(({ code }) => code === "replaced-not-deleted"))
    return german ? `Für ${names} ist keine Löschung erfasst.` : `No deletion is recorded for ${names}.`;
  if (row.from.length > 0 && row.from.every((one) => isDeleted(one.old_data))) return deletedTail(row, language);
  if (row.stale)
    return german
      ? `Seit ${reportedIn(row, "de")} nichts gemeldet.`
      : `Nothing reported since ${reportedIn(row, "en")}.`;
  return "";
}

function deletedTail(row: ServiceOn, language: Language): string {
  const when = row.from[0]?.deleted ? formatWhen(row.from[0].deleted, language) : "";
  const names = namesOf(row.from, language);
  const one = row.from.length === 1;
  if (language === "de") return `${names} ${one ? "ist" : "sind"} gelöscht${when ? `, ${when}` : ""}.`;
  return `${names} ${one ? "is" : "are"} deleted${when ? `, ${when}` : ""}.`;
}

function namesOf(systems: readonly SystemOn[], language: Language): string {
  return listed(
    systems.map(({ system }) => named(system, language)),
    language,
  );
}

function reportedIn(row: ServiceOn, language: Language): string {
  return row.reported_on ? formatOn(row.reported_on.slice(0, 7), language) : "";
}

/** A warning of a service as a sentence that says what is the matter and, where somebody can act, what is missing. */
export function warningSentence(warning: Warning, row: ServiceOn, language: Language): string {
  const about = [...row.from, ...row.to].filter(({ system }) => warning.systems.includes(system.slug));
  const names = namesOf(about, language);
  return language === "de" ? germanWarning(warning, row, names, about) : englishWarning(warning, row, names, about);
}

function germanWarning({ code }: Warning, row: ServiceOn, names: string, about: readonly SystemOn[]): string {
  switch (code) {
    case "deleted-before-ready":
      return `${names} wurde gelöscht, bevor der Ersatz bereit war. Das lässt sich nicht mehr ändern und bleibt als Hinweis stehen.`;
    case "replaced-not-deleted":
      return `${names} ist abgelöst, aber nicht als gelöscht erfasst (${statesOf(about, "de")}).`;
    case "deletion-without-proof":
      return `Die Löschung von ${names} beruht nur auf eigener Aussage; ein Beleg fehlt.`;
    case "stale":
      return `Seit ${reportedIn(row, "de")} hat niemand etwas gemeldet.`;
    case "target-slipped":
      return slippedSentence(row, "de");
    case "criterion-missed":
      return `${names} erfüllt ein Kriterium nicht; die Ausnahme ist nicht vollständig begründet (Grund, Person, Prüfdatum).`;
    case "not-adequate":
      return `Für ${names} ist kein angemessener Schutz anerkannt; es braucht Garantien.`;
    case "parent-access":
      return `Auf Daten bei ${names} kann das Mutterhaus zugreifen.`;
  }
}

function englishWarning({ code }: Warning, row: ServiceOn, names: string, about: readonly SystemOn[]): string {
  switch (code) {
    case "deleted-before-ready":
      return `${names} was deleted before the replacement was ready. That cannot be changed any more and stays as a note.`;
    case "replaced-not-deleted":
      return `${names} is replaced but not recorded as deleted (${statesOf(about, "en")}).`;
    case "deletion-without-proof":
      return `The deletion of ${names} rests on our own statement only; there is no proof.`;
    case "stale":
      return `Nobody has reported anything since ${reportedIn(row, "en")}.`;
    case "target-slipped":
      return slippedSentence(row, "en");
    case "criterion-missed":
      return `${names} misses a criterion; the exception is not fully justified (reason, person, review date).`;
    case "not-adequate":
      return `No adequate protection is recognised for ${names}; guarantees are needed.`;
    case "parent-access":
      return `The parent company can reach data at ${names}.`;
  }
}

function statesOf(about: readonly SystemOn[], language: Language): string {
  return [...new Set(about.map((one) => oldDataWords[one.old_data][language]))].join(", ");
}

function slippedSentence(row: ServiceOn, language: Language): string {
  const target = row.target ? formatWhen(row.target, language) : "";
  const before = row.slipped.map((when) => `«${formatWhen(when, language)}»`);
  if (language === "de") {
    if (before.length === 0) return `Das Ziel «${target}» ist verstrichen.`;
    return `Das Ziel wurde von ${before.join(" und ")} auf «${target}» verschoben.`;
  }
  const quoted = before.map((text) => text.replace("«", '"').replace("»", '"'));
  if (quoted.length === 0) return `The target "${target}" has passed.`;
  return `The target was moved from ${quoted.join(" and ")} to "${target}".`;
}
