import { cleanMessage, type Done, emptyMessage } from "./erase-message-actions.ts";
import { mentions } from "./erased-text.ts";
import { countsIn, type Planned } from "./erasure.ts";
import { prepared, putBack } from "./erasure-files.ts";
import { inOne, moveTo, type Progress, type Running } from "./erasure-step.ts";
import {
  markPlanned,
  messageDone,
  messagesMentioning,
  nextMessage,
  nextUnplanned,
  planMessage,
  planTicket,
  setCounts,
} from "./erasure-store.ts";
import type { MessageRow } from "./message.ts";
import { findMessage, messagesOf } from "./message-store.ts";
import { wholeTextOf } from "./message-text-store.ts";
import { findTicket } from "./ticket-store.ts";

/** Everybody's messages that hold an address of theirs, wherever they lie: the index is asked for it as words side by side. */
export function mentionsStep(running: Running): Progress {
  const { db, erasure, erasing } = running;
  const { addresses } = erasing.person;
  if (addresses.length === 0) return { state: "done" };
  const phrase = addresses.map((address) => `"${address.replaceAll('"', "")}"`).join(" OR ");
  return inOne(running, () => {
    const ids = messagesMentioning(db, phrase, erasure.position, erasure.until_message_id, 40);
    for (const id of ids) planMentioned(running, findMessage(db, id)!);
    moveTo(running, ids.at(-1) ?? erasure.position);
    return { state: ids.length === 0 ? "done" : "more" };
  });
}

function planMentioned({ db, erasure, erasing: { person } }: Running, message: MessageRow): void {
  const { id, ticket_id, from_address, to_addresses, cc_addresses, bcc_addresses, reply_to, subject } = message;
  const people = `${from_address} ${to_addresses} ${cc_addresses} ${bcc_addresses} ${reply_to} ${subject}`;
  if (!mentions(people, person) && !mentions(wholeTextOf(db, id), person)) return;
  const theirs = person.addresses.includes(from_address);
  // A mail that could not be read makes a ticket of nobody's: it is theirs.
  const own = theirs && findTicket(db, ticket_id)?.customer_id === null ? 1 : 0;
  planTicket(db, erasure.id, ticket_id, own);
  planMessage(db, erasure.id, { message_id: id, own, how: theirs ? "empty" : "clean" });
}

/** Of every ticket concerned, each message: theirs and what was said to them in their tickets is emptied, what others wrote is cleaned. */
export function planStep(running: Running): Progress {
  const { db, erasure } = running;
  return inOne(running, () => {
    const tickets = nextUnplanned(db, erasure.id, 5);
    for (const { ticket_id, own } of tickets) {
      for (const message of messagesOf(db, ticket_id))
        if (message.id <= erasure.until_message_id) planMessage(db, erasure.id, plannedFor(running, message, own));
      markPlanned(db, erasure.id, ticket_id);
    }
    return { state: tickets.length === 0 ? "done" : "more" };
  });
}

function plannedFor({ erasing }: Running, message: MessageRow, own: 0 | 1): Planned {
  const { id: message_id, kind, from_address, automatic } = message;
  const came = kind === "in" || kind === "unread";
  const theirs = came && erasing.person.addresses.includes(from_address);
  const aboutThem = own === 1 && (!came || automatic !== null || from_address === "");
  return { message_id, own, how: theirs || aboutThem ? "empty" : "clean" };
}

export async function cleanStep(running: Running): Promise<Progress> {
  const { db, erasure, erasing } = running;
  const next = nextMessage(db, erasure.id, "clean", erasure.position);
  if (next === null) return endOf(running, "clean");
  const ready = await prepared(db, next, { erasure, person: erasing.person, at: erasing.at });
  const progress = inOne(running, () => counted(running, next, cleanMessage(db, erasing, next, ready), "cleaned"));
  await putBack(db, ready); // nothing, unless it had to wait
  return progress;
}

export function emptyStep(running: Running): Progress {
  const { db, erasure, erasing } = running;
  const next = nextMessage(db, erasure.id, "empty", erasure.position);
  if (next === null) return endOf(running, "empty");
  return inOne(running, () => counted(running, next, emptyMessage(db, erasing, next), "messages"));
}

/** Those that had to wait are tried from the first one again. */
function endOf(running: Running, how: Planned["how"]): Progress {
  if (nextMessage(running.db, running.erasure.id, how) === null) return { state: "done" };
  moveTo(running, 0);
  return { state: "wait" };
}

function counted(running: Running, { message_id }: Planned, done: Done, what: "messages" | "cleaned"): Progress {
  const { db, erasure } = running;
  moveTo(running, message_id);
  if (done === "wait") return { state: "more" };
  messageDone(db, erasure.id, message_id);
  const counts = countsIn(erasure);
  setCounts(db, erasure.id, {
    ...counts,
    [what]: counts[what] + (done.changed ? 1 : 0),
    files: counts.files + done.files,
  });
  return { state: "more", blobs: done.blobs };
}
