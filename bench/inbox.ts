import type { Database } from "bun:sqlite";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { findCustomers, listCustomers, ticketsOfCustomer, totalsOf } from "../src/inbox/customer-list-store.ts";
import { addressesOf, findCustomer } from "../src/inbox/customer-store.ts";
import { fileMail } from "../src/inbox/filing.ts";
import { mergeIndex } from "../src/inbox/index-store.ts";
import { findMailbox } from "../src/inbox/mailbox-store.ts";
import { attachmentsOf, messagesOf } from "../src/inbox/message-store.ts";
import { textOf } from "../src/inbox/message-text-store.ts";
import { indexUnmerged, type Unindexed } from "../src/inbox/message-words.ts";
import { searchMessages } from "../src/inbox/search.ts";
import { countTickets, listTickets, listTicketsById, longestWait } from "../src/inbox/ticket-list-store.ts";
import { linksOf, participantsOf } from "../src/inbox/ticket-store.ts";
import { ticketViews } from "../src/inbox/ticket-view.ts";
import { parseMail } from "../src/mail/message.ts";
import { openDatabase } from "../src/storage/database.ts";
import { chanceFrom } from "../tests/support/chance.ts";
import { print } from "../tools/step.ts";
import { corpusAt, vocabularyOf } from "./inbox-corpus.ts";
import { mailNumber } from "./mails.ts";

// Lists, tickets and searches over many years of mail, in the process that asks: `bun bench/inbox.ts [FILE [TICKETS MESSAGES]]`.

type Shape = { name: string; p50_ms: number; p95_ms: number; max_ms: number; computing_ms: number };

const looking = { mailboxes: [1, 2, 3], person_id: 1 };

function measureInbox(db: Database, tickets: number): Shape[] {
  const chance = chanceFrom(5);
  const words = vocabularyOf(chanceFrom(2));
  const common = () => words[5 + chance.count(40)]!;
  const usual = () => words[200 + chance.count(2000)]!;
  const rare = () => words[20_000 + chance.count(29_000)]!;
  const searching = { ...looking, time_zone: "Europe/Zurich", from: null };
  const find = (typed: string, mailboxes = looking.mailboxes) => searchMessages(db, typed, { ...searching, mailboxes });
  const deep = (view: (typeof ticketViews)[number]) => () => {
    const any = 1 + chance.count(tickets - 1);
    const at = db.query<{ last_at: string }, [number]>("SELECT last_at FROM tickets WHERE id = ?").get(any)!.last_at;
    return listTickets(db, view, looking, { sorted_by: view === "closed" ? at : `9${at}`, id: any }, 51);
  };
  return [
    ...ticketViews.map((view) => shape(`list ${view}, first page`, () => listTickets(db, view, looking, null, 51))),
    shape("list closed, a page anywhere", deep("closed")),
    shape("list open, a page anywhere", deep("open")),
    shape("all counts, and who waits longest", () => [countTickets(db, looking), longestWait(db, looking.mailboxes)]),
    shape("a ticket with its messages, texts, files, people", () => ticketAt(db, 1 + chance.count(tickets - 1))),
    ...customerShapes(db, chance),
    shape("search: a rare word", () => find(rare())),
    shape("search: a usual word", () => find(usual())),
    shape("search: a common word", () => find(common())),
    shape("search: a common word in the small mailbox alone", () => find(common(), [3])),
    shape("search: two usual words", () => find(`${usual()} ${usual()}`)),
    shape("search: common and rare", () => find(`${common()} ${rare()}`)),
    shape("search: five common words", () => find(Array.from({ length: 5 }, common).join(" "))),
    shape("search: a phrase", () => find(`"${common()} ${common()}"`)),
    shape("search: the first two letters", () => find(usual().slice(0, 2))),
    shape("search: the first three letters", () => find(usual().slice(0, 3))),
    shape("search: the first four letters", () => find(usual().slice(0, 4))),
    shape("search: the first five letters", () => find(usual().slice(0, 5))),
    shape("search: three words begun", () =>
      find(`${usual().slice(0, 4)} ${usual().slice(0, 5)} ${common().slice(0, 3)}`),
    ),
    shape("search: an order number", () => find(`A${chance.count(9_999_999)}`)),
    shape("search: from: somebody", () => find(`from:kundin${1 + chance.count(19_000)}@`)),
    shape("search: from: a firm, with a word", () => find(`from:firma${chance.count(996)}.ch ${common()}`)),
    shape("search: a common word, is:spam", () => find(`${common()} is:spam`)),
    shape("search: a common word, has:attachment", () => find(`${common()} has:attachment`)),
    shape("search: a common word, before: long ago", () => find(`${common()} before:2020-06-01`)),
    shape("search: is:open alone", () => find("is:open")),
    shape("search: is:spam alone", () => find("is:spam")),
    shape("search: has:attachment before: a day", () => find(`has:attachment before:202${chance.count(5)}-03-01`)),
    shape("search: nothing at all matches", () => find(`zzqx${chance.count(99)}`)),
    shape("search: page two of a common word", () => {
      const typed = common();
      return searchMessages(db, typed, { ...searching, from: find(typed).more });
    }),
  ];
}

