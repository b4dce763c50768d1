import type { Address, ParsedMail } from "#src/mail/message.ts";

/** Who wrote: From, else Sender, else the envelope. The address is empty when nothing says it. */
export function senderOf({ from, sender, returnPath }: Pick<ParsedMail, "from" | "sender" | "returnPath">): Address {
  const written = from.find(({ address }) => address !== "");
  if (written) return written;
  if (sender && sender.address !== "") return sender;
  return { name: from[0]?.name ?? "", address: returnPath ?? "" };
}

/** A mail to a thousand people makes a thousand addresses; so many of them take part. */
const mostParticipants = 100;

/** The addresses that take part in a ticket through a mail: its sender and recipients, without our own. */
export function participantsIn(
  { from, to, cc }: { from: string; to: readonly Address[]; cc: readonly Address[] },
  isOurs: (address: string) => boolean,
): string[] {
  const all = [from, ...to.map(({ address }) => address), ...cc.map(({ address }) => address)];
  const others = all.filter((address) => address !== "" && !isOurs(address));
  return [...new Set(others)].slice(0, mostParticipants);
}

/** Domains at which everybody may have an address: sharing one says nothing. */
const publicDomains = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com hotmail.ch live.com msn.com outlook.de yahoo.com yahoo.de icloud.com me.com mac.com
   aol.com gmx.ch gmx.net gmx.de gmx.at web.de t-online.de freenet.de bluewin.ch bluemail.ch sunrise.ch hispeed.ch swissonline.ch
   quickline.ch proton.me protonmail.com protonmail.ch pm.me tutanota.com tuta.io posteo.de posteo.ch mailbox.org hey.com fastmail.com
   zoho.com mail.ru yandex.ru qq.com 163.com laposte.net orange.fr free.fr libero.it`.split(/\s+/),
);

/** The domain that two colleagues share; null where it says nothing about them. */
export function sharedDomain(address: string): string | null {
  const domain = address.slice(address.lastIndexOf("@") + 1);
  return domain === "" || !address.includes("@") || publicDomains.has(domain) ? null : domain;
}
