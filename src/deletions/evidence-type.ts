type Signature = { type: string; at?: number; bytes: string };

/** How files of these types begin, in Latin-1. Only what we show, or what people often send. */
const signatures: readonly Signature[] = [
  { type: "application/pdf", bytes: "%PDF-" },
  { type: "image/png", bytes: "\x89PNG\r\n\x1a\n" },
  { type: "image/jpeg", bytes: "\xff\xd8\xff" },
  { type: "image/gif", bytes: "GIF87a" },
  { type: "image/gif", bytes: "GIF89a" },
  { type: "image/webp", at: 8, bytes: "WEBP" },
  { type: "application/zip", bytes: "PK\x03\x04" },
  { type: "application/gzip", bytes: "\x1f\x8b" },
  { type: "application/x-7z-compressed", bytes: "7z\xbc\xaf\x27\x1c" },
  { type: "application/x-ole-storage", bytes: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" },
  { type: "video/mp4", at: 4, bytes: "ftyp" },
];

/** What a file is by its first bytes, whatever its name and its sender say. Text is recognised, HTML and SVG are named as such. */
export function sniffedType(head: Uint8Array): string {
  const text = Buffer.from(head).toString("latin1");
  const known = signatures.find(({ bytes, at = 0 }) => text.startsWith(bytes, at));
  if (known) return known.type === "image/webp" && !text.startsWith("RIFF") ? unknown : known.type;
  return isText(head) ? textType(text) : unknown;
}

const unknown = "application/octet-stream";

function isText(head: Uint8Array): boolean {
  if (head.includes(0)) return false;
  // The last character may be cut in the middle.
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function textType(text: string): string {
  if (/^(Received|Return-Path|Delivered-To|From|Message-ID|MIME-Version|DKIM-Signature|X-[\w-]+): /i.test(text))
    return "message/rfc822";
  const start = text
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart()
    .slice(0, 1000)
    .toLowerCase();
  if (/<svg[\s>]/.test(start)) return "image/svg+xml";
  if (/^<(!doctype html|html|head|body|script|!--)/.test(start)) return "text/html";
  if (start.startsWith("<?xml")) return "text/xml";
  return "text/plain";
}

const showable = new Set(["application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp"]);

/** Pictures and PDF may be shown in a sandbox. Everything else is only ever downloaded. */
export function isShowable(type: string): boolean {
  return showable.has(type);
}