/** People who write in: the list, one of them with their tickets, and looked for by a part of an address. */
function customerShapes(db: Database, chance: ReturnType<typeof chanceFrom>): Shape[] {
  const { mailboxes } = looking;
  const person = () => 1 + chance.count(19_999);
  const deep = () => ({ last_at: `20${19 + chance.count(7)}-0${1 + chance.count(9)}-01T00:00:00.000Z`, id: person() });
  const page = (id: number) => {
    const tickets = ticketsOfCustomer(db, id, mailboxes, null, 51).map((one) => one.id);
    return [
      findCustomer(db, id),
      addressesOf(db, id),
      totalsOf(db, id, mailboxes),
      listTicketsById(db, tickets, mailboxes),
    ];
  };
  return [
    shape("people who write in, first page", () => listCustomers(db, mailboxes, null, 51)),
    shape("people who write in, a page anywhere", () => listCustomers(db, mailboxes, deep(), 51)),
    shape("people who write in, of the small mailbox alone", () => listCustomers(db, [3], null, 51)),
    shape("somebody who writes in, with their tickets", () => page(person())),
    shape("search people: a part of an address", () =>
      findCustomers(db, [`firma${chance.count(996)}.ch`], mailboxes, 50),
    ),
    shape("search people: a name", () => findCustomers(db, ["kundin", String(person())], mailboxes, 50)),
  ];
}

function ticketAt(db: Database, id: number) {
  const messages = messagesOf(db, id).map((one) => [textOf(db, one.id), attachmentsOf(db, one.id)]);
  return [messages, participantsOf(db, id), linksOf(db, id)];
}

/** `computing_ms` is the processor's time, which other programs on a busy machine do not lengthen. */
function shape(name: string, ask: () => unknown): Shape {
  const [took, computed]: [number[], number[]] = [[], []];
  for (let round = 0; round < 60; round += 1) {
    const [began, used] = [performance.now(), process.cpuUsage()];
    ask();
    const { user, system } = process.cpuUsage(used);
    if (round < 5) continue;
    took.push(performance.now() - began);
    computed.push((user + system) / 1000);
  }
  const [p50_ms, p95_ms, max_ms] = [at(took, 0.5), at(took, 0.95), at(took, 1)];
  if (process.env["BENCH_PROGRESS"])
    console.error(
      name,
      p50_ms.toFixed(2),
      p95_ms.toFixed(2),
      max_ms.toFixed(2),
      at(computed, 0.5).toFixed(2),
      at(computed, 0.95).toFixed(2),
    );
  return { name, p50_ms, p95_ms, max_ms, computing_ms: at(computed, 0.95) };
}

function at(measured: readonly number[], part: number): number {
  return measured.toSorted((a, b) => a - b)[Math.min(measured.length - 1, Math.floor(measured.length * part))]!;
}

