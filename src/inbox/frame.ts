import type { Database } from "bun:sqlite";
import type { Sanitized } from "#src/mail/sanitized.ts";
import { Problem } from "#src/problem.ts";
import { bytesOf } from "./file-answer.ts";
import { takePart } from "./mail-part.ts";
import type { MessageRow } from "./message.ts";

const sandbox = "allow-same-origin allow-popups allow-popups-to-escape-sandbox";

/** Nothing runs, nothing loads, nothing is sent; styles and the mail's own pictures are all there is. */
const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
  `sandbox ${sandbox}`,
].join("; ");

/** A mail's HTML as it may be shown; a problem where there is none. */
export async function shownHtml(db: Database, message: MessageRow): Promise<Sanitized> {
  if (message.raw_blob_id === null || message.has_html === 0) throw noHtml;
  const { html } = await takePart(await bytesOf(db, message.raw_blob_id), { want: "html" });
  if (html === null) throw noHtml;
  return html;
}

type Answering = { headers: Record<string, string | number> };

/** The document in the frame: the mail alone, on white, as its sender meant it. */
export function frameAnswer(html: string, set: Answering): Response {
  set.headers["content-security-policy"] = policy;
  set.headers["content-type"] = "text/html; charset=utf-8";
  const head = `<meta charset="utf-8"><meta name="color-scheme" content="light"><style>${base}</style>`;
  return new Response(`<!doctype html><html><head>${head}</head><body>${html}</body></html>`);
}

const base =
  "body{margin:0;padding:12px;font:15px/1.5 Inter,Arial,sans-serif;color:#111;background:#fff;overflow-wrap:anywhere}img{max-width:100%;height:auto}";

const noHtml = new Problem("not-found", {
  de: "Diese Nachricht hat keine gestaltete Fassung.",
  en: "This message has no formatted version.",
});
