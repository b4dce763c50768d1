import type { Fields } from "#src/http/form.ts";
import { openSecret, type SecretsKey, sealSecret } from "#src/storage/sealed.ts";

type Whose = { key: SecretsKey; mailbox_id: number; part: "imap" | "smtp"; by: string };

/**
 * A password that stood in a form which was refused goes back with it sealed, so that it need not be typed again and is on no page
 * in clear. Only the person who typed it can send it back, and only for the same mailbox.
 */
export function keptPassword(values: Fields, whose: Whose): string {
  const typed = typedPassword(values, whose);
  return typed === null ? "" : sealSecret(whose.key, typed, purposeOf(whose));
}

/** What was typed now, else what was typed before; null when nothing was. */
export function typedPassword(values: Fields, whose: Whose): string | null {
  const typed = values[`${whose.part}_password`] ?? "";
  if (typed !== "") return typed;
  const kept = values[`${whose.part}_kept`] ?? "";
  return kept === "" ? null : openSecret(whose.key, kept, purposeOf(whose));
}

function purposeOf({ mailbox_id, part, by }: Whose): string {
  return `form mailbox:${mailbox_id} ${part} ${by}`;
}