/** What filing costs for each of so many different mails, in groups of 25, durable, with index and merging; parsing and raw bytes not counted. */
function measureFiling(path: string, count: number): { wall_ms: number; cpu_ms: number } {
  const db = openDatabase(path, { create: true });
  db.run(
    "INSERT INTO mailboxes (slug, name, address, from_name, created_at) VALUES ('support', 'Support', 'support@example.test', 'Support', '2026-01-01')",
  );
  const mailbox = findMailbox(db, 1)!;
  const at = new Date("2026-11-23T09:00:00Z");
  const arrive = db.query<Parameters<typeof fileMail>[1]["arrival"], (string | number)[]>(
    `INSERT INTO arrivals (mailbox_id, folder, uidvalidity, uid, source, state, raw_sha256, size, received_at, stored_at)
     VALUES (1, 'INBOX', 1, ?, 'imap', 'stored', ?, ?, ?, ?)
     RETURNING id, mailbox_id, source, raw_sha256, blob_id, size, received_at, was_read, message_id`,
  );
  let [wall_ms, cpu_us] = [0, 0];
  for (let first = 0; first < count; first += 25) {
    const mails = Array.from({ length: 25 }, (_, n) => Buffer.from(mailNumber(first + n)));
    const parsed = mails.map((raw) => parseMail(raw));
    for (const { attachments } of parsed) for (const one of attachments) void one.sha256;
    const shas = mails.map((raw) => new Bun.CryptoHasher("sha256").update(raw).digest("hex"));
    const [began, used] = [performance.now(), process.cpuUsage()];
    db.transaction(() => {
      const unindexed: Unindexed = [];
      for (const [n, mail] of parsed.entries()) {
        const arrival = arrive.get(first + n + 1, shas[n]!, mails[n]!.length, at.toISOString(), at.toISOString())!;
        fileMail(db, { arrival, mailbox, parsed: mail, at, quiet: false, unindexed });
      }
      indexUnmerged(db, unindexed);
      if (first % 125 === 0) mergeIndex(db, 64);
    }).immediate();
    wall_ms += performance.now() - began;
    const { user, system } = process.cpuUsage(used);
    cpu_us += user + system;
  }
  db.close();
  return { wall_ms: wall_ms / count, cpu_ms: cpu_us / 1000 / count };
}

if (import.meta.main) {
  const [path = "/tmp/aktion-bench-inbox.db", tickets = "200000", messages = "1000000"] = process.argv.slice(2);
  const db = corpusAt(path, { tickets: Number(tickets), messages: Number(messages) });
  const shapes = measureInbox(db, Number(tickets));
  const memory_mb = process.memoryUsage.rss() / 1e6;
  const filing = inFolder((folder) => measureFiling(`${folder}/filing.db`, 10_000));
  const report = written({ tickets, messages, shapes, memory_mb, filing });
  writeFileSync(new URL("inbox-results.md", import.meta.url), report);
  print(report);
}

function inFolder<T>(measure: (folder: string) => T): T {
  const folder = mkdtempSync(`${tmpdir()}/aktion-bench-`);
  try {
    return measure(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Measured = {
  tickets: string;
  messages: string;
  shapes: readonly Shape[];
  memory_mb: number;
  filing: { wall_ms: number; cpu_ms: number };
};

function written({ tickets, messages, shapes, memory_mb, filing }: Measured): string {
  const load = loadavg()[0]!.toFixed(1);
  const rows = shapes.map(({ name, ...took }) => {
    const cells = [took.p50_ms, took.p95_ms, took.max_ms, took.computing_ms].map((ms) => ms.toFixed(2));
    return `| ${name} | ${cells.join(" | ")} | ${name.startsWith("search") ? 50 : 5} |`;
  });
  return `# The inbox, measured

By \`bun bench/inbox.ts\` on ${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model.trim()}, Bun ${Bun.version}, load ${load}: ${tickets} tickets, ${messages}
messages, three mailboxes, in milliseconds, warm, 55 different questions each.

| shape | p50 | p95 | max | p95 of computing | aim (p95) |
|---|---|---|---|---|---|
${rows.join("\n")}

Memory of the process that asked, after all of it: ${memory_mb.toFixed(0)} MB. Filing alone, 10'000 different mails in groups of 25, durable: ${filing.wall_ms.toFixed(2)} ms a
mail, ${filing.cpu_ms.toFixed(2)} ms of them computing.
`;
}
