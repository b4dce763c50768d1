import type { Database } from "bun:sqlite";
import type { Report, ReportRecipient } from "#src/mail/report.ts";
import { isHard, tellUnreachable } from "./notice-listeners.ts";
import type { OutgoingRow, RecipientRow, RecipientState } from "./outgoing-mail.ts";
import { trouble } from "./outgoing-results.ts";
import {
  findOutgoingById,
  recentTo,
  recipientsOfMail,
  setBounced,
  ticketOfMessage,
  updateRecipient,
} from "./outgoing-store.ts";

export type NotedBounce = {
  outgoing_id: number;
  message_id: number | null;
  ticket_id: number | null;
  /** False when all of it was known. */
  changed: boolean;
};

/** A report without any id is about the last mail to that address, when that is not long ago. */
const recent_ms = 7 * 86_400_000;

/**
 * Notes what a report says of a mail of ours: who did not get it, and why. Null when it is about none of ours. Call it inside the
 * transaction that files the report.
 */
export function noteBounce(db: Database, report: Report, at: Date): NotedBounce | null {
  const mail = mailOf(db, report, at);
  if (mail === null) return null;
  const rows = recipientsOfMail(db, mail.id);
  const told = report.kind === "delivery-status" ? toldOf(report, rows) : [];
  const changed = told.filter(([row, word]) => noteWord(db, mail, row, word, at)).length > 0;
  const ticket_id = mail.message_id === null ? null : ticketOfMessage(db, mail.message_id);
  return { outgoing_id: mail.id, message_id: mail.message_id, ticket_id, changed };
}

function mailOf(db: Database, { envid, originalMessageId, recipients }: Report, at: Date): OutgoingRow | null {
  const named = [envid, originalMessageId].filter((id) => id !== null);
  for (const id of named) {
    const mail = findOutgoingById(db, id);
    if (mail) return mail;
  }
  if (named.length > 0) return null;
  const since = new Date(at.getTime() - recent_ms).toISOString();
  const mails = recipients.flatMap(({ address }) => recentTo(db, address, since).slice(0, 1));
  return mails[0] ?? null;
}

/** Whom of ours each word is about. An address that was forwarded is named as it was in the end: with one recipient there is no doubt. */
function toldOf({ recipients }: Report, rows: readonly RecipientRow[]): [RecipientRow, ReportRecipient][] {
  const only = rows.length === 1 ? rows[0] : undefined;
  if (recipients.length === 0)
    return only ? [[only, { address: only.address, action: "failed", status: null, diagnostic: null }]] : [];
  return recipients.flatMap((word): [RecipientRow, ReportRecipient][] => {
    const row = rows.find(({ address }) => address.toLowerCase() === word.address) ?? only;
    return row ? [[row, word]] : [];
  });
}

const rank: Record<RecipientState, number> = {
  queued: 0,
  sending: 0,
  accepted: 0,
  delayed: 1,
  delivered: 2,
  refused: 3,
  bounced: 3,
};

/** What is final stays: a delay that is reported late changes nothing. */
function noteWord(db: Database, mail: OutgoingRow, row: RecipientRow, word: ReportRecipient, at: Date): boolean {
  const state = stateOf(word);
  if (state === null || rank[state] <= rank[row.state]) return false;
  const { status, diagnostic } = word;
  updateRecipient(db, { ...row, state, status, answer: diagnostic, at: at.toISOString() });
  if (state === "bounced" && isHard(status)) {
    setBounced(db, row.address.toLowerCase(), at.toISOString());
    tellUnreachable(db, row.address, diagnostic ?? status ?? "", at);
  }
  const detail = { address: row.address, status, said: diagnostic };
  if (state !== "delivered") trouble(db, mail, { what: `mail.${state}`, at, detail });
  return true;
}

function stateOf({ action, status }: ReportRecipient): "bounced" | "delayed" | "delivered" | null {
  if (action === "failed" || action === "delayed") return action === "failed" ? "bounced" : "delayed";
  if (action === "delivered") return "delivered";
  if (action !== null) return null;
  return status?.startsWith("5") ? "bounced" : status?.startsWith("4") ? "delayed" : null;
}
