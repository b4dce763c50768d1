import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messageIdFor } from "#src/inbox/mail-ids.ts";
import { queueMail } from "#src/inbox/outgoing.ts";
import { queueNotice } from "#src/outbox/notice.ts";
import { openDatabase } from "#src/storage/database.ts";
import { project } from "../tools/step.ts";
import { seed } from "./seed.ts";
import { startAktion } from "./served.ts";

/** `late_ms`: from the end of a reply's undo window until the server has the whole mail. */
export type Sending = {
  mails: number;
  perSecond: number;
  page_p99_ms: number;
  page_most_ms: number;
  late_ms: number;
  late_most_ms: number;
};

/** So many notices leave through loopback while somebody opens pages; then replies, one by one, each at its moment. */
export async function measureSending(mails: number): Promise<Sending> {
  const folder = mkdtempSync(join(tmpdir(), "aktion-bench-"));
  const path = join(folder, "aktion.db");
  const cookie = seed(path, 10);
  const sink = await startSink();
  const box = mailboxIn(path, sink.port);
  queueNotices(path, mails);
  const aktion = await startAktion(path);
  const began = performance.now();
  const took: number[] = [];
  while (sink.mails() < mails) {
    const asked = performance.now();
    await (await fetch(`${aktion.url}/services`, { headers: { cookie } })).text();
    took.push(performance.now() - asked);
    await Bun.sleep(5);
  }
  const seconds = (performance.now() - began) / 1000;
  const late = await replies(path, box, sink);
  await aktion.stop();
  sink.stop();
  rmSync(folder, { recursive: true });
  took.sort((a, b) => a - b);
  return {
    mails,
    perSecond: mails / seconds,
    page_p99_ms: took[Math.floor(took.length * 0.99)]!,
    page_most_ms: took.at(-1)!,
    late_ms: late[Math.floor(late.length / 2)]!,
    late_most_ms: late.at(-1)!,
  };
}

async function replies(path: string, box: number, sink: Sink): Promise<number[]> {
  const db = openDatabase(path);
  const count = 20;
  for (let n = 0; n < count; n += 1) {
    const due = new Date(Date.now() + 1500 + n * 137);
    queueMail(db, {
      mailbox_id: box,
      message_id: null,
      mail_id: messageIdFor(db, { ticket_id: n + 1, domain: "beispiel.ch" }),
      content: {
        from: { name: "Support", address: "support@beispiel.ch" },
        to: [{ name: "", address: `k${n}@kunde.test` }],
        ...{
          cc: [],
          bcc: [],
          replyTo: [],
          html: null,
          inReplyTo: null,
          references: [],
          threadIndex: null,
          attachments: [],
        },
        subject: "Re: Frage",
        text: "Guten Tag\n",
        date: new Date().toISOString(),
        headers: { "X-Due": String(due.getTime()) },
      },
      automatic: null,
      not_before: due,
      keepsSent: false,
      at: new Date(),
    });
  }
  db.close();
  while (sink.late.length < count) await Bun.sleep(20);
  return sink.late.sort((a, b) => a - b);
}

function mailboxIn(path: string, port: number): number {
  const db = openDatabase(path);
  const { id } = db
    .query<{ id: number }, [number, string]>(
      `INSERT INTO mailboxes (slug, name, address, from_name, smtp_host, smtp_port, smtp_security, sends_notices, created_at)
       VALUES ('support', 'Support', 'support@beispiel.ch', 'Support', '127.0.0.1', ?, 'none', 1, ?) RETURNING id`,
    )
    .get(port, new Date().toISOString())!;
  db.close();
  return id;
}

function queueNotices(path: string, mails: number): void {
  const db = openDatabase(path);
  const at = new Date();
  const text =
    "Die Störung ist behoben. Alle Dienste laufen wieder.\n\nMehr steht auf https://status.beispiel.ch.\n".repeat(4);
  db.transaction(() => {
    for (let n = 0; n < mails; n += 1)
      queueNotice(db, { to: `abo${n}@kunde.test`, subject: "Störung behoben", text, key: `notice ${n}`, at });
  })();
  db.close();
}

type Sink = { port: number; mails: () => number; late: number[]; stop: () => void };

async function startSink(): Promise<Sink> {
  const child = Bun.spawn([process.execPath, `${project}bench/smtp-sink.ts`], {
    stdin: "ignore",
    stdout: "ignore",
    stderr: "pipe",
  });
  const told = { sink: [] as number[], mails: [0], late: [] as number[] };
  const listening = Promise.withResolvers<number>();
  const listen = async () => {
    for await (const part of child.stderr.pipeThrough(new TextDecoderStream()))
      for (const [, what, value] of part.matchAll(/^(sink|mails|late)\D+(\d+)$/gm)) {
        told[what as keyof typeof told].push(Number(value));
        if (what === "sink") listening.resolve(Number(value));
      }
  };
  void listen();
  return { port: await listening.promise, mails: () => told.mails.at(-1)!, late: told.late, stop: () => child.kill() };
}

if (import.meta.main) console.error(await measureSending(Number(process.argv[2] ?? 2000)));
