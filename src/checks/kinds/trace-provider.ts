import { providers } from "../trace-data.json";
import { hostFrom } from "./config.ts";

/** What an old provider may have left: hosts, DKIM selectors, TXT records. */
export type Provider = {
  slug: string;
  name: string;
  hosts: readonly string[];
  dns: readonly string[];
  selectors: readonly { name: string; key: boolean }[];
  txt: readonly string[];
  names: readonly string[];
  /** Names under which any TXT record is theirs. */
  verified: readonly string[];
};

type Listed = {
  slug: string;
  name: string;
  hosts: string[];
  also?: string[];
  dns?: string[];
  selectors?: { name: string; key?: boolean }[];
  txt?: string[];
  names?: string[];
  verified?: string[];
};

const listed: readonly Listed[] = providers;

/** A slug or name of the list, or a bare host name such as oldprovider.com; null when it is none of these. */
export function providerOf(old: string): Provider | null {
  const typed = old.trim().toLowerCase();
  const found = listed.find(({ slug, name, also = [] }) => [slug, name.toLowerCase(), ...also].includes(typed));
  if (found) return completed(found);
  const host = typed.includes(".") ? hostFrom(typed.replace(/^https?:\/\//, "").replace(/\/.*$/, "")) : null;
  return host === null ? null : completed({ slug: host, name: host, hosts: [host] });
}

export const providerSlugs: readonly string[] = listed.map(({ slug }) => slug);

function completed({
  slug,
  name,
  hosts,
  dns = [],
  selectors = [],
  txt = [],
  names = [],
  verified = [],
}: Listed): Provider {
  const all = selectors.map(({ name, key = false }) => ({ name, key }));
  return { slug, name, hosts, dns, selectors: all, txt, names, verified };
}

/** Whether a host that a page uses belongs to the provider. */
export function ownsHost({ hosts }: Provider, host: string): boolean {
  return isUnderOne(host, hosts);
}

/** Whether a host that the DNS names belongs to the provider. */
export function ownsName({ hosts, dns }: Provider, name: string): boolean {
  return isUnderOne(name, hosts) || isUnderOne(name, dns);
}

/** The provider's hosts that a text names. What only ends like one of them ("notslack.com", "slack.community") does not count. */
export function hostsNamedIn(provider: Provider, text: string): string[] {
  const alternatives = provider.hosts.map((host) => host.replace(/[.]/g, "\\.")).join("|");
  const pattern = new RegExp(
    `(?<![\\w.-])(?:\\*\\.)?(?:[\\w-]+\\.){0,8}(?:${alternatives})(?![\\w-]|\\.[a-z0-9])`,
    "gi",
  );
  return [...new Set([...text.matchAll(pattern)].map(([host]) => host.toLowerCase()))];
}

/** The same in a text of megabytes, piece by piece, so that nobody waits for it. Pieces overlap by more than a host's length. */
export async function hostsNamedInLong(provider: Provider, text: string): Promise<string[]> {
  const found = new Set<string>();
  for (let from = 0; from < text.length; from += piece) {
    if (from > 0) await Bun.sleep(0);
    for (const host of hostsNamedIn(provider, text.slice(Math.max(0, from - 512), from + piece))) found.add(host);
  }
  return [...found];
}

const piece = 131_072;

function isUnderOne(name: string, hosts: readonly string[]): boolean {
  const bare = name.toLowerCase().replace(/\.$/, "");
  return hosts.some((host) => bare === host || bare.endsWith(`.${host}`));
}
