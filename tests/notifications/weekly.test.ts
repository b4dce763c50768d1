import { describe, expect, test } from "bun:test";
import { remindOfDates } from "#src/deletions/dates-actions.ts";
import { mailChannel } from "#src/inbox/mail-channel.ts";
import { isStillWanted } from "#src/inbox/notice-listeners.ts";
import { parseMail } from "#src/mail/message.ts";
import { digestText } from "#src/notifications/digest-text.ts";
import { lastWeekly } from "#src/notifications/habits.ts";
import { mailDigests, mailMinutes } from "#src/notifications/weekly-actions.ts";
import { setWish } from "#src/notifications/wish-store.ts";
import { deliverDue } from "#src/outbox/deliver.ts";
import { findPerson } from "#src/people/store.ts";
import type { Reader } from "#src/reader.ts";
import { readCompany } from "#src/settings/store.ts";
import { dayIn } from "#src/when.ts";
import { logIn, now, visit } from "../support/browser.ts";
import { aService, theCase } from "../support/case.ts";
import { days, minutes } from "../support/inbox.ts";
import { secretsKey, aMailbox as sendingMailbox } from "../support/outgoing.ts";
import { fillAtRandom } from "../support/random-register.ts";
import { runningRound } from "../support/round.ts";
import { headerOf, smtpServer } from "../support/smtp.ts";
import { withMail } from "../support/thread.ts";

type Db = ReturnType<typeof withMail>["db"];

const keys = (db: Db, word: string) =>
  db
    .query<{ subject_key: string }, [string]>(
      "SELECT subject_key FROM outbox_deliveries WHERE subject_key LIKE ? ORDER BY id",
    )
    .all(`${word} %`)
    .map(({ subject_key }) => subject_key);

async function deliver(db: Db, at: Date): Promise<void> {
  const clock = () => at;
  const channels = [mailChannel({ db, clock, secretsKey, wasAccepted: async () => "no" })];
  await deliverDue({ db, channels, clock }, new AbortController().signal);
}

function readerOf(db: Db, id: number): Reader {
  const { name, email, role, language } = findPerson(db, id)!;
  const company = readCompany(db);
  return { person: { id, name, email, role }, language, path: "/", company, now, today: dayIn(company.time_zone, now) };
}

const marks: Record<string, string> = { quot: '"', lt: "<", gt: ">", amp: "&" };
const plain = (html: string) =>
  html
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex, number, name) =>
      name ? marks[name]! : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(number)),
    )
    .replace(/\s+/g, " ");

