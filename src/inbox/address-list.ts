import { readAddresses } from "#src/mail/address.ts";
import { asStated } from "#src/mail/charset.ts";
import type { Address } from "#src/mail/message.ts";

const plain = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/;

/** Reads what a person typed as recipients: `Petra Brunner <info@brunner.ch>, x@y.ch`. `wrong` is what is no address. */
export function readAddressList(typed: string): { addresses: Address[]; wrong: string[] } {
  const bytes = Buffer.from(typed.replace(/[\r\n]+/g, ", "), "utf8").toString("latin1");
  const entries = readAddresses([bytes], asStated);
  const good = entries.filter(({ address }) => plain.test(address));
  const wrong = entries.filter(({ address }) => !plain.test(address)).map(({ name, address }) => address || name);
  const seen = new Map(good.map((one) => [one.address, one]));
  return { addresses: [...seen.values()], wrong };
}

/** What goes back into the field. */
export function typedAddresses(addresses: readonly Address[]): string {
  return addresses
    .map(({ name, address }) => (name === "" || name === address ? address : `${quoted(name)} <${address}>`))
    .join(", ");
}

function quoted(name: string): string {
  return /[,;:<>@"()[\]\\.]/.test(name) ? `"${name.replace(/["\\]/g, "\\$&")}"` : name;
}
