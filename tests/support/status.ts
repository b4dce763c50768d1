import type { Database } from "bun:sqlite";
import { hashSecret } from "#src/people/secret.ts";
import { addComponent } from "#src/status/component-actions.ts";
import { fanOut } from "#src/status/fanout.ts";
import { draftMaintenance } from "#src/status/maintenance-actions.ts";
import type { Impact } from "#src/status/notice.ts";
import { draftIncident, publishNotice } from "#src/status/notice-actions.ts";
import { newSalt, secretFrom } from "#src/status/subscriber-secret.ts";
import { insertSubscriber, setChoice } from "#src/status/subscriber-store.ts";
import { now } from "./browser.ts";

export const done = (at: Date = now) => ({ by: "person:1", at });
export const later = (minutes: number, from: Date = now) => new Date(from.getTime() + minutes * 60_000);

/** A component that is fed by hand, since half a year. */
export function aComponent(
  db: Database,
  name: string,
  given: { checks?: number[]; group_id?: number; rule?: "worst" | "all" } = {},
) {
  const words = {
    name,
    name_en: null,
    about: null,
    about_en: null,
    group_id: given.group_id ?? null,
    rule: given.rule ?? "worst",
  };
  return addComponent(db, { ...words, checks: given.checks ?? [] }, done(later(-180 * 1440)));
}

type Incident = {
  title?: string;
  impacts?: [number, Impact][];
  began?: Date;
  at?: Date;
  tells?: boolean;
  publish?: boolean;
};

export function anIncident(db: Database, given: Incident = {}): number {
  const {
    title = "E-Mail ist gestört",
    impacts = [],
    began = given.at ?? now,
    at = now,
    tells = false,
    publish = true,
  } = given;
  const id = draftIncident(
    db,
    {
      title,
      title_en: null,
      text: "Wir sehen nach.",
      text_en: null,
      state: "investigating",
      impacts: impacts.map(([component_id, impact]) => ({ component_id, impact })),
      begins_at: began.toISOString(),
    },
    done(at),
  );
  if (publish) publishNotice(db, id, tells, done(at));
  return id;
}

type Plan = {
  begins_at: string;
  ends_at: string;
  components?: number[];
  reminder_min?: string;
  tells?: boolean;
  at?: Date;
};

export function aMaintenance(
  db: Database,
  { components = [], reminder_min = "", tells = false, at = now, ...plan }: Plan,
): number {
  const words = { title: "Wartung", title_en: "Maintenance", text: "Wir arbeiten.", text_en: "We work." };
  const id = draftMaintenance(db, { ...words, ...plan, components, reminder_min }, done(at));
  publishNotice(db, id, tells, done(at));
  return id;
}

type Given = { components?: number[]; confirmed?: boolean; language?: "de" | "en"; at?: Date };

/** Somebody who gets notices; gives the secret of their links. */
export function aSubscriber(db: Database, address: string, given: Given = {}): { id: number; secret: string } {
  const { components = [], confirmed = true, language = "de", at = later(-1440) } = given;
  const salt = newSalt();
  const secret = secretFrom(db, salt);
  const wants_all = components.length === 0 ? (1 as const) : (0 as const);
  const id = insertSubscriber(db, {
    ...{ address, language, salt, wants_all, source: "form", form_version: "2026-11" },
    token_hash: hashSecret(secret),
    asked_at: at.toISOString(),
    confirmed_at: confirmed ? at.toISOString() : null,
  })!;
  setChoice(db, id, { wants_all, language, components });
  return { id, secret };
}

/** A mailbox that sends notices, and the address the program is reached at: without them nobody can subscribe. */
export function mailReady(db: Database, port = 2525): void {
  db.run("UPDATE company SET public_address = 'https://aktion.beispiel.ch'");
  db.query(
    `INSERT INTO mailboxes (slug, name, address, from_name, smtp_host, smtp_port, smtp_security, sends_notices, created_at)
     VALUES ('status', 'Status', 'status@beispiel.ch', 'Beispiel Status', '127.0.0.1', ?, 'none', 1, '2026-01-01T00:00:00.000Z')`,
  ).run(port);
}

export type Queued = {
  subject_key: string;
  to: string;
  subject: string;
  text: string;
  headers: Record<string, string>;
};

/** Everything that waits in the outbox for the mail server. */
export function queued(db: Database): Queued[] {
  const rows = db.query<{ subject_key: string; payload: string }, []>(
    "SELECT subject_key, payload FROM outbox_deliveries WHERE channel = 'mail' ORDER BY id",
  );
  return rows.all().map(({ subject_key, payload }) => ({ subject_key, ...JSON.parse(payload) }));
}

export function spread(db: Database, at: Date = now): Promise<void> {
  const base = () => "https://status.beispiel.ch";
  return fanOut({ db, base, clock: () => at }, new AbortController().signal);
}

/** A check with its history: what it was believed to be, from when to when. */
export function aCheck(db: Database, name: string, spells: [state: string, from: Date, until: Date | null][]): number {
  const { id } = db
    .query<{ id: number }, [string, string]>(
      `INSERT INTO checks (slug, name, kind, config, every_s, created_by, created_at, changed_at)
       VALUES (?, ?, 'tcp', '{}', 60, 'person:1', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z') RETURNING id`,
    )
    .get(name.toLowerCase(), name)!;
  for (const [state, from, until] of spells)
    db.query("INSERT INTO check_spells (check_id, state, from_at, until_at) VALUES (?, ?, ?, ?)").run(
      id,
      state,
      from.toISOString(),
      until?.toISOString() ?? null,
    );
  return id;
}
