import type { Database } from "bun:sqlite";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import "#src/areas.ts";
import { insertSend } from "#src/inbox/automatic-store.ts";
import { insertDraftFile, saveDraft } from "#src/inbox/draft-store.ts";
import { mergeIndex } from "#src/inbox/index-store.ts";
import { addressDigest } from "#src/inbox/mail-ids.ts";
import { mergeTickets } from "#src/inbox/merge-actions.ts";
import { mimeOf } from "#src/inbox/outgoing-mime.ts";
import { findOutgoing } from "#src/inbox/outgoing-store.ts";
import { replyToTicket } from "#src/inbox/reply-actions.ts";
import { addNote, setSubject } from "#src/inbox/ticket-actions.ts";
import { queueNotice } from "#src/outbox/notice.ts";
import { packed, putBlob } from "#src/storage/blobs.ts";
import { openDatabase } from "#src/storage/database.ts";
import { now, visit } from "./browser.ts";
import { minutes } from "./inbox.ts";
import { aSubscriber } from "./status.ts";
import { aMailbox, arrives, arrivesUnreadable } from "./thread.ts";

export const zora = "zora.quendel@kundin-xyz.example";
const other = "zq@privat-xyz.example";
/** What no other text of the case holds: addresses, parts of the name, words of theirs. */
export const needles = [zora, other, "quendel", "flusspferdkuchen", "zitronenlampe", "nordlichtkorb"];

const file = (text: string) => Buffer.from(text).toString("base64");

const mixed = (text: string, name: string, content: string) => ({
  headers: ['Content-Type: multipart/mixed; boundary="xx"'],
  text: [
    "--xx",
    "Content-Type: text/plain; charset=utf-8",
    "",
    text,
    "--xx",
    `Content-Type: text/plain; name="${name}"`,
    `Content-Disposition: attachment; filename="${name}"`,
    "Content-Transfer-Encoding: base64",
    "",
    file(content),
    "--xx--",
  ].join("\n"),
});

let built: Promise<{ path: string; house: Awaited<ReturnType<typeof build>> }> | null = null;

/** The house with Zora in every corner of it, built once and copied; gives what the tests ask for. */
export async function zorasHouse(path: string) {
  built ??= (async () => {
    const template = join(mkdtempSync(join(tmpdir(), "aktion-test-zora-")), "aktion.db");
    process.on("exit", () => rmSync(dirname(template), { recursive: true, force: true }));
    return { path: template, house: await build(template) };
  })();
  const { path: template, house } = await built;
  copyFileSync(template, path);
  const db = quickly(path);
  const { app } = visit({ db, as: "nobody" });
  const page = async (address: string) => {
    const answer = await app.handle(new Request(`http://localhost${address}`, { headers: { cookie: house.cookie } }));
    return await answer.text();
  };
  return { ...house, db, page };
}

/** Nothing waits for the disk in a test. */
export function quickly(path: string): Database {
  const db = openDatabase(path);
  db.run("PRAGMA synchronous = OFF");
  return db;
}

