import type { Database } from "bun:sqlite";
import { existsSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import type { BulkAct } from "../src/inbox/bulk.ts";
import { beginBulk, stepBulk, undoBulk } from "../src/inbox/bulk-actions.ts";
import { moveWords } from "../src/inbox/index-moves.ts";
import { mergeIndex } from "../src/inbox/index-store.ts";
import { moveTicket } from "../src/inbox/merge-actions.ts";
import { indexUnmerged, type Unindexed, writeMessage } from "../src/inbox/message-words.ts";
import { searchMessages } from "../src/inbox/search.ts";
import { insertTag, insertTicketTag, offeredTags, tagsOfTickets } from "../src/inbox/tag-store.ts";
import type { TicketState } from "../src/inbox/ticket.ts";
import { idsOfList, listTagged } from "../src/inbox/ticket-list-store.ts";
import { insertTicket, setLastMessage } from "../src/inbox/ticket-store.ts";
import { openDatabase } from "../src/storage/database.ts";
import { type Chance, chanceFrom } from "../tests/support/chance.ts";
import { print } from "../tools/step.ts";

// Tags, many tickets at once and moving, over 200'000 tickets, in the process that asks: `bun bench/ticket-work.ts [FILE [TICKETS]]`.

const at = new Date("2026-11-23T09:00:00Z");
const mailboxes = [1, 2, 3];
const tagCount = 300;
const states: readonly TicketState[] = ["closed", "closed", "closed", "closed", "open", "waiting-customer"];

/** Tickets with a short message each, and one or two of 300 tags on most: the first few tags on very many. */
function corpus(path: string, tickets: number): Database {
  if (existsSync(path)) return openDatabase(path);
  const db = openDatabase(path, { create: true, now: at });
  db.run("PRAGMA synchronous = OFF");
  for (let id = 1; id <= 3; id += 1) {
    db.run(
      "INSERT INTO people (email, name, role, language, password_hash, created_at) VALUES (?, ?, 'member', 'de', 'none', '2019-01-01')",
      [`p${id}@example.ch`, `Person ${id}`],
    );
    db.run(
      "INSERT INTO mailboxes (slug, name, address, from_name, created_at) VALUES (?, ?, ?, 'Beispiel', '2019-01-01')",
      [`box${id}`, `Box ${id}`, `box${id}@example.ch`],
    );
    db.run("INSERT INTO mailbox_members VALUES (?, 1)", [id]);
  }
  const chance = chanceFrom(1);
  for (let n = 1; n <= tagCount; n += 1) insertTag(db, { key: `tag ${n}`, name: `Tag ${n}`, at: at.toISOString() });
  for (let first = 0; first < tickets; first += 500)
    db.transaction(() => someTickets(db, chance, first, Math.min(first + 500, tickets))).immediate();
  db.run("PRAGMA optimize");
  db.close();
  return openDatabase(path);
}

function someTickets(db: Database, chance: Chance, first: number, end: number): void {
  const words: Unindexed = [];
  for (let n = first; n < end; n += 1) {
    const mailbox_id = chance.of(0.02) ? 3 : chance.of(0.2) ? 2 : 1;
    const moment = new Date(Date.parse("2019-01-01T08:00:00Z") + n * 1_200_000).toISOString();
    const id = ticketOf(db, { mailbox_id, state: chance.one(states), moment, n });
    setLastMessage(db, id, messageOf(db, { id, mailbox_id, moment, text: `Anfrage ${n % 997}` }, words));
    for (let tag = 0; tag < 2; tag += 1)
      if (chance.of(0.6)) insertTicketTag(db, id, 1 + Math.floor(tagCount ** (chance.count(1000) / 1001)));
  }
  indexUnmerged(db, words);
}

type NewOne = { mailbox_id: number; state: TicketState; moment: string; n: number };

function ticketOf(db: Database, { mailbox_id, state, moment, n }: NewOne): number {
  return insertTicket(db, {
    mailbox_id,
    subject: `Anfrage ${n}`,
    state,
    kind: "request",
    assignee_id: null,
    customer_id: null,
    waiting_since: state === "open" ? moment : null,
    has_trouble: 0,
    created_at: moment,
    last_at: moment,
    closed_at: state === "closed" ? moment : null,
    preview: `Anfrage ${n}`,
  });
}

type Said = { id: number; mailbox_id: number; moment: string; text: string };

function messageOf(db: Database, { id, mailbox_id, moment, text }: Said, words?: Unindexed): number {
  const message = { ticket_id: id, kind: "in" as const, at: moment, by: "outside", from_address: "a@kunde.ch" };
  return writeMessage(db, { message, text, references: [], attachments: [], mailbox_id }, words);
}

type Shape = { name: string; p50: number; p95: number; max: number; aim: string };

function shape(name: string, aim: string, took: readonly number[]): Shape {
  const sorted = took.toSorted((a, b) => a - b);
  const part = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return { name, aim, p50: part(0.5), p95: part(0.95), max: part(1) };
}

/** The processor's time, which other programs on a busy machine do not lengthen. */
function timed(act: () => unknown): number {
  const used = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(used);
  return (user + system) / 1000;
}

const repeated = (times: number, act: () => unknown) => Array.from({ length: times }, () => timed(act)).slice(5);

function lists(db: Database): Shape[] {
  const chance = chanceFrom(7);
  const any = () => 1 + chance.count(tagCount - 1);
  const looking = { mailboxes, person_id: 1, time_zone: "Europe/Zurich", from: null };
  const deep = () =>
    listTagged(db, 2, mailboxes, { sorted_by: `202${chance.count(4)}-03-01T00:00:00.000Z`, id: 1 }, 51);
  return [
    shape(
      "list of the largest tag, first page",
      "5",
      repeated(60, () => listTagged(db, 1, mailboxes, null, 51)),
    ),
    shape(
      "list of a tag, first page",
      "5",
      repeated(60, () => listTagged(db, any(), mailboxes, null, 51)),
    ),
    shape("list of a large tag, a page anywhere", "5", repeated(60, deep)),
    shape(
      "tags of a page of tickets",
      "5",
      repeated(60, () => tagsOfTickets(db, pageIds(chance.count(1000)))),
    ),
    shape(
      "tags offered while typing, with counts",
      "5",
      repeated(60, () => offeredTags(db, mailboxes)),
    ),
    shape(
      "search: tag: alone",
      "50",
      repeated(60, () => searchMessages(db, `tag:"tag ${any()}"`, looking)),
    ),
    shape(
      "search: tag: and is:open",
      "50",
      repeated(60, () => searchMessages(db, 'tag:"tag 1" is:open', looking)),
    ),
    shape(
      "search: tag: with a word",
      "50",
      repeated(60, () => searchMessages(db, 'tag:"tag 300" anfrage', looking)),
    ),
  ];
}

const pageIds = (first: number) => Array.from({ length: 50 }, (_, n) => first * 100 + n + 1);

function bulks(db: Database): Shape[] {
  const acts: [string, BulkAct][] = [
    ["state", { verb: "state", state: "waiting-third" }],
    ["tag", { verb: "tag", tags: "Sammlung" }],
    ["assign", { verb: "assign", person: 1, name: "Person 1" }],
    ["move", { verb: "move", mailbox: 2, name: "Box 2" }],
  ];
  const tickets = idsOfList(db, "closed", { mailboxes: [1], person_id: 1 }, 5000);
  return acts.flatMap(([name, act]) => {
    let id = 0;
    const begun = timed(() => (id = beginBulk(db, { person_id: 1, act, list: "/inbox", tickets }, at)));
    const done = steps(db, id);
    undoBulk(db, id, 1);
    const undone = steps(db, id);
    return [
      shape(`5'000 at once, ${name}: fixing them, in five parts`, "50", [begun]),
      shape(`5'000 at once, ${name}: each step (${done.length}, ${total(done)} s in all)`, "20", done),
      shape(`5'000 at once, ${name}: each step of the undo (${undone.length}, ${total(undone)} s)`, "20", undone),
    ];
  });
}

const total = (took: readonly number[]) => (took.reduce((sum, one) => sum + one, 0) / 1000).toFixed(1);

function steps(db: Database, id: number): number[] {
  const took: number[] = [];
  for (let more = true; more; ) took.push(timed(() => (more = stepBulk(db, id, at))));
  return took;
}

function moves(db: Database): Shape[] {
  const long: number[] = [];
  const each: number[] = [];
  while (moveWords(db)) mergeIndex(db, 64);
  while (mergeIndex(db, 2000));
  for (let round = 0; round < 10; round += 1) {
    const moment = at.toISOString();
    const id = ticketOf(db, { mailbox_id: 1, state: "open", moment, n: round });
    const text = Array.from({ length: 200 }, (_, n) => `wort${(n * 31 + round) % 500}`).join(" ");
    db.transaction(() => {
      for (let n = 0; n < 100; n += 1) messageOf(db, { id, mailbox_id: 1, moment, text });
    }).immediate();
    long.push(timed(() => moveTicket(db, id, 2, { by: "person:1", at })));
    for (let more = true; more; ) {
      each.push(timed(() => (more = moveWords(db))));
      db.transaction(() => mergeIndex(db, 64)).immediate();
    }
  }
  return [shape("moving a ticket of 100 messages", "20", long), shape("the words of one message follow", "20", each)];
}

if (import.meta.main) {
  const [path = "/tmp/aktion-bench-work.db", tickets = "200000"] = process.argv.slice(2);
  const db = corpus(path, Number(tickets));
  const rows = [...lists(db), ...bulks(db), ...moves(db)].map(({ name, p50, p95, max, aim }) => {
    const cells = [p50, p95, max].map((ms) => ms.toFixed(2));
    return `| ${name} | ${cells.join(" | ")} | ${aim} |`;
  });
  const report = `# Tags, many at once, and moving, measured

By \`bun bench/ticket-work.ts\` on ${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model.trim()}, Bun ${Bun.version}, load ${loadavg()[0]!.toFixed(1)}: ${tickets} tickets, ${tagCount} tags, three
mailboxes, in milliseconds of computing, durable.

| shape | p50 | p95 | max | aim |
|---|---|---|---|---|
${rows.join("\n")}
`;
  writeFileSync(new URL("ticket-work-results.md", import.meta.url), report);
  print(report);
}
