import { expect, test } from "bun:test";
import { clearSendingTrouble, setSendingTrouble } from "#src/inbox/sending-store.ts";
import { logIn, visit } from "../support/browser.ts";
import { aService } from "../support/case.ts";
import { aMailbox, arrives } from "../support/thread.ts";

/** A mailbox of Mara's that has not been fetched since the password was changed elsewhere. */
function withTrouble() {
  const site = visit();
  aService(site.db, { name: "Chat", stage: "live", from: "Slack", to: "Nextcloud Talk" });
  const mara = logIn(site.db, "member");
  const nina = logIn(site.db, "member", "Nina");
  aMailbox(site.db, { members: [2] });
  site.db.run(
    `UPDATE mailbox_health SET polled_at = '2026-11-23T06:00:00.000Z', trouble = 'password', trouble_detail = 'NO denied',
       trouble_since = '2026-11-23T07:00:00.000Z'`,
  );
  return { ...site, mara, nina };
}

test("a mailbox that fetches nothing stands on the overview, for owners and for whoever uses it", async () => {
  const { page, mara, nina } = withTrouble();
  const sentence = "Support: Der Server nimmt Benutzername und Passwort nicht an.";
  for (const cookie of [undefined, mara]) {
    const shown = await page("/", cookie ? { cookie } : {});
    expect(shown).toContain(sentence);
    expect(shown).toContain("seit zwei Stunden");
  }
  expect(await page("/", { cookie: nina })).not.toContain(sentence);
  expect(await page("/inbox", { cookie: mara })).toContain("Seit 23.11.2026, 08:00: Der Server nimmt");
});

test("it is gone as soon as mail is fetched again, without anything in the history", async () => {
  const { page, db } = withTrouble();
  await page("/");
  db.run("UPDATE mailbox_health SET polled_at = '2026-11-23T09:00:00.000Z', trouble = NULL, trouble_since = NULL");
  expect(await page("/")).not.toContain("Passwort nicht an");
});

test("beside the inbox's name stands how many tickets are open in one's own mailboxes", async () => {
  const { page, db, mara } = withTrouble();
  arrives(db);
  arrives(db, { subject: "Noch etwas", from: "anna@example.org" });
  for (const path of ["/", "/services"]) {
    expect(await page(path, { cookie: mara })).toContain('<span class="count" data-open>2</span>');
    expect(await page(path)).toContain("data-open hidden>0<");
  }
  db.run("UPDATE tickets SET state = 'closed' WHERE id = 1");
  expect(await page("/services", { cookie: mara })).toContain('<span class="count" data-open>1</span>');
});

test("a mailbox from which nothing leaves stands there too, until a mail is taken again", async () => {
  const { page, db, mara } = withTrouble();
  db.run("UPDATE mailbox_health SET trouble = NULL, polled_at = '2026-11-23T09:00:00.000Z'");
  setSendingTrouble(db, 1, "connection-refused", "ECONNREFUSED", "2026-11-23T08:00:00.000Z");
  const sentence = "Support kann nichts senden: Der Rechner antwortet, aber nicht an diesem Anschluss.";
  expect(await page("/", { cookie: mara })).toContain(sentence);
  clearSendingTrouble(db, 1);
  expect(await page("/", { cookie: mara })).not.toContain(sentence);
});
