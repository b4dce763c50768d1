import { describe, expect, test } from "bun:test";
import { replyToTicket, undoReply } from "#src/inbox/reply-actions.ts";
import { addNote, assignTicket, markSpam } from "#src/inbox/ticket-actions.ts";
import { tellWaiting } from "#src/inbox/waiting-actions.ts";
import { notificationJobs } from "#src/notifications/jobs.ts";
import { onNotified } from "#src/notifications/listening.ts";
import { mailDueNotifications } from "#src/notifications/mail-actions.ts";
import { tellDown, tellNews } from "#src/notifications/tell-actions.ts";
import { falls } from "../support/alerts.ts";
import { logIn, now } from "../support/browser.ts";
import { httpCheck } from "../support/checks.ts";
import { days, minutes } from "../support/inbox.ts";
import { aMailbox, arrives, withMail } from "../support/thread.ts";

const olga = { by: "person:1", at: now };
const mara = { by: "person:2", at: now };

type Site = ReturnType<typeof withMail>;

/** Of the mail that is there, everybody was told already. */
function house() {
  const site = withMail();
  tellNews(site.db, now);
  site.db.run("DELETE FROM notifications");
  return site;
}

function told({ db }: Site, person = 2, at = now) {
  tellNews(db, at);
  return db
    .query<{ kind: string }, [number]>("SELECT kind FROM notifications WHERE person_id = ? ORDER BY id")
    .all(person)
    .map(({ kind }) => kind);
}

const wishes = (kinds: Record<string, string> = {}, more: Record<string, string> = {}) => ({
  ...Object.fromEntries(
    Object.entries({
      ...{ mention: "here", assigned: "here", reply: "here", "new-ticket": "off", late: "here", check: "off" },
      ...{ dates: "off", minutes: "off", digest: "off", ...kinds },
    }).map(([kind, way]) => [`way-${kind}`, way]),
  ),
  ...{
    bundle_minutes: "15",
    when: "always",
    from_time: "08:00",
    until_time: "18:00",
    digest_day: "1",
    digest_hour: "8",
  },
  ...more,
});

describe("people are told", () => {
  test("when a ticket is assigned to them, and not of what they do themselves", () => {
    const site = house();
    assignTicket(site.db, 1, 1, olga);
    assignTicket(site.db, 1, 2, olga);
    expect(told(site)).toEqual(["assigned"]);
    expect(told(site, 1)).toEqual([]);
    expect(told(site)).toEqual(["assigned"]); // once
  });

  test("when they are mentioned; from then on of every message, each once", () => {
    const site = house();
    addNote(site.db, 1, "@Mara, siehst du das?", olga);
    expect(told(site)).toEqual(["mention"]);
    arrives(site.db, { inReplyTo: "first@brunner.example", subject: "Re: Webmail" });
    addNote(site.db, 1, "Ich antworte.", mara);
    expect(told(site)).toEqual(["mention", "reply"]);
    expect(told(site, 1)).toEqual([]); // neither hers nor followed
  });

  test("of a colleague's answer once it can no longer be taken back, and never when it was", () => {
    const site = house();
    assignTicket(site.db, 1, 2, mara);
    const reply = {
      answering: null,
      to: [{ name: "", address: "petra@brunner.example" }],
      cc: [],
      bcc: [],
      text: "Gern",
    };
    const { message_id } = replyToTicket(site.db, 1, { ...reply, seen: null }, olga);
    expect(told(site)).toEqual([]);
    undoReply(site.db, message_id, olga);
    expect(told(site, 2, minutes(5))).toEqual([]);
    replyToTicket(site.db, 1, { ...reply, seen: null }, { ...olga, at: minutes(6) });
    expect(told(site, 2, minutes(7))).toEqual(["reply"]);
  });

  test("of new tickets and of spam only as they wish", async () => {
    const site = house();
    expect(told(site)).toEqual([]);
    await site.post("/notifications/settings", wishes({ "new-ticket": "here" }), { cookie: site.mara });
    arrives(site.db);
    const spam = arrives(site.db).ticket_id;
    markSpam(site.db, spam, olga);
    expect(told(site)).toEqual(["new-ticket"]);
  });

  test("of a ticket that waits for more than a day, once for as long as it waits", () => {
    const site = house();
    for (const at of [minutes(60), days(2), days(3)]) tellWaiting(site.db, at);
    expect(told(site, 1, days(3))).toEqual(["late"]);
    expect(told(site, 2, days(3))).toEqual(["late"]); // nobody's: all members
  });

  test("and whoever shows it live hears for whom there is something", () => {
    const site = house();
    const heard: number[][] = [];
    const stop = onNotified((_, people) => void heard.push([...people]));
    assignTicket(site.db, 1, 2, olga);
    tellNews(site.db, now);
    stop();
    assignTicket(site.db, 1, 1, mara);
    tellNews(site.db, now);
    expect(heard).toEqual([[2]]);
  });
});

