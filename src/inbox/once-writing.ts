import type { Database } from "bun:sqlite";
import type { z } from "zod";
import type { Done } from "#src/history/record.ts";
import { readJson, refusal } from "#src/http/json-form.ts";
import { doOnce } from "./once-actions.ts";

export type Answering = { status?: number | string; headers: Record<string, string | number> };

type Writing<T> = { request: Request; form: z.ZodType<T>; set: Answering; done: Done };

/**
 * Reads a body and does what it asks once for each Idempotency-Key; `act` gives the address of what was made. Answers 201 with what
 * `shown` reads at that address, or 422 with what was wrong.
 */
export async function writeOnce<T>(
  db: Database,
  { request, form, set, done }: Writing<T>,
  act: (value: T) => string,
  shown: (location: string) => object,
): Promise<object> {
  const key = request.headers.get("idempotency-key");
  if (key !== null && !/^[\x21-\x7e]{1,200}$/.test(key)) return unfit(set, "Idempotency-Key", badKey);
  const read = await readJson(form, request);
  if (!read.ok) {
    set.status = 422;
    return { error: read.error };
  }
  const digest = digestOf(new URL(request.url).pathname, read.value);
  const location = doOnce(db, { key, digest }, done, () => act(read.value));
  set.status = 201;
  set.headers["location"] = location;
  return shown(location);
}

export function unfit(set: Answering, field: string, sentence: { de: string; en: string }): object {
  set.status = 422;
  return { error: refusal([[field, sentence]]) };
}

function digestOf(path: string, value: unknown): string {
  return new Bun.CryptoHasher("sha256").update(`${path} ${JSON.stringify(value)}`).digest("hex");
}

const badKey = {
  de: "Der Schlüssel darf 1 bis 200 sichtbare ASCII-Zeichen haben.",
  en: "The key may have 1 to 200 visible ASCII characters.",
};
