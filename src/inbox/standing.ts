import type { ParsedMail } from "#src/mail/message.ts";

/**
 * What wrote a mail: a person; a person or a sender of bulk mail through a list; a machine that answers or notifies; a server that
 * reports on a mail of ours.
 */
export type Standing = "person" | "list" | "machine" | "report";

/** Signs that say only that a mail went through a list. A person may have written it all the same. */
const listSigns = ["list", "precedence"];

/** `ours`: it carries our own mark, so one of our own mails came back. `domains`: those of our mailboxes. */
export function standingOf(
  mail: ParsedMail,
  { ours, domains }: { ours: boolean; domains: readonly string[] },
): Standing {
  if (mail.report !== null && mail.report.kind !== "disposition" && mail.report.kind !== "feedback") return "report";
  if (ours) return "machine";
  if (!mail.automatic.is) return "person";
  if (!onlyThroughList(mail)) return "machine";
  return isOwnList(mail.listId, domains) ? "person" : "list";
}

function onlyThroughList({ automatic, precedence }: ParsedMail): boolean {
  const throughList = automatic.signs.every((sign) => listSigns.includes(sign));
  return throughList && !/^auto/i.test(precedence ?? "");
}

/** A distribution list of the house, such as support@ itself: whoever writes to it is a person like any other. */
function isOwnList(listId: string | null, domains: readonly string[]): boolean {
  const id = /<?([^<>\s]+)>?\s*$/.exec(listId ?? "")?.[1]?.toLowerCase();
  return id !== undefined && domains.some((domain) => id === domain || id.endsWith(`.${domain}`));
}
