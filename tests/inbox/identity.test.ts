import { expect, test } from "bun:test";
import { insertTombstone } from "#src/inbox/filing-store.ts";
import { moveTicket } from "#src/inbox/merge-actions.ts";
import { tombstoneDigest } from "#src/inbox/tombstone.ts";
import { aMailbox, anInbox, rawMail } from "../support/inbox.ts";

const count = (db: ReturnType<typeof anInbox>["db"], table: string) =>
  db.query<{ n: number }, []>(`SELECT count(*) AS n FROM ${table}`).get()!.n;

test("the same bytes twice in a mailbox are one message (R1)", () => {
  const { db, arrive } = anInbox();
  const raw = rawMail({});
  const first = arrive(raw);
  expect(arrive(raw)).toEqual({ ...first, outcome: "duplicate" });
  expect(count(db, "messages")).toBe(1);
});

test("the same bytes in two mailboxes are a ticket in each (R2)", () => {
  const { db, arrive } = anInbox();
  const other = aMailbox(db, { address: "datenschutz@example.ch" });
  const raw = rawMail({ to: "support@example.ch, datenschutz@example.ch" });
  const [one, two] = [arrive(raw), arrive(raw, { mailbox: other })];
  expect([one.outcome, two.outcome]).toEqual(["filed", "filed"]);
  expect(one.ticket_id).not.toBe(two.ticket_id);
});

test("a mail that comes again after its ticket was given to another mailbox is known", () => {
  const { db, arrive, by } = anInbox();
  const other = aMailbox(db, { address: "datenschutz@example.ch" });
  const raw = rawMail({ id: "a@kunde.ch" });
  const first = arrive(raw);
  moveTicket(db, first.ticket_id!, other, by);
  expect(arrive(raw).outcome).toBe("duplicate");
  expect(arrive(`Received: by way.example.ch\r\n${raw}`).message_id).toBe(first.message_id);
});

test.each([
  ["with other Received lines", (raw: string) => `Received: from a by b; Mon, 23 Nov 2026 09:00:00 +0000\r\n${raw}`],
  ["with lines folded elsewhere", (raw: string) => raw.replace("das ist", "das\r\nist")],
  ["with a mark of a spam filter", (raw: string) => raw.replace("Subject:", "X-Spam-Flag: NO\r\nSubject:")],
])("the same id and the same content %s are one message (R4)", (_, change) => {
  const { db, arrive } = anInbox();
  const raw = rawMail({ id: "a@kunde.ch" });
  arrive(raw);
  expect(arrive(change(raw)).outcome).toBe("duplicate");
  expect(count(db, "messages")).toBe(1);
});

test.each([
  ["another text", (raw: string) => raw.replace("Guten Tag", "Guten Abend")],
  ["another subject", (raw: string) => raw.replace("Mein Hosting", "Sendung 2")],
  ["another date", (raw: string) => raw.replace(/Date: .*\r\n/, "Date: Tue, 24 Nov 2026 08:00:00 GMT\r\n")],
  ["another sender", (raw: string) => raw.replace("anna@kunde.ch", "beat@kunde.ch")],
])("the same id with %s is another message, and says so (R4)", (_, change) => {
  const { db, arrive } = anInbox();
  const raw = rawMail({ id: "a@kunde.ch" });
  const first = arrive(raw);
  const second = arrive(change(raw));
  expect(second.outcome).toBe("filed");
  expect(db.query("SELECT same_id_as FROM messages WHERE id = ?").get(second.message_id!)).toEqual({
    same_id_as: first.message_id,
  });
});

test("the same id and text with another file is another message", () => {
  const { arrive } = anInbox();
  const withFile = (content: string) =>
    rawMail({
      id: "a@kunde.ch",
      headers: ["MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b"],
      text: `--b\n\nIhre Sendung\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=s.pdf\nContent-Transfer-Encoding: base64\n\n${btoa(content)}\n--b--`,
    });
  expect([arrive(withFile("eins")).outcome, arrive(withFile("zwei")).outcome]).toEqual(["filed", "filed"]);
});

test("a mail without an id has one made of its bytes, and is kept (R3)", () => {
  const { receive } = anInbox();
  const { message } = receive({ id: null });
  expect(message.mail_id).toBe(`${message.raw_sha256}@local.invalid`);
});

test("of several ids the first counts, without brackets, spaces and comments, its case kept (R3)", () => {
  const { receive } = anInbox();
  const { message } = receive({
    id: null,
    headers: ["Message-ID: (c)  <ABC.Def@Kunde.CH> (x)", "Message-ID: <zwei@kunde.ch>"],
  });
  expect(message.mail_id).toBe("ABC.Def@Kunde.CH");
});

test("what was erased does not come back, neither with the same bytes nor with other headers", () => {
  const { db, arrive, receive } = anInbox();
  const raw = rawMail({ id: "a@kunde.ch" });
  const { message_id } = arrive(raw);
  const erased = db
    .query<Parameters<typeof tombstoneDigest>[1], [number]>(
      "SELECT raw_sha256, mail_id, canonical_hash FROM messages WHERE id = ?",
    )
    .get(message_id!)!;
  const digests = tombstoneDigest(db, erased);
  for (const digest of digests) insertTombstone(db, digest, "2026-11-23T10:00:00.000Z");
  db.run("UPDATE arrivals SET message_id = NULL, raw_sha256 = NULL");
  db.run("DELETE FROM messages");
  expect(digests.join()).not.toContain(erased.raw_sha256!);
  expect(arrive(raw)).toEqual({ outcome: "erased", ticket_id: null, message_id: null });
  expect(arrive(`Received: from backup\r\n${raw}`).outcome).toBe("erased");
  expect(receive({ text: "Etwas Neues" }).outcome).toBe("filed");
});

test("a mail from nobody to nobody about nothing is a ticket all the same", () => {
  const { arrive } = anInbox();
  const raw = ["\r\n", "Hallo", "From: \r\nTo: undisclosed-recipients:;\r\n\r\n", "Subject:\r\n\r\n\r\n"];
  expect(raw.map((one) => arrive(one).outcome)).toEqual(["filed", "filed", "filed", "filed"]);
});
