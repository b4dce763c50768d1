import ipaddr from "ipaddr.js";
import type { Sentence } from "#src/problem.ts";

/** Null when the address (as text, IPv4 or IPv6) may be connected to; otherwise why not, as a sentence. */
export type AddressPolicy = (address: string) => Sentence | null;

type Allowed = {
  /** This machine itself. */
  loopback: boolean;
  /** 10/8, 172.16/12, 192.168/16, 100.64/10, fc00::/7. */
  private: boolean;
  /** Addresses or ranges (CIDR) that are allowed whatever they are; each must satisfy `isRange`. */
  exceptions?: readonly string[];
};

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Where cloud providers answer every program on a machine with that machine's keys, beside 169.254.0.0/16: AWS (fd00:ec2::254),
 * Google (fd20:ce::254), Alibaba (100.100.100.200), Oracle (192.0.0.192), Azure (168.63.129.16).
 */
const metadata = new Set(["fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "192.0.0.192", "168.63.129.16"]);

const never = new Set(["unspecified", "broadcast", "multicast", "linkLocal"]);

/** Link-local, metadata, multicast and unspecified addresses are refused unless they are an exception; the rest as said. */
export function addressPolicy({ loopback, private: internal, exceptions = [] }: Allowed): AddressPolicy {
  const ranges = exceptions.map(rangeOf);
  return (text) => {
    if (!ipaddr.isValid(text)) return refused(text, "keine Adresse", "no address");
    const address = plain(ipaddr.parse(text));
    if (ranges.some((range) => isWithin(address, range))) return null;
    return refusal(text, address, loopback, internal);
  };
}

/** For the command line: whoever runs it on this machine may reach what the machine reaches. */
export const commandLineAddresses = (exceptions: readonly string[]) =>
  addressPolicy({ loopback: true, private: true, exceptions });

export function isRange(text: string): boolean {
  return ipaddr.isValid(text) || ipaddr.isValidCIDR(text);
}

function refusal(text: string, address: Address, loopback: boolean, internal: boolean): Sentence | null {
  const range: string = address.range();
  if (metadata.has(address.toString()))
    return refused(text, "die Metadaten-Adresse einer Cloud", "a cloud's metadata address");
  if (never.has(range)) return refused(text, "nur für diese Leitung", "meant for this line only");
  if (!loopback && range === "loopback") return refused(text, "diese Maschine selbst", "this machine itself");
  const inside = range === "private" || range === "uniqueLocal" || range === "carrierGradeNat";
  return !internal && inside ? refused(text, "im internen Netz", "inside the private network") : null;
}

function refused(text: string, de: string, en: string): Sentence {
  return {
    de: `Die Adresse ${text} wird nicht aufgerufen: sie ist ${de}.`,
    en: `The address ${text} is not called: it is ${en}.`,
  };
}

/** An IPv4 address inside an IPv6 one (mapped, NAT64, 6to4) is judged as what it leads to. */
function plain(address: Address): Address {
  if (!(address instanceof ipaddr.IPv6)) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  const bytes = address.toByteArray();
  if (address.range() === "rfc6052") return new ipaddr.IPv4(bytes.slice(12));
  return address.range() === "6to4" ? new ipaddr.IPv4(bytes.slice(2, 6)) : address;
}

function rangeOf(text: string): [Address, number] {
  if (text.includes("/")) return ipaddr.parseCIDR(text);
  const address = plain(ipaddr.parse(text));
  return [address, address.kind() === "ipv4" ? 32 : 128];
}

function isWithin(address: Address, [start, bits]: [Address, number]): boolean {
  return address.kind() === start.kind() && address.match(start, bits);
}