describe("the page of notifications", () => {
  test("counts what is unread on every page, leads to the message, and is read with the ticket", async () => {
    const site = house();
    const note = addNote(site.db, 1, "@Mara bitte", olga);
    tellNews(site.db, now);
    const as = { cookie: site.mara };
    expect(await site.page("/services", as)).toContain('Mitteilungen<span class="count">1</span>');
    const page = await site.page("/notifications", as);
    expect(page).toContain("Eine ungelesene Mitteilung.");
    expect(page).toContain("Olga hat Sie erwähnt");
    expect(page).toContain(`href="/inbox/1#m-${note}"`);
    await site.page("/inbox/1", as);
    expect(await site.page("/notifications", as)).toContain("Nichts Neues für Sie.");
    expect(await site.page("/notifications?show=unread", as)).not.toContain("Olga hat Sie erwähnt");
  });

  test("one is marked read, or all that the page showed; what came since stays unread", async () => {
    const site = house();
    const as = { cookie: site.mara };
    for (const text of ["@Mara eins", "@Mara zwei", "@Mara drei"]) addNote(site.db, 1, text, olga);
    tellNews(site.db, now);
    expect((await site.post("/notifications/1/read", {}, as)).status).toBe(303);
    const shown = /name="up_to" value="(\d+)"/.exec(await site.page("/notifications", as))![1]!;
    addNote(site.db, 1, "@Mara vier", olga);
    tellNews(site.db, now);
    await site.post("/notifications/read", { up_to: shown }, as);
    expect(await site.page("/notifications", as)).toContain("Eine ungelesene Mitteilung.");
    expect((await site.post("/notifications/1/read")).status).toBe(404); // Mara's, not Olga's
    for (const path of ["/notifications/read", "/notifications/1/read"])
      expect((await site.get(path)).status).toBe(303);
    expect((await site.post("/notifications/read", {}, { ...as, "sec-fetch-site": "cross-site" })).status).toBe(403);
  });

  test("goes on by keys, page by page, nothing twice and nothing left out", async () => {
    const site = house();
    const as = { cookie: site.mara };
    for (let n = 1; n <= 95; n += 1) addNote(site.db, 1, `@Mara ${n}`, { ...olga, at: minutes(n) });
    while (told(site, 2, minutes(100)).length < 95);
    const seen: string[] = [];
    for (let path: string | undefined = "/notifications"; path; ) {
      const page: string = await site.page(path, as);
      seen.push(...[...page.matchAll(/action="\/notifications\/(\d+)\/read"/g)].map(([, id]) => id!));
      path = /href="(\/notifications\?before=[^"]+)"/.exec(page)?.[1];
    }
    expect(seen).toHaveLength(95);
    expect(new Set(seen).size).toBe(95);
    expect((await site.get("/notifications?before=x", as)).status).toBe(200);
  });

  test("shows nothing of a mailbox that one left, or to which a ticket was moved", async () => {
    const site = house();
    aMailbox(site.db, { slug: "datenschutz", name: "Datenschutz" });
    const as = { cookie: site.mara };
    assignTicket(site.db, 1, 2, olga);
    tellNews(site.db, now);
    expect(await site.page("/notifications", as)).toContain("Webmail");
    await site.post("/inbox/1/mailbox", { mailbox: "datenschutz" });
    const page = await site.page("/notifications", as);
    expect(page).toContain("Nichts Neues für Sie.");
    expect(page).not.toContain("Webmail");
    expect((await site.post("/notifications/1/read", {}, as)).status).toBe(404);
  });

  test("holds no copy: what is erased in the inbox is gone here", async () => {
    const site = house();
    assignTicket(site.db, 1, 2, olga);
    addNote(site.db, 1, "Geheimnis von Petra", olga);
    tellNews(site.db, now);
    const ours = [
      "notifications",
      "ticket_news",
      "ticket_followers",
      "message_mentions",
      "notification_mails",
      "late_tickets",
    ];
    const held = ours.flatMap((table) => site.db.query(`SELECT * FROM ${table}`).all());
    expect(JSON.stringify(held)).not.toMatch(/Petra|brunner|Webmail|Geheimnis/);
    for (const table of ["arrivals", "messages", "tickets"]) site.db.run(`DELETE FROM ${table}`);
    expect(site.db.query("SELECT count(*) AS n FROM notifications").get()).toEqual({ n: 0 });
  });
});

