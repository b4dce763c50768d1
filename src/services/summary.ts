import { capital, numberWord } from "#src/number-words.ts";
import type { Language } from "#src/say.ts";
import { isDeleted } from "./old-data.ts";
import type { Register, ServiceOn, SystemOn } from "./register.ts";
import { type Stage, stages } from "./stage.ts";

export type Counts = {
  services: number;
  byStage: Record<Stage, number>;
  notReported: number;
  oldSystems: number;
  deleted: number;
  proven: number;
};

/** The old systems of a register, each once, however many services it served. */
export function oldSystemsOf(rows: readonly ServiceOn[]): SystemOn[] {
  return [...new Map(rows.flatMap((row) => row.from).map((one) => [one.system.id, one])).values()];
}

export function newSystemsOf(rows: readonly ServiceOn[]): SystemOn[] {
  return [...new Map(rows.flatMap((row) => row.to).map((one) => [one.system.id, one])).values()];
}

export function countsOf({ services }: Pick<Register, "services">): Counts {
  const old = oldSystemsOf(services);
  const deleted = old.filter((one) => isDeleted(one.old_data));
  const inStage = (stage: Stage) => services.filter((row) => row.stage === stage).length;
  return {
    services: services.length,
    byStage: Object.fromEntries(stages.map((stage) => [stage, inStage(stage)])) as Record<Stage, number>,
    notReported: services.filter((row) => row.stage === null).length,
    oldSystems: old.length,
    deleted: deleted.length,
    proven: deleted.filter((one) => one.proof !== null && one.proof.level !== "own-statement").length,
  };
}

/** What the overview says first: "Acht von zehn Diensten produktiv. Vier von sieben alten Systemen gelöscht, keines mit Beleg." */
export function summaryOf(counts: Counts, language: Language): string {
  return language === "de" ? germanSummary(counts) : englishSummary(counts);
}

/** The second half of it alone: "Vier von sieben alten Systemen gelöscht, keines mit Beleg." Empty without an old system. */
export function oldSystemsSummary(counts: Counts, language: Language): string {
  if (counts.oldSystems === 0) return "";
  return language === "de" ? germanOld(counts) : englishOld(counts);
}

function germanSummary(counts: Counts): string {
  const { services, byStage, oldSystems } = counts;
  const word = (number: number, one: string, none: string) =>
    number === 0 ? none : number === 1 ? one : numberWord(number, "de");
  const ofServices =
    services === 1
      ? "Der eine Dienst ist"
      : `${capital(word(byStage.live, "einer", "keiner"))} von ${dative(services)} Diensten`;
  const live =
    services === 1
      ? `${ofServices} ${byStage.live === 1 ? "produktiv" : "noch nicht produktiv"}.`
      : `${ofServices} produktiv.`;
  return oldSystems === 0 ? live : `${live} ${germanOld(counts)}`;
}

function germanOld({ oldSystems, deleted, proven }: Counts): string {
  const word = (number: number, one: string, none: string) =>
    number === 0 ? none : number === 1 ? one : numberWord(number, "de");
  const proof =
    deleted === 0
      ? ""
      : deleted === 1
        ? proven === 1
          ? ", mit Beleg"
          : ", ohne Beleg"
        : `, ${provenGerman(proven, deleted)} mit Beleg`;
  const old =
    oldSystems === 1
      ? `Das alte System ist ${deleted === 1 ? "gelöscht" : "nicht gelöscht"}${proof}.`
      : `${capital(word(deleted, "eines", "keines"))} von ${dative(oldSystems)} alten Systemen gelöscht${proof}.`;
  return old;
}

function provenGerman(proven: number, deleted: number): string {
  if (proven === 0) return "keines";
  if (proven === deleted) return "alle";
  return proven === 1 ? "eines" : numberWord(proven, "de");
}

function dative(number: number): string {
  return number === 1 ? "einem" : numberWord(number, "de");
}

