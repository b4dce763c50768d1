import type { Address } from "#src/mail/message.ts";
import { type MessageRow, readAddresses } from "./message.ts";

export type Recipients = { to: Address[]; cc: Address[] };

/**
 * Whom an answer goes to: of the message that it answers, and of nobody else. `all` keeps those who read along. Bcc is never
 * promoted, and our own addresses never stand in it.
 */
export function recipientsOf(
  message: MessageRow | null,
  all: boolean,
  isOurs: (address: string) => boolean,
): Recipients {
  if (message === null) return { to: [], cc: [] };
  const others = (list: readonly Address[]) => list.filter(({ address }) => address !== "" && !isOurs(address));
  const to = others(readAddresses(message.to_addresses));
  const cc = others(readAddresses(message.cc_addresses));
  if (message.kind === "out") return { to, cc: all ? cc : [] };
  const replyTo = others(readAddresses(message.reply_to));
  const from = others([{ name: message.from_name, address: message.from_address }]);
  const first = replyTo.length > 0 ? replyTo : from;
  const firsts = new Set(first.map(({ address }) => address));
  const rest = [...to, ...cc].filter(({ address }) => !firsts.has(address));
  return { to: first, cc: all ? unique(rest) : [] };
}

function unique(list: readonly Address[]): Address[] {
  return [...new Map(list.map((one) => [one.address, one])).values()];
}

/** The message that an answer answers: the newest that a person wrote from outside, else the newest that went out. */
export function answeredIn(messages: readonly MessageRow[]): MessageRow | null {
  const newest = (fits: (message: MessageRow) => boolean) => messages.findLast(fits) ?? null;
  return (
    newest(({ kind, automatic }) => kind === "in" && automatic === null) ??
    newest(({ kind }) => kind === "in") ??
    newest(({ kind, automatic }) => kind === "out" && automatic === null)
  );
}
