import { addCheck } from "#src/checks/actions.ts";
import { kindOf } from "#src/checks/kinds/list.ts";
import { hashSecret, newSecret } from "#src/people/secret.ts";
import { insertSession } from "#src/people/session-store.ts";
import { insertPerson } from "#src/people/store.ts";
import { addServiceWithSystems, reportStage } from "#src/services/actions.ts";
import { stages } from "#src/services/stage.ts";
import { openDatabase } from "#src/storage/database.ts";

const company = ["Newsletter", "Chat", "Dateiablage", "Ticketsystem", "Statusmeldungen", "Hilfe-Center", "Monitoring"];

/** A new database with so many services, each with an old and a new system and a stage; gives the cookie of an owner. */
export function seed(path: string, services: number): string {
  const db = openDatabase(path, { create: true });
  const at = new Date();
  db.run("UPDATE company SET name = 'Beispiel Hosting', set_up_at = ?", [at.toISOString()]);
  db.transaction(() => {
    for (let n = 1; n <= services; n += 1)
      addServiceWithSystems(
        db,
        {
          name: `${company[n % company.length]} ${n}`,
          name_en: null,
          purpose: "Was das Team jeden Tag braucht",
          purpose_en: null,
          category: "Zusammenarbeit",
          owner: "Olga",
          priority: "normal",
          priority_reason: null,
          customer_data: "yes",
          note: null,
          from: `Alter Anbieter ${n}`,
          to: `Eigener Server ${n}`,
          stage: stages[n % stages.length]!,
        },
        { by: "command line", at },
      );
  })();
  const cookie = logIn(db, at);
  db.close();
  return cookie;
}

/** What somebody else does meanwhile: one report, so that every remembered page is out of date. */
export function changeSomething(path: string): void {
  const db = openDatabase(path);
  const { slug } = db.query<{ slug: string }, []>("SELECT slug FROM services ORDER BY id LIMIT 1").get()!;
  const today = new Date().toISOString().slice(0, 10);
  const said = { happened: { on: today, text: null }, reported_on: today, note: null };
  reportStage(db, slug, { stage: "testing", ...said }, { by: "command line", at: new Date() });
  db.close();
}

function logIn(db: ReturnType<typeof openDatabase>, at: Date): string {
  const secret = newSecret();
  const now = at.toISOString();
  const person = { email: "olga@example.ch", name: "Olga", role: "owner", language: "de", created_at: now } as const;
  insertSession(db, {
    token_hash: hashSecret(secret),
    handle: "bench",
    person_id: insertPerson(db, { ...person, password_hash: "none" })!,
    created_at: now,
    last_seen_at: now,
    expires_at: new Date(at.getTime() + 86_400_000).toISOString(),
    device: "bench",
  });
  return `aktion=${secret}`;
}

/** So many checks of one address each, at twenty hosts that are this machine, every 20 seconds. */
export function seedChecks(path: string, count: number, target: string): void {
  const db = openDatabase(path);
  const at = new Date();
  const kind = kindOf("http")!;
  const rest = { parent: null, service: null, system: null, note: null, own_network: true };
  db.transaction(() => {
    for (let n = 1; n <= count; n += 1) {
      const config = kind.form.parse({
        url: `${target.replace("127.0.0.1", `127.0.0.${1 + (n % 20)}`)}/c/${n}`,
      }) as Record<string, unknown>;
      const told = { name: `Check ${n}`, every_s: 20, confirm_after: 3, recover_after: 2, ...rest, config };
      addCheck(db, kind, told, { key: undefined, mayOwnNetwork: true }, { by: "command line", at });
    }
  })();
  db.close();
}
