import { readFileSync } from "node:fs";
import { issueToken } from "#src/people/token-actions.ts";
import { openDatabase } from "#src/storage/database.ts";
import { logIn } from "./browser.ts";
import { aService } from "./case.ts";
import { serve } from "./program.ts";

/** A form with one file of `megabytes` (1000 × 1000) of noise, made while it is sent: neither side holds it. */
function largeForm(
  fields: Record<string, string>,
  megabytes: number,
): { body: ReadableStream<Uint8Array>; type: string } {
  const boundary = "----aktion-upload";
  const part = (name: string, more = "") =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`;
  const text = Object.entries(fields).map(([name, value]) => `${part(name)}${value}\r\n`);
  const start = `${text.join("")}${part("files", '; filename="gross.bin"')}`;
  let left = megabytes;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(start)),
    async pull(controller) {
      if (left-- > 0) return controller.enqueue(noise());
      controller.enqueue(new TextEncoder().encode(`\r\n--${boundary}--\r\n`));
      controller.close();
    },
  });
  return { body, type: `multipart/form-data; boundary=${boundary}` };
}

function noise(): Uint8Array {
  const bytes = new Uint8Array(1_000_000);
  for (let from = 0; from < bytes.length; from += 50_000) crypto.getRandomValues(bytes.subarray(from, from + 50_000));
  return bytes;
}

/** The most memory a process has ever used, and what it uses now, in MB. */
function memoryOf(pid: number): { most: number; now: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const value = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)![1]) / 1000;
  return { most: value("VmHWM"), now: value("VmRSS") };
}

const four = { system: "slack", executed: "2020-12-08", executed_by: "Olga", method: "api" };

/** Logs a deletion with a file of that size in a server of its own, fetches the file again, and tries one that is a megabyte too large. */
export async function uploadAndFetch(path: string, megabytes: number) {
  const { token, cookie } = prepared(path);
  const { url, pid } = await serve(path, { env: { AKTION_LOG: "error" } });
  const send = (size: number, fields: Record<string, string>) => {
    const { body, type } = largeForm(fields, size);
    const headers = { authorization: `Bearer ${token}`, "content-type": type };
    return fetch(`${url}/api/v1/deletions`, { method: "POST", headers, body });
  };
  await (await send(1, { ...four, note: "zum Aufwärmen" })).text();
  const before = memoryOf(pid).now;
  const made = (await (await send(megabytes, four)).json()) as { evidence: { id: number; sha256: string }[] };
  const { id, sha256 } = made.evidence[0]!;
  const hasher = new Bun.CryptoHasher("sha256");
  const file = await fetch(`${url}/deletions/evidence/${id}`, { headers: { cookie } });
  for await (const chunk of file.body!) hasher.update(chunk);
  const grown = memoryOf(pid).most - before;
  const same = hasher.digest("hex") === sha256;
  return { grown, same, refused: megabytes === 100 ? await refusal(await send(101, four)) : null };
}

async function refusal(answer: Response): Promise<{ status: number; sentence: string }> {
  const { error } = (await answer.json()) as { error: { fields: { files: { message: string } } } };
  return { status: answer.status, sentence: error.fields.files.message };
}

function prepared(path: string): { token: string; cookie: string } {
  const db = openDatabase(path, { create: true });
  const at = new Date();
  db.run("UPDATE company SET set_up_at = ?", [at.toISOString()]);
  const cookie = logIn(db, "owner");
  db.run("UPDATE sessions SET last_seen_at = ?, expires_at = ?", [
    at.toISOString(),
    new Date(at.getTime() + 86_400_000).toISOString(),
  ]);
  aService(db, { from: "Slack", stage: "live" });
  const token = issueToken(db, { name: "Upload", scope: "write" }, { by: "command line", at })!;
  db.close();
  return { token, cookie };
}
