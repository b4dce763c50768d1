/** The rules of matching, in the order in which they are asked; `new`: none of them hit, or a veto spoke. */
export type Rule = "M1" | "M2" | "M3" | "M4" | "M5" | "M6" | "M7" | "M8" | "M9";
export type Veto = "V1" | "V2" | "V3" | "V4" | "V5" | "other-mailbox" | "token-without-participant";
export type Strength = "strong" | "medium" | "weak";

/** How its sender stands to the ticket that a rule found. */
export type Relation = "participant" | "agent" | "same-domain" | "stranger";

/** Kept with each message as `matched_how`, so that a person can be told why it is where it is. */
export type How = {
  /** The rule that hit, also where a veto kept the mail from joining. */
  rule?: Rule;
  strength?: Strength;
  /** What it found: an id, an address, a token. */
  found?: string;
  /** The ticket it found, before pointers were followed. */
  ticket?: number;
  relation?: Relation;
  /** The ticket was found by what it was merged into (V4). */
  merged?: true;
  /** The message it answers was moved here, and took it along (V6). */
  followed?: true;
  /** What kept it from joining. `about`: the ticket it would have joined. */
  veto?: { rule: Veto; about?: number; days?: number };
  /** Evidence that looked like ours and was not (V7). */
  forged?: string[];
  /** S3: the sender was not part of the ticket before. */
  newcomer?: true;
  /** S4: a person of the house wrote by mail; `verified` says whether that could be believed. */
  agent?: { person: number; verified: boolean };
  /** It came through a list, and is taken as a person's answer. */
  throughList?: true;
  /** Of a message that a person moved: from which ticket, by whom. */
  moved?: { from: number; by: string };
};
