import type { Database } from "bun:sqlite";
import type { Address } from "#src/mail/message.ts";
import { isVouchedFor } from "./agent-mail.ts";
import type { Arrived } from "./arrival.ts";
import { findCustomerAt } from "./customer-store.ts";
import type { Incoming } from "./incoming.ts";
import { findAgent, findMailboxAt } from "./mailbox-store.ts";
import type { How } from "./match.ts";
import type { MessageKind } from "./message.ts";
import type { Place } from "./placing.ts";
import type { Voice } from "./state-rules.ts";

/** Who speaks in a mail, and as what its message counts. */
export type Author = {
  kind: MessageKind;
  voice: Voice;
  /** Somebody of the house, believed. */
  person: number | null;
  /** Whose ticket it would be. */
  customer: Address;
  blocked: boolean;
  /** What of it is told beside how the mail was matched. */
  how: How;
};

export function authorOf(db: Database, mail: Incoming, place: Place, source: Arrived["source"]): Author {
  const { sender, standing } = mail;
  const outside = { kind: "in", person: null, customer: sender, blocked: false } as const;
  if (source === "import" && isOurs(db, sender.address)) return { ...ownSent(mail), blocked: false };
  if (standing === "report" || standing === "machine")
    return { ...outside, voice: "machine", blocked: isBlocked(db, sender), how: {} };
  const agent = place.ticket === null || sender.address === "" ? null : findAgent(db, sender.address);
  if (agent) return { ...outside, ...agentsMail(db, mail, place, agent.id) };
  const throughList = standing === "list" && place.ticket !== null;
  const voice = standing === "person" || throughList ? "waiting" : "machine";
  return { ...outside, voice, blocked: isBlocked(db, sender), how: told(place, throughList) };
}

function told({ ticket, how }: Place, throughList: boolean): How {
  return {
    ...(throughList ? { throughList: true as const } : {}),
    ...(ticket !== null && how.relation !== "participant" ? { newcomer: true as const } : {}),
  };
}

/** Of an imported mailbox: what we sent ourselves. The ticket is the recipient's. */
function ownSent({ parsed }: Incoming) {
  const customer = parsed.to[0] ?? parsed.cc[0] ?? { name: "", address: "" };
  return { kind: "out", voice: "answer", person: null, customer, how: {} } as const;
}

/**
 * S4. Believed only with evidence of ours that cannot be made up, and when our own server vouches for the address. Then it is their
 * answer where somebody outside got it too, else a note: a mail is never sent on to where its writer did not send it. Not believed,
 * it is like anybody's.
 */
function agentsMail(db: Database, mail: Incoming, { ticket, how }: Place, person: number) {
  const sealed = how.rule === "M1" || how.rule === "M2" || how.rule === "M5";
  const verified =
    sealed && isVouchedFor(mail.parsed, { authserv_id: mail.mailbox.authserv_id, from: mail.sender.address });
  const told = { agent: { person, verified } };
  if (!verified)
    return {
      voice: "waiting",
      how: { ...told, ...(how.relation === "participant" ? {} : { newcomer: true as const }) },
    } as const;
  const reached = [...mail.parsed.to, ...mail.parsed.cc].some(
    ({ address }) => !isOurs(db, address) && !findAgent(db, address),
  );
  const kind = reached && ticket !== null ? "out" : "note";
  return { kind, voice: kind === "out" ? "answer" : "note", person, how: told } as const;
}

function isBlocked(db: Database, { address }: Address): boolean {
  return address !== "" && findCustomerAt(db, address)?.blocked_at != null;
}

/** One of our mailboxes, also with something after a plus sign. */
export function isOurs(db: Database, address: string): boolean {
  return findMailboxAt(db, address.replace(/\+[^@]*@/, "@")) !== null || findMailboxAt(db, address) !== null;
}