function englishSummary(counts: Counts): string {
  const { services, byStage, oldSystems } = counts;
  const word = (number: number) => (number === 0 ? "none" : numberWord(number, "en"));
  const live =
    services === 1
      ? `The one service is ${byStage.live === 1 ? "live" : "not live yet"}.`
      : `${capital(word(byStage.live))} of ${numberWord(services, "en")} services live.`;
  return oldSystems === 0 ? live : `${live} ${englishOld(counts)}`;
}

function englishOld({ oldSystems, deleted, proven }: Counts): string {
  const word = (number: number) => (number === 0 ? "none" : numberWord(number, "en"));
  const share = proven === deleted && deleted > 1 ? "all" : word(proven);
  const proof =
    deleted === 0 ? "" : deleted === 1 ? (proven === 1 ? ", with proof" : ", without proof") : `, ${share} with proof`;
  const old =
    oldSystems === 1
      ? `The old system is ${deleted === 1 ? "deleted" : "not deleted"}${proof}.`
      : `${capital(word(deleted))} of ${numberWord(oldSystems, "en")} old systems deleted${proof}.`;
  return old;
}

/** What the list of services says first: how many are at which stage, furthest first. */
export function stagesSentence(counts: Counts, language: Language): string {
  if (counts.services === 0)
    return language === "de" ? "Kein Dienst passt zur Auswahl." : "No service fits the selection.";
  const parts = [...stages]
    .reverse()
    .flatMap((stage) => (counts.byStage[stage] ? [partOf(stage, counts.byStage[stage], language)] : []));
  if (counts.notReported > 0) parts.push(unreported(counts.notReported, language));
  const head =
    language === "de"
      ? `${capital(counts.services === 1 ? "ein" : numberWord(counts.services, "de"))} ${counts.services === 1 ? "Dienst" : "Dienste"}`
      : `${capital(numberWord(counts.services, "en"))} ${counts.services === 1 ? "service" : "services"}`;
  return `${head}: ${parts.join(", ")}.`;
}

const germanStage: Record<Stage, string> = {
  live: "produktiv",
  ready: "bereit",
  switching: "in Umstellung",
  testing: "im Test",
  building: "im Aufbau",
  searching: "in der Suche",
  open: "offen",
};

const englishStage: Record<Stage, string> = {
  live: "live",
  ready: "ready",
  switching: "switching",
  testing: "in test",
  building: "being built",
  searching: "being searched for",
  open: "open",
};

function partOf(stage: Stage, number: number, language: Language): string {
  if (language === "en") return `${numberWord(number, "en")} ${englishStage[stage]}`;
  return `${number === 1 ? "einer" : numberWord(number, "de")} ${germanStage[stage]}`;
}

function unreported(number: number, language: Language): string {
  if (language === "en") return `${numberWord(number, "en")} not reported`;
  return `${number === 1 ? "einer" : numberWord(number, "de")} ohne Meldung`;
}

/** What the list of systems says first: "Sieben alte Systeme, vier davon gelöscht; neun neue." */
export function systemsSentence({ services }: Pick<Register, "services">, language: Language): string {
  const old = oldSystemsOf(services);
  const deleted = old.filter((one) => isDeleted(one.old_data)).length;
  const fresh = newSystemsOf(services).length;
  const german = language === "de";
  const number = (count: number, one: string, none: string) =>
    count === 0 ? none : count === 1 ? one : numberWord(count, language);
  const head = german
    ? `${capital(number(old.length, "ein", "kein"))} ${old.length === 1 ? "altes System" : old.length === 0 ? "altes System" : "alte Systeme"}`
    : `${capital(number(old.length, "one", "no"))} old ${old.length === 1 ? "system" : "systems"}`;
  const gone =
    old.length === 0
      ? ""
      : german
        ? `, ${number(deleted, "eines", "keines")} davon gelöscht`
        : `, ${number(deleted, "one", "none")} deleted`;
  return german
    ? `${head}${gone}; ${number(fresh, "ein neues", "kein neues")}${fresh > 1 ? " neue" : ""}.`
    : `${head}${gone}; ${number(fresh, "one", "no")} new.`;
}
