import type { Database } from "bun:sqlite";
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { hashSecret } from "../src/people/secret.ts";
import { print } from "../tools/step.ts";
import { corpusAt } from "./inbox-corpus.ts";
import { residentMegabytes, type Served, startAktion } from "./served.ts";

// The inbox over HTTP while fifty browsers listen, and the first answer after a start: `bun bench/live.ts [FILE [TICKETS MESSAGES]]`.

const browsers = 50;
const secretOf = (n: number) => `bench-live-${n}-${"x".repeat(24)}`;
const cookieOf = (n: number) => ({ cookie: `aktion=${secretOf(n)}` });

/** People who use every mailbox, each logged in. Gives tickets that are open. */
function seated(db: Database): number[] {
  const now = new Date().toISOString();
  db.transaction(() => {
    for (let n = 0; n < browsers; n += 1) {
      db.run(
        `INSERT OR IGNORE INTO people (email, name, role, language, password_hash, created_at) VALUES (?, ?, 'member', 'de', 'none', ?)`,
        [`live${n}@example.ch`, `Live ${n}`, now],
      );
      const { id } = db
        .query<{ id: number }, [string]>("SELECT id FROM people WHERE email = ?")
        .get(`live${n}@example.ch`)!;
      db.run("INSERT OR IGNORE INTO mailbox_members SELECT id, ? FROM mailboxes", [id]);
      db.run("INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?, '2099-01-01T00:00:00.000Z', 'bench')", [
        hashSecret(secretOf(n)),
        `live${n}`,
        id,
        now,
        now,
      ]);
    }
  }).immediate();
  return db
    .query<{ id: number }, []>("SELECT id FROM tickets WHERE state = 'open' AND merged_into IS NULL LIMIT 300")
    .all()
    .map(({ id }) => id);
}

async function askedFor(url: string, path: string, n: number): Promise<number> {
  const began = performance.now();
  const answer = await fetch(url + path, { headers: cookieOf(n % browsers) });
  await answer.text();
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  return performance.now() - began;
}

type Row = { name: string; list: number[]; ticket: number[] };

async function measured(name: string, { url }: Served, tickets: readonly number[]): Promise<Row> {
  const row: Row = { name, list: [], ticket: [] };
  for (const [n, id] of tickets.slice(0, 200).entries()) {
    row.list.push(await askedFor(url, "/inbox", n));
    row.ticket.push(await askedFor(url, `/inbox/${id}`, n));
  }
  return row;
}

/** Opens a stream for every browser; each change is one event. */
function listening({ url }: Served): () => void {
  const leaving = new AbortController();
  for (let n = 0; n < browsers; n += 1)
    void fetch(`${url}/inbox/events`, { headers: cookieOf(n), signal: leaving.signal })
      .then(async ({ body }) => {
        for await (const _ of body!);
      })
      .catch(() => {});
  return () => leaving.abort();
}

/** Every browser asks for its list again about once a second, as pages do after a change. */
function refreshing({ url }: Served): () => Promise<void> {
  let isOver = false;
  const all = Array.from({ length: browsers }, async (_, n) => {
    while (!isOver) {
      await Bun.sleep(500 + Math.random() * 1000);
      await askedFor(url, "/inbox", n);
    }
  });
  return async () => {
    isOver = true;
    await Promise.all(all);
  };
}

async function firstAnswers(path: string): Promise<number[]> {
  const took: number[] = [];
  for (let n = 0; n < 7; n += 1) {
    const began = performance.now();
    const served = await startAktion(path);
    await (await fetch(`${served.url}/login`)).text();
    took.push(performance.now() - began);
    await served.stop();
  }
  return took;
}

const at = (all: readonly number[], part: number) =>
  all.toSorted((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * part))]!.toFixed(1);

if (import.meta.main) {
  const [path = "/tmp/aktion-bench-inbox.db", tickets = "200000", messages = "1000000"] = process.argv.slice(2);
  const db = corpusAt(path, { tickets: Number(tickets), messages: Number(messages) });
  const open = seated(db);
  db.close();
  const first = await firstAnswers(path);
  const served = await startAktion(path);
  await measured("warm-up", served, open);
  const rows = [await measured("nobody listens", served, open)];
  const leave = listening(served);
  rows.push(await measured(`${browsers} browsers listen`, served, open));
  const settle = refreshing(served);
  rows.push(await measured(`${browsers} browsers listen and refresh their list`, served, open));
  await settle();
  const memory = await residentMegabytes(served.pid);
  const asked = performance.now();
  await served.stop();
  const stopped = performance.now() - asked;
  leave();
  const lines = rows.map(
    ({ name, list, ticket }) =>
      `| ${name} | ${[list, ticket].flatMap((all) => [at(all, 0.5), at(all, 0.95)]).join(" | ")} |`,
  );
  const report = `# The live inbox, measured

By \`bun bench/live.ts\` on ${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load ${loadavg()[0]!.toFixed(1)}: ${tickets} tickets, ${messages} messages,
over HTTP, whole pages, in milliseconds.

| | list p50 | p95 | ticket p50 | p95 |
|---|---|---|---|---|
${lines.join("\n")}

First answer after the start: ${at(first, 0)} at best, ${at(first, 0.5)} in the middle of seven. Stopped with ${browsers} open streams in ${stopped.toFixed(0)} ms. Memory
then: ${memory.toFixed(0)} MB, the executable's own pages among them.
`;
  writeFileSync(new URL("live-results.md", import.meta.url), report);
  print(report);
}