test("after ninety days a notification is gone, and so is the note of its mail", async () => {
  const site = house();
  assignTicket(site.db, 1, 2, olga);
  tellNews(site.db, now);
  mailDueNotifications(site.db, minutes(20), null);
  const clear = notificationJobs({ db: site.db, publicUrl: null }).find(({ name }) => name.startsWith("old"))!;
  const left = async (at: Date) => {
    await clear.run(at, new AbortController().signal);
    const count = (table: string) => site.db.query<{ n: number }, []>(`SELECT count(*) AS n FROM ${table}`).get()!.n;
    return [count("notifications"), count("notification_mails")];
  };
  expect(await left(days(89))).toEqual([1, 1]);
  expect(await left(days(91))).toEqual([0, 0]);
});

test("a check that is down is told of as people wish, once, and not while it is muted", async () => {
  const site = house();
  for (const name of ["Website", "Shop"]) httpCheck(site.db, "http://127.0.0.1:1/", now, { name });
  falls(site.db, 1, 0);
  for (const at of [minutes(1), minutes(2)]) tellDown(site.db, at);
  const kinds = (person: number) =>
    site.db
      .query<{ kind: string }, [number]>("SELECT kind FROM notifications WHERE person_id = ?")
      .all(person)
      .map(({ kind }) => kind);
  expect([kinds(1), kinds(2)]).toEqual([["check"], ["check"]]);
  const page = await site.page("/notifications");
  expect(page).toContain("Gestört");
  expect(page).toContain('href="/checks/website"');
  site.db.run("UPDATE checks SET muted_until = ? WHERE id = 2", [days(1).toISOString()]);
  falls(site.db, 2, 60);
  tellDown(site.db, minutes(3));
  expect(kinds(1)).toEqual(["check"]);
});

describe("what somebody wants to hear", () => {
  test("is theirs, kept, and filled in again; a viewer may choose too", async () => {
    const site = house();
    const vito = { cookie: logIn(site.db, "viewer") };
    for (const as of [vito, { cookie: site.mara }]) {
      const answer = await site.post(
        "/notifications/settings",
        wishes({ late: "mail" }, { mentions_at_once: "yes" }),
        as,
      );
      expect([answer.status, answer.headers.get("location")]).toEqual([303, "/notifications/settings?saved"]);
      const page = await site.page("/notifications/settings?saved", as);
      expect(page).toMatch(/name="way-late" value="mail" checked/);
      expect(page).toMatch(/name="mentions_at_once" value="yes" checked/);
      expect(page).not.toMatch(/name="shows_words" value="yes" checked/);
    }
    expect(await site.page("/notifications/settings")).toMatch(/name="way-late" value="here" checked/);
    expect(await site.page("/people/me")).toContain('href="/notifications/settings"');
  });

  test("typed wrong is told and nothing is lost", async () => {
    const site = house();
    const typed = wishes({ late: "mail" }, { when: "hours", from_time: "8 Uhr" });
    const answer = await site.post("/notifications/settings", typed);
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain("Wählen Sie mindestens einen Tag.");
    expect(page).toContain('value="8 Uhr"');
    expect(page).toMatch(/name="way-late" value="mail" checked/);
    expect((await site.post("/notifications/settings", {})).status).toBe(422);
    expect((await site.get("/notifications/settings")).status).toBe(200);
  });
});
