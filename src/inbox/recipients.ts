import type { Address } from "#src/mail/message.ts";
import { type MessageRow, readAddresses } from "./message.ts";

type Answered = Pick<MessageRow, "kind" | "from_address" | "from_name" | "to_addresses" | "cc_addresses" | "reply_to">;

export type Recipients = { to: Address[]; cc: Address[] };

/**
 * To whom an answer goes, told from the message that is answered. `all` adds everybody else who got it, but nobody who got it unseen:
 * BCC is never promoted. What we sent ourselves goes on to the same people.
 */
export function recipientsOf(
  message: Answered,
  mode: "reply" | "all",
  isOurs: (address: string) => boolean,
): Recipients {
  const others = (list: readonly Address[]) => unique(list).filter(({ address }) => address !== "" && !isOurs(address));
  const [to, cc] = [readAddresses(message.to_addresses), readAddresses(message.cc_addresses)];
  if (message.kind === "out") return { to: others(to), cc: mode === "all" ? others(cc) : [] };
  const writer = { name: message.from_name, address: message.from_address };
  const asked = others(readAddresses(message.reply_to));
  const first = asked.length > 0 ? asked : others([writer]);
  const rest = mode === "all" ? others([...to, ...cc]) : [];
  return { to: first, cc: rest.filter(({ address }) => !first.some((one) => one.address === address)) };
}

function unique(list: readonly Address[]): Address[] {
  return [...new Map(list.toReversed().map((one) => [one.address, one])).values()].reverse();
}
