import type { Database } from "bun:sqlite";
import { type Incoming, plainSubject, tokensIn } from "./incoming.ts";
import { readOurId, readReplyAddress } from "./mail-ids.ts";
import { findAgent } from "./mailbox-store.ts";
import type { How, Relation, Rule, Strength } from "./match.ts";
import { placesOfId, ticketsReferringTo } from "./message-store.ts";
import { outsideNumbersIn } from "./outside-number.ts";
import { ticketWithOutsideNumber } from "./outside-number-store.ts";
import { sharedDomain } from "./sender.ts";
import type { TicketRow } from "./ticket.ts";
import { readMark } from "./ticket-mark.ts";
import { belongsTo, participantsOf, recentTicketsOf, resolveTicket } from "./ticket-store.ts";

/** What a rule found: a ticket as it was named, before pointers are followed. */
type Evidence = { ticket: number; found: string; strength: Strength; relation?: Relation; followed?: true };

export type Candidate = { ticket: TicketRow; how: How };

/** `elsewhere`: tickets that evidence named and that are not of this mailbox, or gone. */
export type Found = {
  candidate: Candidate | null;
  forged: string[];
  elsewhere: { rule: Rule; found: string; ticket: TicketRow | null } | null;
  /** A token named it, but its sender takes no part in it (M7). */
  strangersToken: { ticket: TicketRow; found: string } | null;
};

type Search = { db: Database; mail: Incoming; found: Found };

/** Asks the rules M1 to M9 in their order; the first that finds a ticket of this mailbox wins. */
export function findTicketFor(db: Database, mail: Incoming): Found {
  const found: Found = { candidate: null, forged: [], elsewhere: null, strangersToken: null };
  const search = { db, mail, found };
  for (const [rule, ask] of rules) {
    for (const evidence of ask(search)) {
      found.candidate = candidateFor(search, rule, evidence);
      if (found.candidate) return found;
    }
  }
  return found;
}

/** Follows pointers (V4) and keeps to tickets that mail of this mailbox may join. */
function candidateFor({ db, mail, found }: Search, rule: Rule, evidence: Evidence): Candidate | null {
  const ticket = resolveTicket(db, evidence.ticket);
  if (ticket === null || ticket.erased_at !== null || !belongsTo(db, ticket, mail.mailbox.id)) {
    found.elsewhere ??= { rule, found: evidence.found, ticket: ticket?.erased_at === null ? ticket : null };
    return null;
  }
  const relation = evidence.relation ?? relationTo(db, ticket, mail.sender.address);
  const strength = rule === "M3" && relation === "stranger" ? "medium" : evidence.strength;
  const how: How = { rule, strength, found: evidence.found, ticket: evidence.ticket, relation };
  if (ticket.id !== evidence.ticket) how.merged = true;
  if (evidence.followed) how.followed = true;
  return { ticket, how };
}

function relationTo(db: Database, ticket: TicketRow, address: string): Relation {
  const participants = participantsOf(db, ticket.id);
  if (participants.includes(address)) return "participant";
  if (address !== "" && findAgent(db, address)) return "agent";
  const domain = sharedDomain(address);
  const colleague = domain !== null && participants.some((one) => sharedDomain(one) === domain);
  return colleague ? "same-domain" : "stranger";
}

const rules: readonly [Rule, (search: Search) => Iterable<Evidence>][] = [
  ["M1", replyAddresses],
  ["M2", ownIds],
  ["M3", storedIds],
  ["M4", reportedIds],
  ["M5", marks],
  ["M6", siblings],
  ["M7", tokens],
  ["M8", outsideNumbers],
  ["M9", sameSubject],
];

function* replyAddresses({ db, mail, found }: Search): Generator<Evidence> {
  const { deliveredTo, to, cc } = mail.parsed;
  for (const address of new Set([...deliveredTo, ...to.map((one) => one.address), ...cc.map((one) => one.address)])) {
    const read = readReplyAddress(db, address);
    if (read === "forged") found.forged.push(address);
    else if (read) yield answered({ db, mail, found }, { ticket: read.ticket_id, found: address, strength: "strong" });
  }
}

