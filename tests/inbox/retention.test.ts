import { expect, test } from "bun:test";
import { cutoffsOf } from "#src/inbox/retention.ts";
import { applyRetention } from "#src/inbox/retention-actions.ts";
import { logIn, now, visit } from "../support/browser.ts";
import { days } from "../support/inbox.ts";
import { aMailbox, arrives } from "../support/thread.ts";

test("months are months, also where the day is not in both", () => {
  const rule = { closed_months: 1, spam_days: 30, raw_months: 12 };
  expect(cutoffsOf(rule, new Date("2027-03-31T10:00:00.000Z"))).toEqual({
    closed: "2027-02-28T10:00:00.000Z",
    spam: "2027-03-01T10:00:00.000Z",
    raw: "2026-03-31T10:00:00.000Z",
  });
});

/** Tickets of some age in a mailbox of Olga's, and one in another. */
function aged() {
  const site = visit();
  aMailbox(site.db, { members: [1] });
  aMailbox(site.db, { slug: "privacy", name: "Datenschutz", members: [1] });
  const made = (name: string, age: number, state: string, mailbox = 1) => {
    const at = days(-age).toISOString();
    const { ticket_id } = arrives(
      site.db,
      {
        from: `${name} <${name}@kunde.ch>`,
        subject: `Fall ${name}`,
        headers: ['Content-Type: multipart/mixed; boundary="xx"'],
        text: `--xx\nContent-Type: text/plain\n\nWort${name}\n--xx\nContent-Type: text/plain; name="f.txt"\nContent-Disposition: attachment; filename="f.txt"\n\nDatei${name}\n--xx--`,
      },
      { at, mailbox },
    );
    site.db.run("UPDATE tickets SET state = ?, closed_at = ?, waiting_since = NULL WHERE id = ?", [
      state,
      state === "closed" ? at : null,
      ticket_id,
    ]);
    return ticket_id;
  };
  return { ...site, made };
}

test("what would go is counted before it is saved; the daily run takes it, and nothing else", async () => {
  const { db, page, post, get, made } = aged();
  const [old, young, open] = [made("alt", 400, "closed"), made("jung", 20, "closed"), made("offen", 400, "open")];
  const [spam, held, asked] = [made("spam", 40, "spam"), made("streit", 400, "closed"), made("frist", 400, "closed")];
  const other = made("anders", 400, "closed", 2);
  db.run("INSERT INTO ticket_holds VALUES (?, 'Streit', 'person:1', '2026')", [held]);
  db.run(
    "INSERT INTO privacy_requests (ticket_id, kind, received_on, due_on, by, at) VALUES (?, 'access', '2026-11-01', '2026-12-01', 'person:1', '2026')",
    [asked],
  );
  const address = "/settings/mailboxes/support/retention";
  expect(await page(address)).toContain("Support behält alles.");
  const look = await page(`${address}?closed_months=12&spam_days=30&raw_months=`);
  expect(look).toContain("Ginge, wenn Sie das speichern");
  expect(look).toContain("2 weitere bleiben");
  expect((await get(`${address}?closed_months=x&spam_days=30&raw_months=`)).status).toBe(422);
  expect((await post(address, { closed_months: "0", spam_days: "", raw_months: "" })).status).toBe(422);
  expect((await post(address, { closed_months: "12", spam_days: "30", raw_months: "" })).status).toBe(303);
  await applyRetention(db, { at: now });
  const left = db
    .query<{ id: number }, []>("SELECT id FROM tickets ORDER BY id")
    .all()
    .map(({ id }) => id);
  expect(left).toEqual([young, open, held, asked, other].sort((a, b) => a - b));
  expect(left).not.toContain(old);
  expect(left).not.toContain(spam);
  // Gone from the index, and so is the person of whom nothing else was there; the log names nobody.
  expect(db.query("SELECT 1 FROM message_index WHERE message_index MATCH 'wortalt'").get()).toBeNull();
  expect(
    db.query("SELECT 1 FROM customer_addresses WHERE address IN ('alt@kunde.ch', 'spam@kunde.ch')").get(),
  ).toBeNull();
  expect(
    db.query("SELECT about, facts, words FROM history_entries WHERE what = 'mailbox.retention-applied'").all(),
  ).toEqual([{ about: "mailbox:support", facts: '{"raw":0,"tickets":2}', words: null }]);
  expect(db.query("PRAGMA foreign_key_check").all()).toEqual([]);
  // A second run has nothing to do and says nothing.
  await applyRetention(db, { at: now });
  expect(db.query("SELECT count(*) AS n FROM history_entries WHERE what = 'mailbox.retention-applied'").get()).toEqual({
    n: 1,
  });
});

test("originals go after their time; text and files stay, and the same mail is still known", async () => {
  const { db, page, post, made } = aged();
  const [old, young] = [made("alt", 400, "open"), made("jung", 20, "open")];
  await post("/settings/mailboxes/support/retention", { closed_months: "", spam_days: "", raw_months: "6" });
  await applyRetention(db, { at: now });
  const raws = db.query("SELECT ticket_id FROM messages WHERE raw_blob_id IS NOT NULL").all();
  expect(raws).toEqual([{ ticket_id: young }]);
  const ticket = await page(`/inbox/${old}`);
  expect(ticket).toContain("Wortalt");
  expect(await page(/href="([^"]*files[^"]*)"/.exec(ticket)![1]!)).toBe("Dateialt");
  expect(db.query("SELECT count(*) AS n FROM arrivals WHERE raw_sha256 IS NULL").get()).toEqual({ n: 0 });
});

test("only owners set it", async () => {
  const { db, get } = aged();
  expect((await get("/settings/mailboxes/support/retention", { cookie: logIn(db, "member") })).status).toBe(403);
  expect((await get("/settings/mailboxes/none/retention")).status).toBe(404);
});
