/** What is wanted of a raw mail. Parsing and cleaning a large one takes longer than a page may wait, so a worker does it. */
export type Wanted =
  | { what: "frame"; remote: boolean; language: string; linkPage: string }
  | { what: "attachment"; part: number };

/** A document for the frame; `images` of it lie elsewhere, and `trackers` of these only tell that the mail was opened. */
export type Frame = { document: string; images: number; trackers: number };
export type AttachmentBytes = { bytes: Uint8Array<ArrayBuffer> };

/** `too-large` and `too-slow`: it is not shown as HTML; text and raw mail are there as ever. */
export type Trouble = { trouble: "too-large" | "too-slow" | "missing" };

/** `raw` is given away: whoever asks no longer has it. */
export type Question = { raw: Uint8Array; wanted: Wanted };
export type Answer = Frame | AttachmentBytes | Trouble;