/** V6: an answer to a message that was moved follows it, also where the reply address names the ticket it was moved from. */
function answered({ db, mail }: Search, evidence: Evidence): Evidence {
  const id = mail.parsed.inReplyTo;
  const moved = id ? placesOfId(db, id).find(({ matched_by }) => matched_by === "moved") : undefined;
  return moved && moved.ticket_id !== evidence.ticket
    ? { ...evidence, ticket: moved.ticket_id, found: id!, followed: true }
    : evidence;
}

/** An id of ours says which ticket it was sent from; where its message lies by now counts more (V6). */
function* ownIds({ db, mail, found }: Search): Generator<Evidence> {
  for (const id of mail.ids) {
    const read = readOurId(db, id);
    if (read === "forged") found.forged.push(id);
    if (read === null || read === "forged") continue;
    const stored = placesOfId(db, id)[0];
    const ticket = stored?.ticket_id ?? read.ticket_id;
    yield { ticket, found: id, strength: "strong", ...(ticket === read.ticket_id ? {} : { followed: true as const }) };
  }
}

function* storedIds({ db, mail, found }: Search): Generator<Evidence> {
  for (const id of mail.ids) {
    if (found.forged.includes(id)) continue;
    for (const message of placesOfId(db, id))
      yield { ticket: message.ticket_id, found: id, strength: "strong", ...followedBy(message) };
  }
}

function followedBy({ matched_by }: { matched_by: string | null }): { followed?: true } {
  return matched_by === "moved" ? { followed: true } : {};
}

function* reportedIds({ db, mail }: Search): Generator<Evidence> {
  const id = mail.parsed.report?.originalMessageId;
  if (!id) return;
  for (const message of placesOfId(db, id)) yield { ticket: message.ticket_id, found: id, strength: "strong" };
  const own = readOurId(db, id);
  if (own !== null && own !== "forged") yield { ticket: own.ticket_id, found: id, strength: "strong" };
}

function* marks({ db, mail, found }: Search): Generator<Evidence> {
  for (const text of [mail.parsed.text, mail.parsed.html ?? ""]) {
    const read = readMark(db, text);
    if (read === null) continue;
    if ("forged" in read) found.forged.push(read.forged);
    else return yield { ticket: read.ticket_id, found: read.found, strength: "strong" };
  }
}

/** Another mail refers to what this one refers to, or to this one itself, which then came late. */
function* siblings({ db, mail, found }: Search): Generator<Evidence> {
  for (const id of [mail.parsed.messageId ?? "", ...mail.ids]) {
    if (id === "" || found.forged.includes(id)) continue;
    for (const ticket of ticketsReferringTo(db, id)) yield { ticket, found: id, strength: "medium" };
  }
}

function* tokens({ db, mail, found }: Search): Generator<Evidence> {
  for (const id of tokensIn(mail.parsed.subject, mail.mailbox.subject_token)) {
    const ticket = resolveTicket(db, id);
    if (ticket === null || !belongsTo(db, ticket, mail.mailbox.id)) continue;
    const relation = relationTo(db, ticket, mail.sender.address);
    const token = `#${mail.mailbox.subject_token}-${id}`;
    if (relation === "participant" || relation === "agent")
      yield { ticket: id, found: token, strength: "medium", relation };
    else found.strangersToken ??= { ticket, found: token };
  }
}

function* outsideNumbers({ db, mail }: Search): Generator<Evidence> {
  for (const { domain, number } of outsideNumbersIn(
    mail.mailbox.tracker_senders,
    mail.sender.address,
    mail.parsed.subject,
  )) {
    const ticket = ticketWithOutsideNumber(db, { mailbox_id: mail.mailbox.id, domain, number });
    if (ticket !== null) yield { ticket, found: number, strength: "weak" };
  }
}

function* sameSubject({ db, mail }: Search): Generator<Evidence> {
  const { mailbox, sender, subject, at } = mail;
  if (mailbox.same_subject_hours === 0 || subject === "" || sender.address === "") return;
  const since = new Date(Date.parse(at) - mailbox.same_subject_hours * 3_600_000).toISOString();
  for (const ticket of recentTicketsOf(db, mailbox.id, sender.address, since)) {
    if (plainSubject(ticket.subject, mailbox.subject_token) === subject)
      yield { ticket: ticket.id, found: ticket.subject, strength: "weak", relation: "participant" };
  }
}
