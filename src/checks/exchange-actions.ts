import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import type { Fields } from "#src/http/form.ts";
import { Problem } from "#src/problem.ts";
import { listServices, listSystems } from "#src/services/store.ts";
import { addCheck, changeCheck, type Maker, pauseCheck, resumeCheck } from "./actions.ts";
import { type Check, parsed } from "./check.ts";
import { type Exchanged, format, type ReadFile, readExchange, type Trouble } from "./exchange.ts";
import { findCheck, findCheckById, listChecks } from "./store.ts";
import { readSecrets } from "./watched.ts";

/** Every check, without secrets and history, as a file that another Aktion reads. */
export function exportedChecks(db: Database): { format: string; version: 1; checks: Exchanged[] } {
  const services = new Map(listServices(db).map(({ id, slug }) => [id, slug]));
  const systems = new Map(listSystems(db).map(({ id, slug }) => [id, slug]));
  const slugOf = (map: Map<number, string>, id: number | null) => (id === null ? null : (map.get(id) ?? null));
  return {
    format,
    version: 1,
    checks: listChecks(db).map((check) => ({
      ...{ slug: check.slug, name: check.name, kind: check.kind, every_s: check.every_s },
      ...{ confirm_after: check.confirm_after, recover_after: check.recover_after, note: check.note },
      config: parsed<Record<string, unknown>>(check.config, {}),
      parent: check.parent_id === null ? null : (findCheckById(db, check.parent_id)?.slug ?? null),
      service: slugOf(services, check.service_id),
      system: slugOf(systems, check.system_id),
      own_network: check.addresses === "own-network",
      paused: check.paused_at !== null,
    })),
  };
}

export type Imported = { added: number; changed: number; unchanged: number };

/** Makes what is not there, changes what differs, by slug; done again, it changes nothing. All of it, or nothing. */
export function importChecks(
  db: Database,
  text: string,
  maker: Maker,
  done: Done,
): { ok: true; done: Imported } | { ok: false; troubles: Trouble[] } {
  const file = readExchange(text, (slug) => secretsOf(db, slug, maker));
  const troubles = [...file.troubles, ...linkTroubles(db, file), ...rightsTroubles(file, maker)];
  if (troubles.length > 0) return { ok: false, troubles };
  return db
    .transaction(() => {
      const before = new Map(exportedChecks(db).checks.map((one) => [one.slug, one]));
      const result = { added: 0, changed: 0, unchanged: 0 };
      for (const { told, kind } of inOrder(file)) {
        const old = before.get(told.slug);
        if (old && isSame(old, told, kind.secrets)) result.unchanged += 1;
        else if (old) {
          changeCheck(db, kind, told.slug, told, maker, done);
          result.changed += 1;
        } else {
          if (findCheck(db, told.slug)) throw archived(told.slug);
          addCheck(db, kind, told, maker, done, told.slug);
          result.added += 1;
        }
        setPause(db, told, done);
      }
      return { ok: true as const, done: result };
    })
    .immediate();
}

function setPause(db: Database, { slug, paused }: Exchanged, done: Done): void {
  const check = findCheck(db, slug)!;
  if (paused && check.paused_at === null) pauseCheck(db, slug, done);
  if (!paused && check.paused_at !== null) resumeCheck(db, slug, done);
}

function secretsOf(db: Database, slug: string, { key }: Maker): Fields {
  const check: Check | null = findCheck(db, slug);
  return check ? readSecrets(check, key) : {};
}

/** Parents before those that depend on them. */
function inOrder({ entries }: ReadFile): ReadFile["entries"] {
  const bySlug = new Map(entries.map((one) => [one.told.slug, one]));
  const depth = (slug: string | null, seen: readonly string[] = []): number =>
    slug === null || seen.includes(slug) ? 0 : 1 + depth(bySlug.get(slug)?.told.parent ?? null, [...seen, slug]);
  return [...entries].sort((a, b) => depth(a.told.slug) - depth(b.told.slug));
}

function isSame(old: Exchanged, told: Exchanged, secrets: readonly string[]): boolean {
  const without = ({ config, ...rest }: Exchanged) => {
    const open = Object.entries(config).filter(([name, value]) => !secrets.includes(name) && value !== null);
    return JSON.stringify([Object.entries(rest).sort(byName), open.sort(byName)]);
  };
  return without(old) === without(told);
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1);

function linkTroubles(db: Database, { entries }: ReadFile): Trouble[] {
  const services = new Set(listServices(db).map(({ slug }) => slug));
  const systems = new Set(listSystems(db).map(({ slug }) => slug));
  const checks = new Set([...listChecks(db).map(({ slug }) => slug), ...entries.map(({ told }) => told.slug)]);
  return entries.flatMap(({ told }) => [
    ...missing(told.slug, told.service, services, { de: "Den Dienst", en: "The service" }),
    ...missing(told.slug, told.system, systems, { de: "Das System", en: "The system" }),
    ...missing(told.slug, told.parent, checks, { de: "Die Prüfung", en: "The check" }),
  ]);
}

function missing(
  where: string,
  slug: string | null,
  known: ReadonlySet<string>,
  what: { de: string; en: string },
): Trouble[] {
  if (slug === null || known.has(slug)) return [];
  return [
    { where, sentence: { de: `${what.de} «${slug}» gibt es hier nicht.`, en: `${what.en} "${slug}" is not here.` } },
  ];
}

function rightsTroubles({ entries }: ReadFile, { mayOwnNetwork }: Maker): Trouble[] {
  if (mayOwnNetwork) return [];
  return entries
    .filter(({ told }) => told.own_network)
    .map(({ told }) => ({
      where: told.slug,
      sentence: {
        de: "darf ins eigene Netz. Das importieren nur Inhaberinnen und Inhaber.",
        en: "may reach our own network. Only owners import that.",
      },
    }));
}

const archived = (slug: string) =>
  new Problem("conflict", {
    de: `«${slug}» ist archiviert. Holen Sie die Prüfung zuerst zurück.`,
    en: `"${slug}" is archived. Bring the check back first.`,
  });