/** What the overview's page says: its first sentence, what is to be done, and the team's line. */
async function overview(site: ReturnType<typeof visit>): Promise<string[] | null> {
  const page = await site.page("/");
  const needs = [...page.matchAll(/<ul class="needs">([\s\S]*?)<\/ul>/g)].flatMap(([, list]) =>
    [...list!.matchAll(/<a href="[^"]*">([^<]*)<\/a>/g)].map(([, text]) => plain(text!)),
  );
  const first = /<h1>([^<]*)<\/h1>/.exec(page)![1]!;
  const team = /<a href="\/round">([^<]{20,})<\/a>/.exec(page)?.[1];
  return team === undefined ? null : [plain(first), ...needs, plain(team)]; // an empty register has no overview
}

describe("the weekly digest", () => {
  test.each(["de", "en"])(
    "says what the overview says, on the case and on random registers, in %s",
    async (language) => {
      let compared = 0;
      for (const seed of [0, 1, 2, 3, 4, 5, 6, 7]) {
        const prepare = (db: Db) => (seed === 0 ? theCase(db) : fillAtRandom(db, seed, { by: "person:1", at: now }));
        const site = visit({ prepare });
        site.db.run("UPDATE people SET language = ?", [language]);
        const said = await overview(site);
        if (said === null) continue;
        compared += 1;
        const { text } = digestText(site.db, readerOf(site.db, 1), "https://aktion.example.ch");
        if (seed === 0) expect(said.length).toBeGreaterThan(5);
        expect(said.filter((sentence) => !text.includes(sentence))).toEqual([]);
        const items = text.split("\n").filter((line) => line.startsWith("- "));
        expect([seed, items.length]).toEqual([seed, said.length - 2]);
      }
      expect(compared).toBeGreaterThan(4);
    },
  );

  test("tells each person of their own mailboxes only", () => {
    const { db } = withMail();
    expect(digestText(db, readerOf(db, 2), null).text).toContain("Anfragen: 1 offen, davon 1 nicht zugewiesen");
    expect(digestText(db, readerOf(db, 3), null).text).not.toContain("Anfragen:");
  });

  test("says of mail, checks and incidents what stands on the page", async () => {
    const { db, page, mara } = withMail();
    aService(db, { name: "Chat", stage: "live", from: "Slack", to: "Nextcloud Talk" });
    const week = /<section id="week">([\s\S]*?)<\/section>/.exec(await page("/", { cookie: mara }))![1]!;
    const shown = [...week.matchAll(/<dt><a [^>]*>([^<]*)<\/a><\/dt><dd>([\s\S]*?)<\/dd>/g)].map(
      ([, what, parts]) => `${what}: ${plain(parts!.replace(/<[^>]+>/g, ""))}`,
    );
    expect(shown).not.toEqual([]);
    expect(digestText(db, readerOf(db, 2), null).text).toContain(shown.join("\n"));
  });

  test("comes once at its hour: missed weeks come once, a clock that goes back makes none", () => {
    const { db } = withMail();
    db.run("DELETE FROM people WHERE id = 3");
    setWish(db, 2, "digest", "off");
    mailDigests(db, now, null); // the first one comes at the next hour
    expect(keys(db, "digest")).toEqual([]);
    for (const at of [days(6.8), days(6.96), days(7), days(7.5)]) mailDigests(db, at, null);
    expect(keys(db, "digest")).toEqual(["digest 2026-11-30T07:00:00.000Z -> person:1"]);
    for (const at of [days(30), days(30.1), days(2), days(8), days(29)]) mailDigests(db, at, null);
    expect(keys(db, "digest").slice(1)).toEqual(["digest 2026-12-21T07:00:00.000Z -> person:1"]);
  });

  test("that is switched on begins with the next hour, and one that is switched off while it waits does not leave", async () => {
    const site = withMail();
    const { arrived, port } = await smtpServer();
    sendingMailbox(site.db, { port, address: "aktion@example.ch", sends_notices: 1 });
    for (const at of [now, days(7)]) mailDigests(site.db, at, null);
    setWish(site.db, 1, "digest", "off");
    setWish(site.db, 3, "digest", "off");
    await deliver(site.db, days(8));
    expect(arrived).toEqual([]);
    expect(keys(site.db, "digest")).toHaveLength(2);
  });
});

test.each([
  ["2026-11-23T07:00:00.000Z", 1, 8, "2026-11-23T07:00:00.000Z"],
  ["2026-11-23T06:59:59.000Z", 1, 8, "2026-11-16T07:00:00.000Z"],
  ["2026-11-23T09:00:00.000Z", 7, 20, "2026-11-22T19:00:00.000Z"],
  ["2026-10-26T12:00:00.000Z", 7, 2, "2026-10-25T00:00:00.000Z"],
  ["2026-03-29T12:00:00.000Z", 7, 2, "2026-03-29T01:00:00.000Z"],
])("at %s the last of day %d, %d o'clock was %s", (at, digest_day, digest_hour, then) => {
  expect(lastWeekly(new Date(at), { digest_day, digest_hour }, "Europe/Zurich").toISOString()).toBe(then);
});

describe("minutes by mail", () => {
  async function closed() {
    const site = await runningRound();
    await site.post("/round/1/close");
    return site;
  }

  test("go to everybody who wants them, once, and not for rounds of long ago", async () => {
    const site = await closed();
    logIn(site.db, "viewer");
    setWish(site.db, 1, "minutes", "off");
    for (const at of [now, minutes(1), days(9)]) mailMinutes(site.db, at, null);
    expect(keys(site.db, "minutes")).toEqual(["minutes 1 -> person:2"]);
    site.db.run("DELETE FROM told_rounds");
    site.db.run("DELETE FROM outbox_deliveries");
    mailMinutes(site.db, days(9), null);
    expect(keys(site.db, "minutes")).toEqual([]);
  });

  test("leave as they were frozen, in the person's language, with where they are", async () => {
    const site = await closed();
    const { arrived, port } = await smtpServer();
    sendingMailbox(site.db, { port, address: "aktion@example.ch", sends_notices: 1 });
    site.db.run("UPDATE people SET language = 'en' WHERE id = 2");
    mailMinutes(site.db, now, "https://aktion.example.ch");
    await deliver(site.db, now);
    const mails = arrived.map(({ raw, to }) => ({ whom: to[0], raw, ...parseMail(Buffer.from(raw)) }));
    expect(mails.map(({ whom, subject }) => [whom, subject]).sort()).toEqual([
      ["mara@example.ch", "Minutes of the weekly round of 23.11.2026"],
      ["olga@example.ch", "Protokoll der Wochenrunde vom 23.11.2026"],
    ]);
    const own = mails.find(({ whom }) => whom === "olga@example.ch")!;
    expect(own.text.replaceAll("\r\n", "\n")).toContain((await site.page("/round/1/minutes.md")).trim());
    expect(own.text).toContain("https://aktion.example.ch/round/1");
    expect(headerOf(own.raw, "Auto-Submitted")).toBe("auto-generated");
  });

  test("are sent to whom somebody names; what is no address comes back as it was typed", async () => {
    const site = await closed();
    const sent = await site.post("/round/1/mail", { to: "Anna@example.org, beat@example.org anna@example.org" });
    expect(sent.headers.get("location")).toBe("/round/1?sent=2#mail");
    expect(await site.page("/round/1?sent=2")).toContain("Das Protokoll geht an 2 Adressen.");
    const to = site.db
      .query<{ payload: string }, []>("SELECT payload FROM outbox_deliveries WHERE subject_key LIKE 'minutes.sent %'")
      .all()
      .map(({ payload }) => JSON.parse(payload) as { to: string; subject: string });
    expect(to.map((one) => one.to)).toEqual(["anna@example.org", "beat@example.org"]);
    const entry = site.db.query<{ facts: string }, []>(
      "SELECT facts FROM history_entries WHERE what = 'round.minutes-sent'",
    );
    expect(entry.all().map(({ facts }) => facts)).toEqual(['{"recipients":2}']);
    const wrong = await site.post("/round/1/mail", { to: "anna" });
    expect([wrong.status, (await wrong.text()).includes('value="anna"')]).toEqual([422, true]);
    for (const to of ["", Array.from({ length: 21 }, (_, n) => `a${n}@b.ch`).join()])
      expect((await site.post("/round/1/mail", { to })).status).toBe(422);
    expect((await site.get("/round/1/mail")).status).toBe(303);
    expect((await site.post("/round/1/mail", { to: "a@b.ch" }, { cookie: logIn(site.db, "viewer") })).status).toBe(403);
    expect((await site.post("/round/2/mail", { to: "a@b.ch" })).status).toBe(409);
  });
});

test("the morning's dates do not leave to who does not want them; everybody else's do", () => {
  const { db } = visit({ prepare: theCase });
  logIn(db, "owner", "Otto");
  remindOfDates(db, now, null);
  const all = keys(db, "dates.digest");
  expect(all.length).toBeGreaterThan(1);
  setWish(db, 1, "dates", "off");
  const wanted = all.filter((subject_key) => isStillWanted(db, { subject_key }));
  expect(all.filter((key) => !wanted.includes(key))).toEqual(["dates.digest 2026-11-23 -> person:1"]);
});
