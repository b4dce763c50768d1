import { putHugeMails } from "../bench/mails.ts";
import { readdirSync, readFileSync, rmSync, existsSync } from "node:fs";
import { openDatabase } from "#src/storage/database.ts";
import { parseMail } from "#src/mail/message.ts";
import { storeMails } from "#src/inbox/intake/storing.ts";
import { findMailbox } from "#src/inbox/mailbox-store.ts";
import { fileMail } from "#src/inbox/filing.ts";
if (!existsSync("/tmp/zzh")) putHugeMails("/tmp/zzh");
for (const s of ["", "-wal", "-shm"]) rmSync("/tmp/zzh.db" + s, { force: true });
const db = openDatabase("/tmp/zzh.db", { create: true });
db.query("INSERT INTO mailboxes (slug,name,address,from_name,created_at) VALUES ('support','Support','support@example.test','Support','2026-11-01T00:00:00.000Z')").run();
const intake = { db, turn: null, key: new Uint8Array(32), clock: () => new Date(), tell: () => {} };
const rss = () => (process.memoryUsage.rss() / 1e6).toFixed(0) + " MB";
for (const f of readdirSync("/tmp/zzh/cur").sort()) {
  const raw = new Uint8Array(readFileSync("/tmp/zzh/cur/" + f));
  console.log(f, raw.length, rss());
  const [st] = storeMails(intake, { place: { mailbox_id: 1, folder: "INBOX", uidvalidity: 1 }, source: "imap", moved() {} }, [{ uid: raw.length % 1000, size: raw.length, read: false, receivedAt: new Date(), raw }]);
  let t = performance.now(); const lap = (n: string) => { console.log("  ", n, (performance.now() - t).toFixed(0), "ms", rss()); t = performance.now(); };
  const parsed = parseMail(raw); lap("parse");
  for (const a of parsed.attachments) void a.sha256; lap("hashes " + parsed.attachments.length + " text " + parsed.text.length);
  const times = new Map<string, [number, number]>();
  const q0 = (db as any).query; (db as any).query = function (sql: string) { const st = q0.call(db, sql); return new Proxy(st, { get(t: any, k) { const v = t[k]; if (typeof v !== "function") return v; return (...a: any[]) => { const t0 = performance.now(); try { return v.apply(t, a); } finally { const e = times.get(sql) ?? [0, 0]; e[0] += performance.now() - t0; e[1]++; times.set(sql, e); } }; } }); };
  db.transaction(() => fileMail(db, { arrival: st!.arrival, mailbox: findMailbox(db, 1)!, parsed, at: new Date(), quiet: false })).immediate(); lap("file");
  (db as any).query = q0;
  for (const [k, v] of [...times].sort((a, b) => b[1][0] - a[1][0]).slice(0, 4)) console.log("      ", v[0].toFixed(0), v[1], k.replace(/\s+/g, " ").slice(0, 90));
}
