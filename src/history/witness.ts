import type { Entry } from "./entry.ts";

/** Something that does not agree with the chain: a code for programs, the entry and the file it is about, and a sentence. */
export type Fault = { code: FaultCode; seq: number | null; file: string | null; sentence: string };

export type FaultCode =
  | "file-damaged"
  | "entry-changed"
  | "entry-removed"
  | "entry-reordered"
  | "words-changed"
  | "cut-off"
  | "recomputed"
  | "signature-wrong"
  | "signature-missing"
  | "key-unknown"
  | "register-changed"
  | "evidence-changed"
  | "evidence-missing"
  | "file-changed"
  | "file-missing"
  | "file-unknown";

/**
 * Something beside the chain that must agree with it. It is shown every entry in order and says what it disagrees with; at the
 * end it says what no entry tells of. `counted` says what it looked at, for the report.
 */
export type Witness = {
  see: (entry: Entry) => Fault | null;
  rest: () => Fault | null | Promise<Fault | null>;
  counted: () => Record<string, number>;
};

/** A table, a file or a record that is not as its entry says. */
export function faultAt(code: FaultCode, seq: number | null, sentence: string, file: string | null = null): Fault {
  return { code, seq, file, sentence };
}
