import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { beginning } from "#src/checks/state.ts";
import { writeState } from "#src/checks/state-store.ts";
import { requestDeletion } from "#src/deletions/request-actions.ts";
import { mergeTickets, moveTicket } from "#src/inbox/merge-actions.ts";
import { ticketStates } from "#src/inbox/ticket.ts";
import { assignTicket, setTicketState, snoozeTicket } from "#src/inbox/ticket-actions.ts";
import { issueToken } from "#src/people/token-actions.ts";
import { Problem } from "#src/problem.ts";
import { listSystems } from "#src/services/store.ts";
import { reportOldData } from "#src/services/system-actions.ts";
import { updateIncident } from "#src/status/notice-actions.ts";
import { openDatabase } from "#src/storage/database.ts";
import { logIn, now, visit } from "../support/browser.ts";
import { aService, done, today } from "../support/case.ts";
import { type Chance, chanceFrom } from "../support/chance.ts";
import { key, someCheck } from "../support/checks.ts";
import { newFolder } from "../support/folder.ts";
import { fillAtRandom } from "../support/random-register.ts";
import { aComponent, anIncident } from "../support/status.ts";
import { aMailbox, arrives } from "../support/thread.ts";
import { command } from "../support/world.ts";

// Whatever happened before, a number that stands on two pages is the same on both, for whoever looks.

const metricsToken = "a-token-of-forty-characters-for-the-tests";

/** Two mailboxes, one of them Olga's alone; a register, checks, incidents and requests as chance has it. */
function live(chance: Chance, seed: number) {
  const site = visit({ secretsKey: key, env: { AKTION_METRICS_TOKEN: metricsToken }, db: openDatabase(":memory:") });
  const { db } = site;
  const mara = logIn(db, "member");
  fillAtRandom(db, seed, done);
  aService(db, { name: "Überwachung", stage: "live", from: "Pingdom", to: "AdminLabs" });
  aMailbox(db, { members: [1, 2] });
  aMailbox(db, { slug: "datenschutz", name: "Datenschutz", members: [1] });
  for (let n = 0; n < 14; n += 1)
    arrives(db, { subject: `Anfrage ${n}`, from: `p${n}@example.org` }, { mailbox: 1 + chance.count(1) });
  for (const [n, kind] of ["http", "http", "gone", "trace", "http"].entries()) aCheck(db, chance, n, kind);
  const components = [aComponent(db, "Web", { checks: [1] }), aComponent(db, "Mail")];
  for (let n = 0; n < chance.count(4); n += 1)
    anIncident(db, { title: `Störung ${n}`, impacts: [[chance.one(components), "down"]], publish: chance.of(0.7) });
  for (let n = 0; n < 60; n += 1) happens(db, chance);
  return { ...site, mara };
}

const configs: Record<string, Record<string, unknown>> = {
  http: { url: "https://www.example.ch/" },
  gone: { url: "https://old.example.com/" },
  trace: { domain: "example.ch", old: "slack" },
};

function aCheck(db: Database, chance: Chance, n: number, kind: string): void {
  someCheck(db, kind, configs[kind]!, now, { name: `Prüfung ${n}`, own_network: false });
  const confirmed = chance.one(["up", "down", "degraded"] as const);
  const seen = { at: now.toISOString(), state: confirmed, duration_ms: 20, reason: null, details: {} };
  writeState(db, n + 1, {
    standing: { ...beginning, observed: confirmed, confirmed, since: seen.at, last_at: seen.at },
    seen,
  });
}

