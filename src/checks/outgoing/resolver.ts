import { isIP } from "node:net";
import { answerFrom } from "./dns-answer.ts";
import { askServer, type NameServer, type Question } from "./dns-query.ts";
import { type SystemNames, systemNames } from "./system-files.ts";

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

type Making = {
  clock: () => Date;
  /** Name servers to ask; those of /etc/resolv.conf unless said. */
  servers?: readonly NameServer[];
  /** How long one server is waited for before the next is asked, in milliseconds. */
  patience_ms?: number;
};

/**
 * Asks name servers itself: `getaddrinfo`, and with it `dns.lookup`, says "not found" for a dead resolver and for a name that
 * does not exist alike. What was found is kept for its TTL, 30 s at most.
 */
export function createResolver({ clock, servers, patience_ms = 2000 }: Making): Resolver {
  const system = systemNames(clock);
  const names = (): SystemNames => (servers ? { servers: [...servers], search: [], hosts: new Map() } : system());
  const kept = keptAnswers(clock);
  const ask: Resolver["ask"] = (name, type, signal) =>
    kept(`${type} ${name.toLowerCase()}`, () => askInTurn(names().servers, { name, type }, patience_ms, signal));
  return { ask, addressesOf: (host, family, signal) => addressesOf({ ask, names }, host, family, signal) };
}

async function askInTurn(servers: NameServer[], question: Question, patience_ms: number, signal: AbortSignal) {
  if (isNeverFound(question.name)) return { outcome: "no-such-name", records: [] } as const;
  let answer: DnsAnswer = { outcome: "failed", code: "no-server", records: [] };
  for (const server of servers.length > 1 ? servers : [...servers, ...servers]) {
    if (signal.aborted) break;
    const patience = AbortSignal.any([signal, AbortSignal.timeout(patience_ms)]);
    answer = answerFrom(await askServer(server, question, patience), question.type);
    if (answer.outcome !== "failed") break;
  }
  return answer;
}

/** RFC 6761: nothing under .invalid exists, and nobody is to be asked. A name the DNS cannot carry does not exist either. */
function isNeverFound(name: string): boolean {
  const labels = name.replace(/\.$/, "").split(".");
  return (
    labels.at(-1)?.toLowerCase() === "invalid" ||
    name.length > 253 ||
    labels.some(({ length }) => length < 1 || length > 63)
  );
}

type Asking = { ask: Resolver["ask"]; names: () => SystemNames };

async function addressesOf(
  asking: Asking,
  host: string,
  family: 4 | 6 | null,
  signal: AbortSignal,
): Promise<DnsAnswer> {
  const { hosts, search } = asking.names();
  const listed = literal(host) ?? hosts.get(host.toLowerCase()) ?? ownNames(host);
  if (listed) return ofFamily(host, listed, family);
  const suffixes = host.includes(".") ? [] : search;
  for (const name of [...suffixes.map((suffix) => `${host}.${suffix}`), host]) {
    const answer = await bothFamilies(asking.ask, name, family, signal);
    if (answer.outcome === "found" || name === host) return answer;
  }
  throw new Error("unreachable: the host itself is asked last");
}

async function bothFamilies(
  ask: Resolver["ask"],
  name: string,
  family: 4 | 6 | null,
  signal: AbortSignal,
): Promise<DnsAnswer> {
  const types = family === null ? (["AAAA", "A"] as const) : family === 4 ? (["A"] as const) : (["AAAA"] as const);
  const answers = await Promise.all(types.map((type) => ask(name, type, signal)));
  const records = answers.flatMap((answer) => answer.records).filter(({ type }) => type === "A" || type === "AAAA");
  if (records.length > 0) return { outcome: "found", records };
  return answers.find(({ outcome }) => outcome === "failed") ?? answers[0]!;
}

function literal(host: string): string[] | null {
  const bare = host.replace(/^\[|\]$/g, "");
  return isIP(bare) ? [bare] : null;
}

/** RFC 6761: localhost is this machine, whatever a name server says. */
function ownNames(host: string): string[] | null {
  return /(^|\.)localhost\.?$/i.test(host) ? ["127.0.0.1", "::1"] : null;
}

function ofFamily(host: string, addresses: readonly string[], family: 4 | 6 | null): DnsAnswer {
  const fitting = addresses.filter((address) => family === null || isIP(address) === family);
  const records = fitting.map((value) => ({ name: host, type: isIP(value) === 4 ? "A" : "AAAA", ttl: 0, value }));
  return records.length > 0 ? { outcome: "found", records } : { outcome: "no-such-record", records };
}

/** One question at a time for one name, and what was found kept for a while. Failures are never kept. */
function keptAnswers(clock: () => Date) {
  const kept = new Map<string, { until: number; answer: DnsAnswer }>();
  return async (key: string, ask: () => Promise<DnsAnswer>): Promise<DnsAnswer> => {
    const now = clock().getTime();
    const known = kept.get(key);
    // A clock that was set back must not keep an answer for longer than it was meant to be kept.
    if (known && now < known.until && known.until - now <= 30_000) return known.answer;
    const answer = await ask();
    if (answer.outcome === "found") kept.set(key, { until: now + keptFor_ms(answer), answer });
    if (kept.size > 5000) kept.clear();
    return answer;
  };
}

function keptFor_ms({ records }: DnsAnswer): number {
  return Math.min(30, ...records.map(({ ttl }) => ttl)) * 1000;
}
