import { analyse } from "chardet";
import iconv from "iconv-lite";

/** How to read bytes whose charset the mail does not state or states wrongly: as stated (UTF-8 where nothing is), or as what they most likely are. */
export type Reading = { guess: boolean; /** The charset of the body: the likeliest one for raw bytes in headers. */ hint: string | null };

export const asStated: Reading = { guess: false, hint: null };

const decoders = new Map<string, TextDecoder>();

function decoderOf(encoding: string): TextDecoder {
  let decoder = decoders.get(encoding);
  if (!decoder) {
    decoder = new TextDecoder(encoding);
    decoders.set(encoding, decoder);
  }
  return decoder;
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

/** The text of bytes in the charset a mail states (any spelling of it, or none). Never throws; what cannot be read is U+FFFD. */
export function decodeText(bytes: Uint8Array, label: string | null, reading: Reading): string {
  const charset = charsetOf(label);
  if (!reading.guess) return decodeIn(bytes, charset ?? "utf-8");
  if (charset === null || charset === "utf-8" || charset === "windows-1252") return decodeGuessing(bytes, charset, reading);
  if (charset === "utf-16" && !bytes.includes(0)) return decodeGuessing(bytes, null, reading);
  return decodeIn(bytes, charset);
}

function decodeGuessing(bytes: Uint8Array, charset: string | null, { hint }: Reading): string {
  const utf8 = asUtf8(bytes);
  if (utf8 !== null) return charset === null && /\x1b[$(][@BJ]/.test(utf8) ? decodeIn(bytes, "iso-2022-jp") : utf8;
  if (charset === "windows-1252") return decodeIn(bytes, charset);
  return decodeIn(bytes, hintedCharset(hint) ?? likelyCharset(bytes));
}

const hintedCharset = (hint: string | null) => {
  const charset = charsetOf(hint);
  return charset === "utf-8" ? null : charset;
};

function asUtf8(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return null;
  }
}

const sample_bytes = 8192;

/** Western text has few bytes above 127, each between letters. Only where they are dense is it worth asking which script it is. */
function likelyCharset(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, sample_bytes);
  const high = sample.reduce((count, byte) => (byte > 127 ? count + 1 : count), 0);
  const letters = sample.reduce((count, byte) => (byte > 64 ? count + 1 : count), 0);
  if (high < 4 || high < letters * 0.4) return "windows-1252";
  const found = analyse(sample).map(({ name }) => charsetOf(name));
  return found.find((charset) => charset !== null && charset !== "utf-8" && charset !== "utf-16") ?? "windows-1252";
}

function decodeIn(bytes: Uint8Array, charset: string): string {
  if (charset === "utf-16") return decoderOf(endianOf(bytes)).decode(bytes);
  if (charset === "hz") return decoderOf("gbk").decode(shifted(bytes, [0x7e, 0x7b], [0x7e, 0x7d]));
  if (charset === "iso-2022-kr") return decoderOf("euc-kr").decode(shifted(bytes, [0x0e], [0x0f]));
  if (charset === "iso-2022-cn") return decoderOf("gbk").decode(shifted(bytes, [0x0e], [0x0f]));
  if (charset.startsWith("iconv:")) return iconv.decode(bytes, charset.slice(6));
  return decoderOf(charset).decode(bytes);
}

function endianOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  let lead = 0;
  for (let at = 0; at + 1 < Math.min(bytes.length, sample_bytes); at += 2) lead += Number(bytes[at] === 0) - Number(bytes[at + 1] === 0);
  return lead < 0 ? "utf-16le" : "utf-16be"; // RFC 2781: without a mark, big-endian
}

/** Seven-bit charsets that shift into a two-byte one: the same bytes with the eighth bit set are the EUC form. */
function shifted(bytes: Uint8Array, into: number[], out: number[]): Uint8Array {
  const found: number[] = [];
  const at = (place: number, mark: number[]) => mark.every((byte, index) => bytes[place + index] === byte);
  let inside = false;
  for (let place = 0; place < bytes.length; place++) {
    if (at(place, inside ? out : into)) {
      place += (inside ? out : into).length - 1;
      inside = !inside;
    } else if (bytes[place] === 0x1b && bytes[place + 1] === 0x24) place += 3; // the designator, which names the set that is clear anyway
    else found.push(inside && bytes[place]! > 32 ? bytes[place]! | 0x80 : bytes[place]!);
  }
  return Uint8Array.from(found);
}

const known = new Map<string, string | null>();

/** The name under which `decodeIn` knows a charset; null for none, for ASCII, and for what says nothing ("x-unknown"). */
function charsetOf(label: string | null): string | null {
  if (label === null) return null;
  const found = known.get(label);
  if (found !== undefined) return found;
  const charset = resolved(label.toLowerCase().replace(/^[\s"'=]+|[\s"';,]+$/g, ""));
  if (known.size < 1000) known.set(label, charset);
  return charset;
}

const codePages: Record<string, string> = {
  "932": "shift_jis",
  "936": "gbk",
  "949": "euc-kr",
  "950": "big5",
  "65001": "utf-8",
  "1200": "utf-16le",
  "1201": "utf-16be",
  "20866": "koi8-r",
  "21866": "koi8-u",
  "20932": "euc-jp",
  "51932": "euc-jp",
  "51936": "gbk",
  "51949": "euc-kr",
  "52936": "hz",
  "54936": "gb18030",
  "50220": "iso-2022-jp",
  "50221": "iso-2022-jp",
  "50222": "iso-2022-jp",
  "50225": "iso-2022-kr",
  "65000": "iconv:utf-7",
};

function resolved(label: string): string | null {
  const bare = label.replace(/^(x-|cs(?=iso|utf|big|gb))/, "").replace(/[ _]/g, "-");
  if (/^(us-?ascii|ascii|ansi-x3\.4.*|iso-?646-us|646|7bit|8bit|binary)$/.test(bare)) return null;
  if (/utf-?7/.test(bare)) return bare.includes("imap") ? "iconv:utf-7-imap" : "iconv:utf-7";
  if (/^(utf-?8|unicode-1-1-utf-8|utf8mb4)/.test(bare)) return "utf-8";
  if (/^(utf-?16|ucs-?2|unicode|iso-10646-ucs-2)$/.test(bare)) return "utf-16";
  if (/^(utf-?32|ucs-?4)/.test(bare)) return `iconv:${/[lb]e$/.exec(bare) ? `utf-32${bare.slice(-2)}` : "utf-32"}`;
  if (/^hz(-|$)/.test(bare)) return "hz";
  if (/^iso-?2022-(kr|cn)/.test(bare)) return bare.includes("kr") ? "iso-2022-kr" : "iso-2022-cn";
  if (/^iso-?2022-?jp/.test(bare)) return "iso-2022-jp";
  const page = /^(?:cp|windows|win|ms|ibm|dos)?-?(\d{3,5})(?:-[a-z]*)?$/.exec(bare)?.[1];
  const part = /^(?:iso-?)?8859-?(\d{1,2})/.exec(bare)?.[1] ?? (page && /^285(9\d|60[35])$/.test(page) ? `${Number(page) - 28590}` : null);
  const names = [label, bare, page && codePages[page], page && `windows-${page}`, part && `iso-8859-${part}`, page && `ibm${page}`];
  for (const name of names) {
    const found = name ? supported(name) : null;
    if (found !== null) return found;
  }
  return null;
}

function supported(name: string): string | null {
  if (name === "hz" || name.startsWith("iconv:") || name.startsWith("iso-2022-")) return name;
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return iconv.encodingExists(name) ? `iconv:${name}` : null;
  }
}
