import type { Database } from "bun:sqlite";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Language } from "#src/say.ts";
import { readCompany } from "#src/settings/store.ts";
import { type Board, boardAt } from "./board.ts";
import type { PastMemory } from "./component-lines.ts";
import type { Links } from "./links.ts";
import type { StatusPage } from "./page.ts";
import { readPage, readVersion } from "./page-store.ts";
import { pageText, publicOf, type RowMemory } from "./rendering.tsx";

type Encoding = "br" | "gzip";
/** A text that is ready to be sent: as it is and, once somebody asked, compressed. */
export type Ready = { plain: Uint8Array; etag: string; encoded: Map<Encoding, Uint8Array> };

type Made = { key: number; at: Date; page: StatusPage; company: Language; board: Board; pages: Map<Language, Ready> };

export type Snapshot = {
  /** The page as it is now; made anew when something that it shows has changed. */
  page: (language: Language, at: Date) => Ready;
  board: (at: Date) => Board;
  /** What an owner has set, and the company's language. */
  settings: (at: Date) => { page: StatusPage; language: Language };
  /** Makes it anew when a minute has passed too, so that nobody who asks has to wait for it. */
  refresh: (at: Date) => void;
};

/** So old it may become when nobody refreshes it. */
const stale_ms = 90_000;

/** The page is made when something changes, not when somebody asks. */
export function snapshotOf(db: Database, linksNow: () => Links): Snapshot {
  let made: Made | null = null;
  const memory: PastMemory = new Map();
  const rows: RowMemory = new Map();

  function current(at: Date): Made {
    const key = readVersion(db);
    const age = made ? at.getTime() - made.at.getTime() : 0;
    if (made?.key === key && age >= 0 && age < stale_ms) return made;
    return make(key, at);
  }

  function make(key: number, at: Date): Made {
    const board = boardAt(db, at, memory);
    made = { key, at, board, page: readPage(db), company: readCompany(db).language, pages: new Map() };
    return made;
  }

  function pageIn({ board, at, pages }: Made, language: Language): Ready {
    const known = pages.get(language);
    if (known) return known;
    const shown = publicOf(db, { language, links: linksNow(), at });
    const ready = readyFrom(pageText(db, board, shown, rows));
    pages.set(language, ready);
    return ready;
  }

  return {
    page: (language, at) => pageIn(current(at), language),
    board: (at) => current(at).board,
    settings(at) {
      const { page, company } = current(at);
      return { page, language: company };
    },
    refresh(at) {
      const key = readVersion(db);
      if (made?.key === key && minuteOf(made.at) === minuteOf(at)) return;
      const asked = [...(made?.pages.keys() ?? [])];
      const fresh = make(key, at);
      for (const language of asked) pageIn(fresh, language);
    },
  };
}

const minuteOf = (at: Date) => at.toISOString().slice(0, 16);

export function readyFrom(text: string): Ready {
  const plain = new TextEncoder().encode(text);
  const hash = new Bun.CryptoHasher("sha256").update(plain).digest("base64url").slice(0, 22);
  return { plain, etag: `"${hash}"`, encoded: new Map() };
}

type Headers = Record<string, string>;

/** The answer to a request: 304 when the reader has it already, compressed where the reader takes it. */
export function answerWith(request: Request, ready: Ready, headers: Headers): Response {
  const all: Headers = { "cache-control": "no-cache", vary: "accept-language, accept-encoding", ...headers };
  const encoding = encodingFor(request);
  all["etag"] = encoding ? ready.etag.replace(/"$/, `-${encoding}"`) : ready.etag;
  if (has(request, ready.etag)) return new Response(null, { status: 304, headers: all });
  if (!encoding) return new Response(ready.plain as BodyInit, { headers: all });
  return new Response(compressed(ready, encoding) as BodyInit, { headers: { ...all, "content-encoding": encoding } });
}

function has(request: Request, etag: string): boolean {
  const asked = request.headers.get("if-none-match");
  return (
    asked?.split(",").some(
      (one) =>
        one
          .trim()
          .replace(/^W\//, "")
          .replace(/-(br|gzip)"$/, '"') === etag,
    ) ?? false
  );
}

function encodingFor(request: Request): Encoding | null {
  const accepts = request.headers.get("accept-encoding") ?? "";
  return (["br", "gzip"] as const).find((one) => accepts.includes(one)) ?? null;
}

function compressed(ready: Ready, encoding: Encoding): Uint8Array {
  const known = ready.encoded.get(encoding);
  if (known) return known;
  const bytes =
    encoding === "gzip"
      ? gzipSync(ready.plain)
      : brotliCompressSync(ready.plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
  ready.encoded.set(encoding, bytes);
  return bytes;
}
