import type { Sentence } from "#src/problem.ts";

/** What may be sent at once. A register of a thousand services is a fifth of it. */
export const mostBytes = 5 * 1024 * 1024;

export type Decoded = { ok: true; text: string } | { ok: false; sentence: Sentence };

/** Reads a file as text: UTF-8, UTF-16 as Excel's "Unicode text", else Windows-1252. Line ends become one character. */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.byteLength > mostBytes) return { ok: false, sentence: tooLarge };
  const known = signatures.find(({ starts }) => starts.every((byte, index) => bytes[index] === byte));
  if (known) return { ok: false, sentence: known.sentence };
  const text = textOf(bytes).replace(/\r\n?/g, "\n");
  if (text.trim() === "") return { ok: false, sentence: empty };
  return controls.test(text) ? { ok: false, sentence: noText } : { ok: true, text };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells a picture or a program from a text
const controls = /[\u0000-\u0008\u000b\u000e-\u001f\ufffe\uffff]/;

function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

export const tooLarge: Sentence = {
  de: "Die Datei ist grösser als 5 MB. Teilen Sie sie auf; ein Dienst, der schon da ist, wird übersprungen.",
  en: "The file is larger than 5 MB. Split it; a service that is already there is skipped.",
};
const empty: Sentence = { de: "Die Datei ist leer.", en: "The file is empty." };
const noText: Sentence = {
  de: "Das ist keine Textdatei. Importiert werden CSV und JSON.",
  en: "This is not a text file. CSV and JSON can be imported.",
};
const workbook: Sentence = {
  de: "Das ist eine Arbeitsmappe (Excel oder LibreOffice). Speichern Sie sie als «CSV UTF-8» und importieren Sie diese Datei.",
  en: 'This is a workbook (Excel or LibreOffice). Save it as "CSV UTF-8" and import that file.',
};

const signatures: readonly { starts: readonly number[]; sentence: Sentence }[] = [
  { starts: [0x50, 0x4b, 0x03, 0x04], sentence: workbook },
  { starts: [0xd0, 0xcf, 0x11, 0xe0], sentence: workbook },
  { starts: [0x25, 0x50, 0x44, 0x46], sentence: noText },
];
