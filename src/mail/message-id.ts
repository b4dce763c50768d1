/** Every id of a header that holds some, in order, each once: without brackets, white space and comments, case kept (rule R3). */
export function messageIdsIn(bytes: string | null): string[] {
  if (bytes === null) return [];
  const ids = bytes.includes("<")
    ? [...bytes.matchAll(/<([^<>]*)>?/g)].map(([, id]) => id!.replace(/\([^()]*\)|\s+/g, ""))
    : bytes.replace(/\([^()]*\)/g, " ").split(/[\s,;]+/);
  return [...new Set(ids.filter((id) => id !== ""))];
}

/** The id of the mail itself: the first, or null. Without brackets the whole value is one id, whatever it holds. */
export function ownMessageId(bytes: string | null): string | null {
  if (bytes === null) return null;
  return messageIdsIn(bytes.includes("<") ? bytes : bytes.replace(/\([^()]*\)/g, "").replace(/\s+/g, ""))[0] ?? null;
}

/** In-Reply-To may hold words ("Your message of …"): an id is in brackets, or the only word with an @. */
export function repliedToId(bytes: string | null): string | null {
  const ids = messageIdsIn(bytes);
  return (bytes?.includes("<") ? ids[0] : ids.find((id) => id.includes("@"))) ?? null;
}

/** A stable id for a mail that has none, from the SHA-256 (hex) of its bytes. */
export const synthesisedMessageId = (sha256: string): string => `${sha256}@local.invalid`;
