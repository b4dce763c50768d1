import type { Database } from "bun:sqlite";
import { noteActivity } from "#src/activity/record.ts";
import type { Done } from "#src/history/record.ts";
import { newSecret } from "#src/people/secret.ts";
import { Problem } from "#src/problem.ts";
import { findService, findSystem } from "#src/services/store.ts";
import { slugFrom } from "#src/settings/company.ts";
import { type SecretsKey, sealSecret } from "#src/storage/sealed.ts";
import type { Check } from "./check.ts";
import type { Kind } from "./kind.ts";
import { liveOf } from "./live.ts";
import { closeBlindSpell, closeSpell, turnSpell } from "./spell-store.ts";
import { beginning } from "./state.ts";
import { readState, writeState } from "./state-store.ts";
import {
  findCheck,
  findCheckById,
  freeSlug,
  insertCheck,
  setArchived,
  setMuted,
  setPaused,
  setPingKey,
  setSecrets,
  updateCheck,
} from "./store.ts";
import { endTroubles } from "./trouble-store.ts";
import { secretsPurpose } from "./watched.ts";

/** What a person or a program says of a check. Systems, services and parents by their slugs. */
export type CheckTold = {
  name: string;
  every_s: number;
  confirm_after: number;
  recover_after: number;
  parent: string | null;
  service: string | null;
  system: string | null;
  own_network: boolean;
  note: string | null;
  config: Record<string, unknown>;
};

/** Who does it: only owners may let a check reach our own network. */
export type Maker = { key: SecretsKey | undefined; mayOwnNetwork: boolean };

/** Gives its slug. `slug` is given where it must be that one: an import. */
export function addCheck(db: Database, kind: Kind, told: CheckTold, maker: Maker, done: Done, slug?: string): string {
  if (told.own_network && !maker.mayOwnNetwork) throw ownersOnly;
  return changing(db, () => {
    const at = done.at.toISOString();
    const { words, secrets } = rowOf(db, kind, told, null, at);
    const chosen = slug ?? freeSlug(db, unreserved(slugFrom(told.name)));
    const id = insertCheck(db, {
      ...words,
      slug: chosen,
      kind: kind.name,
      ping_key: kind.passive ? newSecret().slice(0, 22) : null,
      created_by: done.by,
      created_at: at,
    });
    keepSecrets(db, id, secrets, maker.key);
    noteActivity(db, { ...done, what: "check.added", about: `check:${id}`, detail: { kind: kind.name } });
    return chosen;
  });
}

/** A check that reaches our own network is changed by owners only: its target could be anything there. */
export function changeCheck(db: Database, kind: Kind, slug: string, told: CheckTold, maker: Maker, done: Done): void {
  const before = existing(db, slug);
  if ((told.own_network || before.addresses === "own-network") && !maker.mayOwnNetwork) throw ownersOnly;
  changing(db, () => {
    const { words, secrets } = rowOf(db, kind, told, before.id, done.at.toISOString());
    updateCheck(db, before.id, words);
    keepSecrets(db, before.id, secrets, maker.key);
    noteActivity(db, { ...done, what: "check.changed", about: `check:${before.id}` });
  });
}

function rowOf(db: Database, kind: Kind, told: CheckTold, id: number | null, changed_at: string) {
  const { name, every_s, confirm_after, recover_after, note } = told;
  const secret = (field: string) => kind.secrets.includes(field);
  const parts = Object.entries(told.config);
  const words = {
    ...{ name, every_s, note, changed_at },
    // A heartbeat's grace is its patience: once that is over, it is certain.
    ...(kind.passive ? { confirm_after: 1, recover_after: 1 } : { confirm_after, recover_after }),
    config: JSON.stringify(Object.fromEntries(parts.filter(([field]) => !secret(field)))),
    addresses: told.own_network ? ("own-network" as const) : ("public" as const),
    parent_id: parentOf(db, told.parent, id),
    service_id: told.service === null ? null : named(findService(db, told.service)).id,
    system_id: told.system === null ? null : named(findSystem(db, told.system)).id,
  };
  return { words, secrets: parts.filter(([field, value]) => secret(field) && value !== null && value !== "") };
}

function keepSecrets(db: Database, id: number, secrets: [string, unknown][], key: SecretsKey | undefined): void {
  if (secrets.length > 0 && !key) throw noKey;
  const text = JSON.stringify(Object.fromEntries(secrets));
  setSecrets(db, id, secrets.length > 0 ? sealSecret(key!, text, secretsPurpose(id)) : null);
}

function parentOf(db: Database, slug: string | null, id: number | null): number | null {
  if (slug === null) return null;
  const parent = named(findCheck(db, slug));
  for (let above: Check | null = parent; above; above = above.parent_id ? findCheckById(db, above.parent_id) : null)
    if (above.id === id) throw ownParent;
  return parent.id;
}