function happens(db: Database, chance: Chance): void {
  const ticket = () => 1 + chance.count(13);
  const by = { by: "person:1", at: new Date(now.getTime() - chance.count(5000) * 60_000) };
  const system = () => chance.one(listSystems(db)).slug;
  const acts = [
    () => setTicketState(db, ticket(), chance.one(ticketStates), by),
    () => assignTicket(db, ticket(), chance.one([null, 1]), by),
    () => snoozeTicket(db, ticket(), new Date(now.getTime() + 86_400_000), by),
    () => mergeTickets(db, ticket(), ticket(), by),
    () => moveTicket(db, ticket(), chance.one([1, 2]), by),
    () =>
      db.run("UPDATE tickets SET waiting_since = ? WHERE id = ? AND state = 'open'", [by.at.toISOString(), ticket()]),
    () =>
      reportOldData(db, system(), { state: chance.one(["in-use", "deleted", "confirmed"] as const), ...today }, done),
    () => requestDeletion(db, system(), asked(chance), done),
    () => updateIncident(db, 1 + chance.count(30), over, { by: "person:1", at: now }),
  ];
  try {
    chance.one(acts)();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}

const over = { state: "resolved" as const, text: "Behoben.", text_en: null, impacts: [], tells: 0 as const };

const asked = (chance: Chance) => ({
  ...{ way: "form" as const, recipient: "form", account: null, reference: null, requested_on: "2026-10-01" },
  answer_by: chance.one(["2026-11-01", "2026-11-30", "2027-01-31"]),
});

const seen = { open: 0, unassigned: 0, down: 0, incidents: 0, waiting: 0, live: 0, deleted: 0 };

const plain = (page: string) => page.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

/** The first number after some words; 0 where a line says "none" or is not there. */
function said(text: string, pattern: RegExp): number {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? 0 : Number(found);
}

/** One area's line of the overview. */
const line = (page: string, what: string) =>
  plain(new RegExp(`>\\s*${what}\\s*</a>\\s*</dt>\\s*<dd>(.*?)</dd>`, "s").exec(page)?.[1] ?? "");

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "after a random history (%i) every count agrees with every other",
  async (seed) => {
    const { db, page, mara, cookie, app } = live(chanceFrom(seed), seed);
    const token = issueToken(db, { name: "all", scope: "read" }, done)!;
    const { id: tokenId } = db.query<{ id: number }, []>("SELECT max(id) AS id FROM api_tokens").get()!;
    for (const mailbox of [1, 2]) db.run("INSERT INTO mailbox_tokens VALUES (?, ?)", [mailbox, tokenId]);
    const api = async (path: string) =>
      (
        await app.handle(
          new Request(`http://localhost/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } }),
        )
      ).json();
    const metrics = await page("/metrics", { authorization: `Bearer ${metricsToken}` });

    for (const [who, mailboxes] of [
      [cookie, [1, 2]],
      [mara, [1]],
    ] as const) {
      const [overview, inbox, unassigned] = await Promise.all(
        ["/", "/inbox", "/inbox?view=unassigned"].map((path) => page(path, { cookie: who })),
      );
      const counts = /id="views".*?<\/nav>/s.exec(inbox!)![0];
      const inView = (name: string) => said(plain(counts), new RegExp(`${name} (\\d+)`));
      const truly = db
        .query<{ n: number }, [string]>(
          "SELECT count(*) AS n FROM tickets WHERE state = 'open' AND merged_into IS NULL AND snoozed_until IS NULL AND mailbox_id IN (SELECT value FROM json_each(?))",
        )
        .get(JSON.stringify(mailboxes))!.n;
      const nav = said(overview!, /data-open[^>]*>(\d+)/);
      const told = line(overview!, "Anfragen");
      expect([nav, said(told, /(\d+) offen/), inView("Offen"), rowsIn(inbox!)]).toEqual([truly, truly, truly, truly]);
      expect([said(told, /davon (\d+) nicht zugewiesen/), rowsIn(unassigned!)]).toEqual([
        inView("Nicht zugewiesen"),
        inView("Nicht zugewiesen"),
      ]);
      seen.open += truly;
      seen.unassigned += inView("Nicht zugewiesen");
      if (who === cookie) expect((await api("/tickets?limit=200")).tickets).toHaveLength(truly);
    }

    const overview = await page("/");
    const checks = line(overview, "Prüfungen");
    const down = said(checks, /(\d+) gestört/) + said(checks, /(\d+) Spur/);
    expect(said(metrics, /^aktion_checks_down (\d+)/m)).toBe(down);
    const listed = (await api("/checks")).checks as { state: string }[];
    expect(listed.filter(({ state }) => state === "down")).toHaveLength(down);

    const open = said(line(overview, "Störungen"), /(\d+) Störung/);
    const incidents = (await api("/incidents")).incidents as {
      closed_at: string | null;
      published_at: string | null;
    }[];
    expect(incidents.filter(({ closed_at, published_at }) => published_at !== null && closed_at === null)).toHaveLength(
      open,
    );

    const dates = plain(await page("/deletions/dates"));
    const waiting = said(line(overview, "Löschverlangen"), /(\d+) warte/);
    expect([...dates.matchAll(/Antwort auf das Löschverlangen/gi)]).toHaveLength(waiting);

    const folder = newFolder();
    db.run("VACUUM INTO ?", [join(folder, "aktion.db")]);
    const { out } = await command(["register", "--json", "--db", join(folder, "aktion.db"), "--as-of", "2026-11-23"]);
    const register = JSON.parse(out) as {
      services: { stage: string | null; from: { slug: string; old_data: string }[] }[];
    };
    const fromApi = (await api("/register?as_of=2026-11-23")) as typeof register;
    expect(fromApi.services).toEqual(register.services);
    const old = new Map(register.services.flatMap(({ from }) => from.map((one) => [one.slug, one.old_data] as const)));
    const deleted = [...old.values()].filter((state) =>
      ["deleted", "confirmed", "backups-expired"].includes(state),
    ).length;
    const liveNow = register.services.filter(({ stage }) => stage === "live").length;
    seen.down += down;
    seen.incidents += open;
    seen.waiting += waiting;
    seen.live += liveNow;
    seen.deleted += deleted;
    expect([said(plain(overview), /(\d+) produktiv/), said(plain(overview), /(\d+) gelöscht/)]).toEqual([
      liveNow,
      deleted,
    ]);
  },
  60_000,
);

test("the random histories hold something of everything that is compared", () => {
  expect(Object.entries(seen).filter(([, sum]) => sum === 0)).toEqual([]);
});

/** Lines of a list of tickets. */
function rowsIn(page: string): number {
  return new Set([...page.matchAll(/href="\/inbox\/(\d+)(?:[?"#])/g)].map(([, id]) => id)).size;
}
