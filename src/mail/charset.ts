import { analyse } from "chardet";
import iconv from "iconv-lite";
import { charsetOf } from "./charset-name.ts";

/** How to read bytes whose charset the mail does not state or states wrongly: as stated (UTF-8 where nothing is), or as what they most likely are. */
export type Reading = {
  guess: boolean /** The charset of the body: the likeliest one for raw bytes in headers. */;
  hint: string | null;
};

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

const escapeChar = String.fromCharCode(27);
const japanese = [new RegExp(`${escapeChar}\\$[@B]`), new RegExp(`${escapeChar}\\([BJ]`)];
const tildes = { into: "~{", out: "~}" };
const shifts = { into: String.fromCharCode(14), out: String.fromCharCode(15) };

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

/** The text of bytes in the charset a mail states (any spelling of it, or none). Never throws; what cannot be read is U+FFFD. */
export function decodeText(bytes: Uint8Array, label: string | null, reading: Reading): string {
  const charset = charsetOf(label);
  if (!reading.guess) return decodeIn(bytes, charset ?? "utf-8");
  if (charset === null || charset === "utf-8" || charset === "windows-1252")
    return decodeGuessing(bytes, charset, reading);
  // Converted on the way, with the old name still on it: two-byte text always has a zero beside each Latin letter.
  const converted = /utf-(16|32)/.test(charset) && !bytes.includes(0) ? asUtf8(bytes) : null;
  return converted ?? decodeIn(bytes, charset);
}

function decodeGuessing(bytes: Uint8Array, charset: string | null, { hint }: Reading): string {
  const utf8 = asUtf8(bytes);
  if (utf8 !== null) return (charset === null ? asJapanese(bytes, utf8) : null) ?? utf8;
  if (charset === "windows-1252") return decodeIn(bytes, charset);
  return decodeIn(bytes, hintedCharset(hint) ?? likelyCharset(bytes));
}

/** Seven-bit Japanese shows itself by its escapes; null where there are none, or where something else stands among them. */
function asJapanese(bytes: Uint8Array, text: string): string | null {
  if (!japanese.every((mark) => mark.test(text))) return null;
  const decoded = decodeIn(bytes, "iso-2022-jp");
  return decoded.includes("\ufffd") ? null : decoded;
}

/** Only a charset in which bytes above 127 stand beside plain ASCII helps with bytes that state none. */
const hintedCharset = (hint: string | null) => {
  const charset = charsetOf(hint);
  return charset === null || /utf-|^hz|^iso-2022/.test(charset) ? null : charset;
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
  if (charset === "hz") return decoderOf("gbk").decode(shifted(bytes, tildes));
  if (charset === "iso-2022-kr") return decoderOf("euc-kr").decode(shifted(bytes, shifts));
  if (charset === "iso-2022-cn") return decoderOf("gbk").decode(shifted(bytes, shifts));
  if (charset.startsWith("iconv:")) return iconv.decode(bytes, charset.slice(6));
  return decoderOf(charset).decode(bytes);
}

function endianOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  let lead = 0;
  for (let at = 0; at + 1 < Math.min(bytes.length, sample_bytes); at += 2)
    lead += Number(bytes[at] === 0) - Number(bytes[at + 1] === 0);
  return lead < 0 ? "utf-16le" : "utf-16be"; // RFC 2781: without a mark, big-endian
}

type Marks = { into: string; out: string };

/** Seven-bit charsets that shift into a two-byte one: the same bytes with the eighth bit set are the EUC form. */
function shifted(bytes: Uint8Array, { into, out }: Marks): Uint8Array {
  const designator = new RegExp(`${escapeChar}\\$..`, "gs"); // names the set that is clear anyway
  const text = Buffer.from(bytes).toString("latin1").replace(designator, "");
  const [before, ...rest] = text.split(into);
  const told = rest.map((piece) => {
    const [inside, ...outside] = piece.split(out);
    return eighthBitSet(inside!) + outside.join("");
  });
  return Buffer.from([before, ...told].join(""), "latin1");
}

const eighthBitSet = (text: string) => text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) | 0x80));