/** Nothing is asked while it is paused, and its time counts nowhere. */
export function pauseCheck(db: Database, slug: string, done: Done): void {
  ceaseChecking(db, slug, done, "check.paused", (id, at) => {
    if (!setPaused(db, id, true, at)) return false;
    turnSpell(db, id, "paused", at);
    return true;
  });
}

export function resumeCheck(db: Database, slug: string, done: Done): void {
  const check = existing(db, slug);
  changing(db, () => {
    const at = done.at.toISOString();
    if (!setPaused(db, check.id, false, at)) return;
    closeSpell(db, check.id, at);
    noteActivity(db, { ...done, what: "check.resumed", about: `check:${check.id}` });
  });
}

/** Its history stays; nothing is asked, and nobody is told. */
export function archiveCheck(db: Database, slug: string, done: Done): void {
  ceaseChecking(db, slug, done, "check.archived", (id, at) => {
    if (!setArchived(db, id, true, at)) return false;
    closeSpell(db, id, at);
    return true;
  });
}

export function restoreCheck(db: Database, slug: string, done: Done): void {
  const check = existing(db, slug);
  changing(db, () => {
    if (!setArchived(db, check.id, false, done.at.toISOString())) return;
    noteActivity(db, { ...done, what: "check.restored", about: `check:${check.id}` });
  });
}

function ceaseChecking(
  db: Database,
  slug: string,
  done: Done,
  what: string,
  cease: (id: number, at: string) => boolean,
): void {
  const { id } = existing(db, slug);
  changing(db, () => {
    const at = done.at.toISOString();
    if (!cease(id, at)) return;
    closeBlindSpell(db, id, at);
    endTroubles(db, { check_id: id, kinds: ["down", "degraded", "unstable", "expiry"], until_at: at, over_at: at });
    writeState(db, id, { standing: beginning, seen: readState(db, id).seen });
    noteActivity(db, { ...done, what, about: `check:${id}` });
  });
}

/** Nobody is told of it for so many hours; 0 is from now on again. */
export function muteCheck(db: Database, slug: string, hours: number, done: Done): void {
  const { id } = existing(db, slug);
  changing(db, () => {
    setMuted(db, id, hours === 0 ? null : new Date(done.at.getTime() + hours * 3_600_000).toISOString());
    noteActivity(db, { ...done, what: hours === 0 ? "check.unmuted" : "check.muted", about: `check:${id}` });
  });
}

/** The old address counts no longer. */
export function renewPingKey(db: Database, slug: string, done: Done): void {
  const { id, ping_key } = existing(db, slug);
  if (ping_key === null) throw gone;
  changing(db, () => {
    setPingKey(db, id, newSecret().slice(0, 22));
    noteActivity(db, { ...done, what: "check.key-renewed", about: `check:${id}` });
  });
}

/** What the engine has learned goes first, then the change, then the engine reads it. */
function changing<T>(db: Database, change: () => T): T {
  const live = liveOf(db);
  live?.settle();
  const made = db.transaction(change).immediate();
  live?.reload();
  return made;
}

export function existing(db: Database, slug: string): Check {
  const check = findCheck(db, slug);
  if (check) return check;
  throw gone;
}

/** Words that stand for pages of their own. */
const reserved = ["new", "maintenance", "alerts", "observer", "import", "archive", "offers"];

function unreserved(slug: string): string {
  return reserved.includes(slug) ? `${slug}-check` : slug;
}

function named<T>(found: T | null): T {
  if (found === null) throw unknownName;
  return found;
}

const gone = new Problem("not-found", { de: "Diese Prüfung gibt es nicht.", en: "There is no such check." });
const unknownName = new Problem("conflict", {
  de: "Das System, den Dienst oder die Prüfung, von der diese abhängt, gibt es nicht mehr. Wählen Sie neu.",
  en: "The system, the service or the check that this one depends on is not there any more. Choose again.",
});
const ownParent = new Problem("conflict", {
  de: "Eine Prüfung kann nicht von sich selbst abhängen, auch nicht auf einem Umweg.",
  en: "A check cannot depend on itself, not by a detour either.",
});
const ownersOnly = new Problem("forbidden", {
  de: "Nur Inhaberinnen und Inhaber lassen eine Prüfung ins eigene Netz und ändern eine solche.",
  en: "Only owners let a check reach the company's own network, and change one that does.",
});
const noKey = new Problem("unavailable", {
  de: "Ohne aktion.key lässt sich kein Passwort versiegeln. Starten Sie Aktion mit ihrer Schlüsseldatei.",
  en: "Without aktion.key no password can be sealed. Start Aktion with its key file.",
});
