export type OutsideNumber = { domain: string; number: string };

/** How trackers number things: ServiceNow, Jira, OTRS and Znuny, Zendesk and Freshdesk. */
const shapes = [
  /\b((?:INC|RITM|REQ|CHG|PRB|TASK|SCTASK|CS)\d{6,})\b/g,
  /\b([A-Z][A-Z0-9]{1,9}-\d{1,7})\b/g,
  /\[?(?:Ticket|Case|Request|Anfrage|Fall)[ #:]*(\d{4,18})\]?/gi,
];

/**
 * The tracker's numbers in a subject (rule M8), only of senders for whom a mailbox says so: `senders` is JSON of whole addresses
 * (`jira@example.com`) and domains (`example.com`).
 */
export function outsideNumbersIn(senders: string, from: string, subject: string | null): OutsideNumber[] {
  if (senders === "[]" || from === "" || !subject) return [];
  const domain = from.slice(from.lastIndexOf("@") + 1);
  if (!(JSON.parse(senders) as string[]).some((one) => one === from || one === domain)) return [];
  const numbers = shapes.flatMap((shape) => [...subject.matchAll(shape)].map((found) => found[1]!.toUpperCase()));
  return [...new Set(numbers)].map((number) => ({ domain, number }));
}
