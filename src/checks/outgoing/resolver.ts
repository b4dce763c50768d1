export type RecordType = "A" | "AAAA" | "CAA" | "CNAME" | "MX" | "NS" | "PTR" | "SOA" | "SRV" | "TXT";

/** `value` as one writes it in a zone: "10 mail.example.ch" for MX, the joined text for TXT. `ttl` in seconds. */
export type DnsRecord = { name: string; type: string; ttl: number; value: string };

/** What the DNS said. "failed" is ours or the resolver's fault (SERVFAIL, REFUSED, no answer), never a fact about the name. */
export type DnsAnswer =
  | { outcome: "found"; records: readonly DnsRecord[] }
  | { outcome: "no-such-name" | "no-such-record"; records: readonly DnsRecord[] }
  | { outcome: "failed"; code: string; records: readonly DnsRecord[] };

export type Resolver = {
  ask: (name: string, type: RecordType, signal: AbortSignal) => Promise<DnsAnswer>;
  /** The addresses of a host, as the system would find them: literals, the hosts file, then A and AAAA. */
  addressesOf: (host: string, family: 4 | 6 | null, signal: AbortSignal) => Promise<DnsAnswer>;
};
