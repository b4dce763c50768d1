export type TicketState = "open" | "waiting-customer" | "waiting-third" | "closed" | "spam";

export type TicketRow = {
  id: number;
  mailbox_id: number;
  subject: string;
  state: TicketState;
  kind: string;
  assignee_id: number | null;
  customer_id: number | null;
  /** When the first message from outside came that nobody has answered. */
  waiting_since: string | null;
  snoozed_until: string | null;
  has_trouble: 0 | 1;
  merged_into: number | null;
  created_at: string;
  last_at: string;
  closed_at: string | null;
  last_message_id: number | null;
  preview: string;
  erased_at: string | null;
};

export const ticketStates: readonly TicketState[] = ["open", "waiting-customer", "waiting-third", "closed", "spam"];

export const stateWords: Record<TicketState, { de: string; en: string }> = {
  open: { de: "offen", en: "open" },
  "waiting-customer": { de: "wartet auf Kundschaft", en: "waiting for customer" },
  "waiting-third": { de: "wartet auf Dritte", en: "waiting for third party" },
  closed: { de: "erledigt", en: "closed" },
  spam: { de: "Spam", en: "spam" },
};

/** The first words that are not quoted, on one line and short enough for a list; a greeting says nothing and is left out. */
export function previewOf(text: string): string {
  const said: string[] = [];
  for (const line of text.slice(0, 4000).split("\n")) {
    const words = line.trim().replace(/\s+/g, " ");
    if (words === "" || words.startsWith(">") || !/[\p{L}\p{N}]/u.test(words)) continue;
    said.push(words);
    if (said.length > 3) break;
  }
  const first = said.length > 1 && isGreeting(said[0]!) ? said.slice(1) : said;
  return first.join(" ").slice(0, 160);
}

const isGreeting = (line: string) =>
  line.length < 50 && /^(guten|hallo|sehr geehrte|liebe|grüezi|hi|hello|dear|good|bonjour|buongiorno)\b/i.test(line);