async function build(path: string) {
  const db = openDatabase(path, { create: true });
  db.run("PRAGMA synchronous = OFF");
  const site = visit({ db });
  aMailbox(db, { members: [1] });
  aMailbox(db, { slug: "privacy", name: "Datenschutz", members: [1] });
  const by = { by: "person:1", at: now };
  for (let n = 0; n < 30; n += 1)
    arrives(db, { from: `Wer ${n} <wer${n}@sonst.ch>`, subject: `Fall ${n}`, text: `Allerlei ${n}` });
  const from = `Zora Quendel <${zora}>`;
  const first = arrives(db, {
    from,
    id: "quendel1@kundin-xyz.example",
    subject: "Mein Flusspferdkuchen",
    ...mixed(
      "Guten Tag, die Zitronenlampe brennt nicht mehr und das Nordlichtkorb auch nicht.",
      "quendel.txt",
      "Flusspferdkuchen im Anhang",
    ),
  });
  await sent(db, first.ticket_id, [zora], "Guten Tag Frau Quendel, die Zitronenlampe kommt morgen.");
  addNote(db, first.ticket_id, "Frau Quendel rief wegen der Zitronenlampe an.", by);
  setSubject(db, first.ticket_id, "Flusspferdkuchen, dringend", by);
  const draft = saveDraft(
    db,
    { person_id: 1, ticket_id: first.ticket_id },
    { text: "Liebe Frau Quendel", to: zora },
    now.toISOString(),
  );
  const bytes = Buffer.from(`Entwurf für ${zora}`);
  insertDraftFile(db, draft, {
    name: "e.txt",
    type: "text/plain",
    size: bytes.length,
    sha256: "x",
    blob_id: putBlob(db, packed(bytes), now),
  });
  saveDraft(db, { person_id: 1, ticket_id: 0 }, { text: "x", to: zora }, now.toISOString());
  const merged = arrives(db, {
    from: `Z. <${other}>`,
    subject: "Nordlichtkorb",
    id: "zwei@privat-xyz.example",
    text: "Noch etwas zum Nordlichtkorb",
  });
  // Both addresses are one person.
  const [one, two] = [zora, other].map((address) => customerOf(db, address)!);
  await site.post(`/inbox/customers/${one}/merge`, { with: String(two) });
  await site.post(`/inbox/customers/${one}`, { name: "Zora Quendel", note: "Mag Flusspferdkuchen" });
  mergeTickets(db, merged.ticket_id, first.ticket_id, by);
  // Somebody else answers in her ticket, with her words quoted and a file of his own.
  const quoting = arrives(db, {
    from: "Beat <beat@firma.ch>",
    id: "beat1@firma.ch",
    inReplyTo: "quendel1@kundin-xyz.example",
    subject: "Re: Mein Flusspferdkuchen",
    ...mixed(
      `Das stimmt.\nAm 23.11.2026 schrieb Zora Quendel <${zora}>:\n> Guten Tag, die Zitronenlampe brennt nicht\n> mehr\n> Flusspferdkuchen\n\nGruss Beat`,
      "plan.txt",
      "Der Plan von Beat",
    ),
  });
  // A ticket of somebody else's, in which she is copied, answers, and is quoted.
  const beats = arrives(db, {
    from: "Beat <beat@firma.ch>",
    cc: from,
    id: "beat2@firma.ch",
    subject: "Sitzung mit Zora Quendel",
    text: "Wer kommt?",
  });
  const hers = arrives(db, {
    from,
    inReplyTo: "beat2@firma.ch",
    id: "drei@kundin-xyz.example",
    subject: "Re: Sitzung",
    text: "Ich bringe Flusspferdkuchen und die Zitronenlampe mit.",
  });
  await sent(
    db,
    beats.ticket_id,
    ["beat@firma.ch"],
    "Ich bringe Flusspferdkuchen und die Zitronenlampe mit, schreibt sie.",
    [zora],
  );
  // Mentioned by somebody who has nothing to do with her.
  const mention = arrives(db, {
    from: "Carla <carla@drittes.ch>",
    subject: "Frage",
    text: `Bitte fragen Sie ${zora} danach, danke.`,
  });
  arrives(
    db,
    {
      from,
      id: "quendel1@kundin-xyz.example",
      subject: "Mein Flusspferdkuchen",
      text: "anders als zuvor, mit Nordlichtkorb",
    },
    { mailbox: 2 },
  );
  arrivesUnreadable(db, { from, subject: "Unlesbar Flusspferdkuchen" }, `bad header of ${zora}`);
  aSubscriber(db, zora);
  queueNotice(db, { key: "status 1 -> subscriber", to: zora, subject: "Störung", text: "x", at: now });
  db.run(
    `INSERT INTO outgoing_mails (mailbox_id, mail_id, envelope_from, content, state, not_before, created_at)
     VALUES (1, 'notice-1@example.ch', '', ?, 'accepted', '2026-11-23', '2026-11-23')`,
    [JSON.stringify({ to: [{ name: "", address: zora }], text: "Störung" })],
  );
  insertSend(db, {
    mailbox_id: 1,
    address: addressDigest(db, zora),
    ticket_id: first.ticket_id,
    kind: "auto-reply",
    at: now.toISOString(),
  });
  db.run("INSERT INTO activity (what, about, by, at, detail) VALUES ('x', 'mailbox:1', 'aktion', '2026', ?)", [
    `{"to":"${zora}"}`,
  ]);
  db.run(
    `INSERT INTO bulk_actions (person_id, act, state, list, created_at) VALUES (1, '{"verb":"state","state":"closed"}', 'done', ?, '2026-11-23')`,
    [`/inbox?q=${encodeURIComponent(zora)}`],
  );
  db.run("INSERT INTO ticket_outside_numbers VALUES (1, 'kundin-xyz.example', 'INC0012345', ?)", [first.ticket_id]);
  while (mergeIndex(db, 8));
  db.run("PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
  return { by, cookie: site.cookie, one: one!, first, quoting, beats, hers, mention };
}

function customerOf(db: Database, address: string): number | undefined {
  return db
    .query<{ id: number }, [string]>("SELECT customer_id AS id FROM customer_addresses WHERE address = ?")
    .get(address)?.id;
}

/** A reply that has left. */
async function sent(
  db: Database,
  ticket: number,
  to: readonly string[],
  text: string,
  cc: readonly string[] = [],
): Promise<void> {
  const people = (all: readonly string[]) =>
    all.map((address) => ({ name: address === zora ? "Zora Quendel" : "", address }));
  const { outgoing_id } = replyToTicket(
    db,
    ticket,
    { answering: null, to: people(to), cc: people(cc), bcc: [], text, seen: null },
    { by: "person:1", at: minutes(1) },
  );
  await mimeOf(db, findOutgoing(db, outgoing_id)!, now);
  db.run("UPDATE outgoing_mails SET state = 'accepted', answer = ? WHERE id = ?", [`250 ok ${to[0]}`, outgoing_id]);
  db.run(
    "UPDATE outbox_deliveries SET state = 'delivered', finished_at = '2026-11-23', answer = ? WHERE subject_key = ?",
    [`250 ok ${to[0]}`, `mail:${outgoing_id}`],
  );
}
