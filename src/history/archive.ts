import type { Database } from "bun:sqlite";
import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import type { Language } from "#src/say.ts";
import { entryLine } from "./entry-line.ts";
import { readmeText } from "./export-readme.ts";
import type { ExportFile, ExportMoment, ExportSection } from "./export-section.ts";
import type { SigningKey } from "./key.ts";
import { publicPem, signNote, verifierKey } from "./note.ts";
import { lastSignedHead, type SignedHead } from "./signed-head-store.ts";
import { type KeyBegun, keysBegun, signedHead, signerIn } from "./signing.ts";
import { entriesAfter, headOf } from "./store.ts";

export type Archiving = {
  moment: ExportMoment;
  at: Date;
  /** What signs; null leaves the list of files unsigned, with the last head that was signed. */
  key: SigningKey | null;
  sections: readonly ExportSection[];
  company: { name: string; language: Language };
  /** Called after each file with its name. */
  progress?: (name: string) => void;
};

/** The auditor's export as a ZIP file, made while it is read. The same state, day and key give the same bytes. */
export function auditArchive(db: Database, archiving: Archiving): Readable {
  const zip = new ZipFile();
  const options = { mtime: dayAsLocalDate(archiving.moment.asOf), mode: 0o100644, forceDosTimestamp: true };
  const signed = beginAtSignedHead(db, archiving);
  const sums: string[] = [];
  for (const file of filesOf(db, archiving, signed)) {
    const source = () => Readable.from(summed(file, sums, archiving.progress));
    zip.addReadStreamLazy(file.name, options, (give) => give(null, source()));
  }
  const list = () => Readable.from([sumsText(db, archiving, sums)]);
  zip.addReadStreamLazy("SHA256SUMS", options, (give) => give(null, list()));
  zip.end();
  const stream = zip.outputStream as Readable;
  stream.once("close", () => (db.inTransaction ? db.run("COMMIT") : undefined));
  return stream;
}

/** Signs the head and then reads everything as it was at that head, whatever somebody records meanwhile. */
function beginAtSignedHead(db: Database, { key, at }: Archiving): SignedHead | null {
  for (;;) {
    const signed = key ? signedHead(db, key, at) : lastSignedHead(db);
    db.run("BEGIN");
    if (!key || headOf(db).hash === signed?.hash) return signed;
    db.run("ROLLBACK");
  }
}

function* filesOf(db: Database, archiving: Archiving, signed: SignedHead | null): Generator<ExportFile> {
  const { moment, sections, company } = archiving;
  const head = headOf(db);
  const signer = keysBegun(db).find(({ key_id }) => key_id === signed?.key_id);
  const legend = sections.flatMap((section) => section.legend);
  const about = { company: company.name, moment, head, legend, isSigned: signed !== null };
  yield { name: "README.txt", content: () => readmeText(about) };
  if (signed && signer) {
    yield { name: "checkpoint.txt", content: () => signed.checkpoint };
    yield { name: "public-key.txt", content: () => publicKeyText(signer) };
  }
  for (const section of sections) yield* section.files(db, moment, company.language);
  yield { name: "history.jsonl", content: () => historyLines(db, head.count) };
}

export function publicKeyText(key: KeyBegun): string {
  return `${verifierKey(key)}\n\n${publicPem(key)}`;
}

/** The content as it passes by, and its digest noted once it is through. */
function* summed(
  { name, content }: ExportFile,
  sums: string[],
  progress?: (name: string) => void,
): Generator<Uint8Array> {
  const hasher = new Bun.CryptoHasher("sha256");
  const parts = content();
  for (const part of typeof parts === "string" ? [parts] : parts) {
    const bytes = Buffer.from(part as string);
    hasher.update(bytes);
    yield bytes;
  }
  sums.push(`${hasher.digest("hex")}  ${name}\n`);
  progress?.(name);
}

/** As `sha256sum` writes it; the first line says what was signed, so that this signature can never pass for another. */
function sumsText(db: Database, { key }: Archiving, sums: readonly string[]): string {
  if (!key) return sums.join("");
  const signer = signerIn(db, key);
  return signNote(`# files of an export, ${signer.name}\n${sums.join("")}`, key.secret, signer);
}

/** A ZIP file holds local times: this one reads the same in every time zone. */
function dayAsLocalDate(day: string): Date {
  return new Date(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8)));
}

/** The chain as it was when the archive began, one entry a line, in pages so that it is never held whole. */
function* historyLines(db: Database, count: number): Generator<string> {
  let last = 0;
  while (last < count) {
    const page = entriesAfter(db, last, Math.min(500, count - last));
    if (page.length === 0) return;
    last = page.at(-1)!.seq;
    yield page.map((entry) => `${entryLine(entry)}\n`).join("");
  }
}
