import { Database } from "bun:sqlite";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keptSecretsKey, keyFileBeside } from "#src/history/key-file.ts";
import { openDatabase } from "#src/storage/database.ts";
import { sealSecret } from "#src/storage/sealed.ts";
import { outcomeOf, project } from "../tools/step.ts";
import { fillMaildir, putHugeMails } from "./mails.ts";
import { seed } from "./seed.ts";
import { processorMs, residentMegabytes, type Served, startAktion } from "./served.ts";

export type Taking = {
  mails: number;
  megabytes: number;
  perSecond: number;
  /** Processor time of the program for each mail, with what people did meanwhile. */
  processor_ms: number;
  page: Waited;
  write: Waited;
  before_mb: number;
  peak_mb: number;
  after_mb: number;
};
type Waited = { p50_ms: number; p99_ms: number; most_ms: number; times: number };

const ports = { MX: 23025, SUBMISSION: 23587, SMTPS: 23465, IMAP: 23143, IMAPS: 23993 };

/** A real Dovecot with so many mails; the program takes them in, while a person reads 50 pages a second and saves five times. */
export function measureIntake(mails: number): Promise<Taking> {
  return measure((inbox) => fillMaildir(inbox, mails));
}

/** The same with few mails, each far larger than any that people send. */
export function measureHuge(): Promise<Taking> {
  return measure(putHugeMails);
}

async function measure(fill: (inbox: string) => number): Promise<Taking> {
  const folder = mkdtempSync(join(tmpdir(), "aktion-bench-"));
  const lab = mkdtempSync(join(tmpdir(), "aktion-bench-lab-")); // apart: its servers must get in
  try {
    await maillab(lab, "start");
    const mails = fill(join(lab, "mail/support@example.test/Maildir"));
    const megabytes = Number((await outcomeOf(["du", "-sm", join(lab, "mail")])).output.split("\t")[0]);
    await outcomeOf(["chown", "-R", "5000:5000", join(lab, "mail")]);
    await outcomeOf(["doveadm", "-c", join(lab, "dc/dovecot.conf"), "index", "-u", "support@example.test", "INBOX"]);
    return { mails, megabytes, ...(await taken(folder, lab, mails)) };
  } finally {
    await maillab(lab, "stop");
    for (const one of [folder, lab]) rmSync(one, { recursive: true });
  }
}

async function taken(folder: string, lab: string, mails: number) {
  const path = join(folder, "aktion.db");
  const headers = { cookie: seed(path, 50), "sec-fetch-site": "same-origin" };
  addMailbox(path, readFileSync(join(lab, "tls/ca.pem"), "utf8"));
  const aktion = await startAktion(path);
  const used = await processorMs(aktion.pid);
  const before_mb = await residentMegabytes(aktion.pid);
  const watching = watch(aktion);
  let people: ReturnType<typeof peopleOn> | undefined;
  const took_ms = await untilFiled(path, mails, () => {
    people = peopleOn(aktion, headers);
  });
  const processor_ms = ((await processorMs(aktion.pid)) - used) / mails;
  const waited = await people!.stop();
  await Bun.sleep(15_000);
  const after_mb = await residentMegabytes(aktion.pid);
  const peak_mb = watching.stop();
  await aktion.stop();
  return { perSecond: (mails / took_ms) * 1000, processor_ms, ...waited, before_mb, peak_mb, after_mb };
}

async function maillab(folder: string, what: "start" | "stop"): Promise<void> {
  const env = Object.entries(ports).map(([name, port]) => `MAILLAB_${name}_PORT=${port}`);
  const { ok, output } = await outcomeOf([
    "env",
    `MAILLAB_DIR=${folder}`,
    ...env,
    "bash",
    `${project}lab/maillab.sh`,
    what,
  ]);
  if (!ok) throw new Error(output);
}

function addMailbox(path: string, authority: string): void {
  const db = openDatabase(path);
  const key = keptSecretsKey(keyFileBeside(path), new Date());
  db.query(
    `INSERT INTO mailboxes (slug, name, address, from_name, imap_host, imap_port, imap_security, imap_user, imap_secret, authority, created_at)
     VALUES ('support', 'Support', 'support@example.test', 'Support', '127.0.0.1', ?, 'tls', 'support@example.test', ?, ?, ?)`,
  ).run(ports.IMAPS, sealSecret(key, "supportpw", "mailbox:1 imap"), authority, new Date().toISOString());
  db.run("INSERT INTO mailbox_members (mailbox_id, person_id) VALUES (1, 1)");
  db.close();
}

/** From the first mail that is stored to the last that can be found. */
async function untilFiled(path: string, mails: number, begun: () => void): Promise<number> {
  const db = new Database(path, { readonly: true });
  const count = db.query<{ n: number }, [number]>(
    "SELECT count(*) AS n FROM arrivals WHERE id >= ? AND state <> 'stored'",
  );
  const until = performance.now() + 300_000;
  while (count.get(1)!.n === 0 && performance.now() < until) await Bun.sleep(5);
  const began = performance.now();
  begun();
  for (let last = 0; performance.now() < until; ) {
    const n = count.get(0)!.n;
    if (n >= mails) break;
    if (n === last) await Bun.sleep(20);
    last = n;
    await Bun.sleep(50);
  }
  db.close();
  return performance.now() - began;
}

function watch({ pid }: Served) {
  let peak = 0;
  const timer = setInterval(async () => {
    peak = Math.max(peak, await residentMegabytes(pid));
  }, 50);
  return {
    stop() {
      clearInterval(timer);
      return peak;
    },
  };
}

/** Waiting is counted from when the request was due, so that one that is held up does not hide those behind it. */
function peopleOn({ url }: Served, headers: Record<string, string>) {
  const pages: number[] = [];
  const writes: number[] = [];
  let isOver = false;
  const read = async () => {
    const answer = await fetch(`${url}/inbox`, { headers, redirect: "manual" });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`/inbox answered ${answer.status}`);
  };
  const save = async () => {
    const body = new URLSearchParams({ text: "Am Telefon besprochen: wir melden uns morgen." });
    const answer = await fetch(`${url}/inbox/1/notes`, { method: "POST", headers, body, redirect: "manual" });
    if (answer.status !== 303)
      throw new Error(`saving answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  };
  const every = async (wait_ms: number, act: () => Promise<void>, took: number[]) => {
    for (let due = performance.now(); !isOver; due += wait_ms) {
      await Bun.sleep(Math.max(0, due - performance.now()));
      await act();
      took.push(performance.now() - Math.max(due, 0));
    }
  };
  const running = Promise.all([every(20, read, pages), every(200, save, writes)]);
  return {
    async stop() {
      isOver = true;
      await running;
      return { page: waited(pages), write: waited(writes) };
    },
  };
}

function waited(took: number[]): Waited {
  took.sort((a, b) => a - b);
  const at = (part: number) => took[Math.min(took.length - 1, Math.floor(took.length * part))]!;
  return { p50_ms: at(0.5), p99_ms: at(0.99), most_ms: at(1), times: took.length };
}

if (import.meta.main) {
  const [what] = process.argv.slice(2);
  console.error(what === "huge" ? await measureHuge() : await measureIntake(Number(what ?? 10_000)));
}
