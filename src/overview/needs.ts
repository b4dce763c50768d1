import { capital, listed, numberWord } from "#src/number-words.ts";
import type { Language } from "#src/say.ts";
import type { ServiceOn } from "#src/services/register.ts";
import { oldSystemsOf } from "#src/services/summary.ts";
import type { WarningCode } from "#src/services/warning.ts";
import { named } from "#src/settings/company.ts";
import { formatOn } from "#src/when.ts";

/** Something that needs a person: what, whose it is, since when, and where to begin. `quiet`: it can wait for a decision. */
export type Need = { text: string; href: string; who: string; since: string; quiet: boolean };

/** What is to be done about the register, the most pressing first. */
export function needsOf(rows: readonly ServiceOn[], language: Language): Need[] {
  return [
    ...inadequate(rows, language),
    ...notDeleted(rows, language),
    ...withoutProof(rows, language),
    ...stale(rows, language),
    ...criteria(rows, language),
  ];
}

const having = (rows: readonly ServiceOn[], code: WarningCode) =>
  rows.filter((row) => row.warnings.some((one) => one.code === code));

/** The systems that a warning is about, each once, with their names. */
function about(rows: readonly ServiceOn[], code: WarningCode, language: Language): { slug: string; name: string }[] {
  const slugs = new Set(
    rows.flatMap((row) => row.warnings.filter((one) => one.code === code).flatMap((one) => one.systems)),
  );
  const systems = rows.flatMap((row) => [...row.from, ...row.to]).map(({ system }) => system);
  const found = new Map(
    systems.filter(({ slug }) => slugs.has(slug)).map((system) => [system.slug, named(system, language)]),
  );
  return [...found].map(([slug, name]) => ({ slug, name }));
}

function who(rows: readonly ServiceOn[]): string {
  return [...new Set(rows.flatMap((row) => row.service.owner ?? []))].slice(0, 3).join(", ");
}

function where(code: WarningCode, systems: readonly { slug: string }[]): string {
  return systems.length === 1 ? `/services/systems/${systems[0]!.slug}` : `/services?warning=${code}`;
}

function inadequate(rows: readonly ServiceOn[], language: Language): Need[] {
  const mine = having(rows, "not-adequate");
  const systems = about(mine, "not-adequate", language);
  if (systems.length === 0) return [];
  const names = listed(
    systems.map(({ name }) => name),
    language,
  );
  const text =
    language === "de" ? `Daten ohne angemessenen Schutz: ${names}` : `Data without adequate protection: ${names}`;
  return [
    {
      text,
      href: where("not-adequate", systems),
      who: who(mine),
      since: language === "de" ? "Garantien nötig" : "guarantees needed",
      quiet: false,
    },
  ];
}

function notDeleted(rows: readonly ServiceOn[], language: Language): Need[] {
  const mine = having(rows, "replaced-not-deleted");
  const systems = about(mine, "replaced-not-deleted", language);
  if (systems.length === 0) return [];
  const names = listed(
    systems.map(({ name }) => name),
    language,
  );
  const one = systems.length === 1;
  const text =
    language === "de"
      ? `${one ? "Ein abgelöstes System" : `${capital(numberWord(systems.length, "de"))} abgelöste Systeme`} ohne Löschung: ${names}`
      : `${one ? "One replaced system" : `${capital(numberWord(systems.length, "en"))} replaced systems`} without a deletion: ${names}`;
  return [
    { text, href: where("replaced-not-deleted", systems), who: who(mine), since: oldest(mine, language), quiet: false },
  ];
}

function withoutProof(rows: readonly ServiceOn[], language: Language): Need[] {
  const mine = having(rows, "deletion-without-proof");
  const bare = oldSystemsOf(mine).filter((one) => one.proof?.level === "own-statement");
  if (bare.length === 0) return [];
  const number = capital(bare.length === 1 ? { de: "eine", en: "one" }[language] : numberWord(bare.length, language));
  const text =
    language === "de"
      ? `${number} ${bare.length === 1 ? "Löschung" : "Löschungen"} nur mit eigener Aussage, ohne Beleg`
      : `${number} ${bare.length === 1 ? "deletion" : "deletions"} on our own statement only, without proof`;
  return [
    {
      text,
      href: where(
        "deletion-without-proof",
        bare.map(({ system }) => system),
      ),
      who: who(mine),
      since: language === "de" ? "Beleg fehlt" : "proof missing",
      quiet: false,
    },
  ];
}

function stale(rows: readonly ServiceOn[], language: Language): Need[] {
  return having(rows, "stale").map((row) => {
    const since = row.reported_on ? formatOn(row.reported_on.slice(0, 7), language) : "";
    const name = named(row.service, language);
    const text =
      language === "de" ? `${name}: seit ${since} nichts gemeldet` : `${name}: nothing reported since ${since}`;
    return {
      text,
      href: `/services/${row.service.slug}#stage`,
      who: who([row]),
      since: language === "de" ? "veraltet" : "stale",
      quiet: false,
    };
  });
}

function criteria(rows: readonly ServiceOn[], language: Language): Need[] {
  const mine = having(rows, "criterion-missed");
  return about(mine, "criterion-missed", language).map(({ slug, name }) => ({
    text:
      language === "de"
        ? `${name} erfüllt ein Kriterium nicht, die Ausnahme ist unvollständig`
        : `${name} misses a criterion, the exception is incomplete`,
    href: `/services/systems/${slug}#exception`,
    who: who(mine),
    since: language === "de" ? "Entscheid" : "decision",
    quiet: true,
  }));
}

function oldest(rows: readonly ServiceOn[], language: Language): string {
  const days = rows.flatMap((row) => row.stage_when?.on ?? row.reported_on ?? []).sort();
  if (!days[0]) return "";
  return language === "de"
    ? `seit ${formatOn(days[0].slice(0, 7), "de")}`
    : `since ${formatOn(days[0].slice(0, 7), "en")}`;
}
