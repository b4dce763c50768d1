import type { Database } from "bun:sqlite";
import { existsSync } from "node:fs";
import { insertAddress, insertCustomer } from "../src/inbox/customer-store.ts";
import { mergeIndex } from "../src/inbox/index-store.ts";
import { indexUnmerged, type Unindexed, writeMessage } from "../src/inbox/message-words.ts";
import type { TicketState } from "../src/inbox/ticket.ts";
import { insertParticipant, insertTicket, setAssignee, setLastMessage } from "../src/inbox/ticket-store.ts";
import { openDatabase } from "../src/storage/database.ts";
import { type Chance, chanceFrom } from "../tests/support/chance.ts";

export type Corpus = { tickets: number; messages: number };

const people = 6;
const customers = 20_000;
const began = Date.parse("2019-01-01T08:00:00Z");
const over_ms = 7.9 * 365 * 86_400_000;

/**
 * An inbox of many years in a file: three mailboxes (one small), six people, a vocabulary of 50'000 words as often as in real language, one
 * number in ten words. The same every time. Gives what was there already where the file exists.
 */
export function corpusAt(path: string, { tickets, messages }: Corpus): Database {
  if (existsSync(path)) return openDatabase(path);
  const db = openDatabase(path, { create: true, now: new Date("2026-11-23T09:00:00Z") });
  db.run("PRAGMA synchronous = OFF");
  db.run("PRAGMA cache_size = -262144");
  db.run("PRAGMA foreign_keys = OFF");
  peopleAndMailboxes(db);
  const writing: Writing = {
    db,
    chance: chanceFrom(1),
    vocabulary: vocabularyOf(chanceFrom(2)),
    words: [],
    left: messages,
  };
  for (let first = 0; first < tickets; first += 200) {
    db.transaction(() => {
      for (let n = first; n < Math.min(first + 200, tickets); n += 1) ticketNumber(writing, n, tickets);
      indexUnmerged(db, writing.words);
    }).immediate();
    if (first % 2000 === 0) mergeIndex(db, 2000);
    if (first % 20_000 === 0) console.error(`${first} of ${tickets} tickets`);
  }
  while (mergeIndex(db, 2000));
  db.run("PRAGMA optimize");
  db.run("PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
  return openDatabase(path);
}

function peopleAndMailboxes(db: Database): void {
  for (let id = 1; id <= people; id += 1)
    db.run(
      "INSERT INTO people (email, name, role, language, password_hash, created_at) VALUES (?, ?, 'member', 'de', 'none', '2019-01-01T00:00:00.000Z')",
      [`p${id}@example.ch`, `Person ${id}`],
    );
  for (const [id, name] of ["support", "buchhaltung", "datenschutz"].entries()) {
    db.run(
      "INSERT INTO mailboxes (slug, name, address, from_name, smtp_host, created_at) VALUES (?, ?, ?, ?, 'mail.example.ch', '2019-01-01T00:00:00.000Z')",
      [name, name, `${name}@example.ch`, "Beispiel Hosting"],
    );
    for (let person = 1; person <= people; person += 1)
      db.run("INSERT INTO mailbox_members VALUES (?, ?)", [id + 1, person]);
  }
  db.transaction(() => {
    for (let n = 1; n <= customers; n += 1)
      insertAddress(
        db,
        insertCustomer(db, `Kundin ${n}`, "2019-01-01T00:00:00.000Z"),
        `kundin${n}@firma${n % 997}.ch`,
        `Kundin ${n}`,
      );
  })();
}

type Writing = { db: Database; chance: Chance; vocabulary: readonly string[]; words: Unindexed; left: number };

function ticketNumber(writing: Writing, n: number, tickets: number): void {
  const { db, chance, left } = writing;
  const mailbox_id = chance.of(0.02) ? 3 : chance.of(0.15) ? 2 : 1;
  const customer = 1 + chance.count(customers - 1);
  const state = stateFor(chance, n / tickets);
  const created = began + (n / tickets) * over_ms;
  const subject = said(writing, 3 + chance.count(4));
  const at = (step: number) => new Date(created + step * 3_600_000 * 5).toISOString();
  const count = Math.max(
    1,
    Math.min(Math.round((left / (tickets - n)) * (0.4 + 1.2 * (chance.count(1000) / 1000))), left),
  );
  const last = at(count - 1);
  const id = insertTicket(db, {
    mailbox_id,
    subject,
    state,
    kind: "request",
    assignee_id: null,
    customer_id: customer,
    waiting_since: state === "open" ? at(0) : null,
    has_trouble: chance.of(0.001) ? 1 : 0,
    created_at: at(0),
    last_at: last,
    closed_at: state === "closed" ? last : null,
    preview: subject,
  });
  if (chance.of(0.7)) setAssignee(db, id, 1 + chance.count(people - 1));
  insertParticipant(db, id, `kundin${customer}@firma${customer % 997}.ch`, at(0));
  let newest = 0;
  for (let step = 0; step < count; step += 1)
    newest = messageOf(writing, { id, step, customer, subject, mailbox_id, at: at(step) });
  writing.left -= count;
  setLastMessage(db, id, newest);
}

function stateFor(chance: Chance, age: number): TicketState {
  if (chance.of(0.01)) return "spam";
  if (age > 0.9 && chance.of(0.5)) return chance.one(["open", "open", "waiting-customer", "waiting-third"]);
  return chance.of(0.1) ? chance.one(["open", "waiting-customer"]) : "closed";
}

type Step = { id: number; step: number; customer: number; subject: string; mailbox_id: number; at: string };

function messageOf(writing: Writing, { id, step, customer, subject, mailbox_id, at }: Step): number {
  const { chance } = writing;
  const ours = step % 2 === 1;
  const them = { name: `Kundin ${customer}`, address: `kundin${customer}@firma${customer % 997}.ch` };
  const us = { name: "Beispiel Hosting", address: "support@example.ch" };
  const [from, to] = ours ? [us, them] : [them, us];
  return writeMessage(
    writing.db,
    {
      message: {
        ticket_id: id,
        kind: ours ? "out" : "in",
        at,
        by: ours ? "person:1" : "outside",
        from_address: from.address,
        from_name: from.name,
        to_addresses: JSON.stringify([to]),
        subject: step === 0 ? subject : `Re: ${subject}`,
        mail_id: `m${id}.${step}@example.ch`,
        in_reply_to: step === 0 ? null : `m${id}.${step - 1}@example.ch`,
        canonical_hash: String(id * 100 + step),
        size: 9000,
        matched_by: step === 0 ? "new" : "M3",
        matched_how: "{}",
      },
      text: said(writing, 60 + chance.count(200)),
      references: step === 0 ? [] : [`m${id}.${step - 1}@example.ch`],
      attachments: chance.of(0.1)
        ? [
            {
              part: 0,
              filename: `beleg-${id}.pdf`,
              content_type: "application/pdf",
              content_id: null,
              disposition: "attachment",
              size: 9000,
              sha256: "0".repeat(64),
              blob_id: null,
            },
          ]
        : [],
      mailbox_id,
    },
    writing.words,
  );
}

/** Words by Zipf's law, one in ten an order number. */
function said({ chance, vocabulary }: Writing, count: number): string {
  const words: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const rank = Math.floor(vocabulary.length ** (chance.count(1_000_000) / 1_000_001));
    words.push(chance.of(0.1) ? `A${chance.count(9_999_999)}` : vocabulary[rank]!);
    if (n % 11 === 10) words.push("\n");
  }
  return words.join(" ");
}

const syllables =
  "der die ver ge be rech nung ser ver kon to pass wort mail do main hos ting fra ge pro blem dan ke grü sse feh ler zah lung ver trag zer ti fi kat spei cher da ten bank um zug schutz".split(
    " ",
  );

export function vocabularyOf(chance: Chance): string[] {
  const words = new Set<string>(["der", "die", "und", "ein", "wir"]);
  while (words.size < 50_000)
    words.add(
      Array.from({ length: 1 + chance.count(3) }, () => chance.one(syllables)).join("") +
        (chance.of(0.3) ? chance.one(["en", "s", "er"]) : ""),
    );
  return [...words];
}
