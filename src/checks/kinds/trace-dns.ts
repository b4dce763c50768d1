import type { Run } from "../outgoing/run.ts";
import { joined, type Search, type Trace, traced } from "./trace-found.ts";
import { hostsNamedIn, ownsName, type Provider } from "./trace-provider.ts";
import { recordsOf } from "./trace-records.ts";
import { searchSpf } from "./trace-spf.ts";

/** Names that companies give what they rent. */
const usualNames = [
  "www",
  "status",
  "help",
  "support",
  "mail",
  "email",
  "news",
  "newsletter",
  "go",
  "info",
  "blog",
  "docs",
];

export type DnsSearch = { domain: string; provider: Provider; selectors: readonly string[]; names: readonly string[] };

/** Looks through the DNS of our domain. Eight questions at a time: a name service of an office router takes no hundred at once. */
export async function searchDns(run: Run, search: DnsSearch): Promise<Search> {
  const questions = [
    () => searchSpf(run, search.domain, search.provider),
    () => searchTxt(run, search),
    () => searchDmarc(run, search),
    () => searchMx(run, search),
    () => searchNs(run, search),
    ...selectorsOf(search).map((selector) => () => searchDkim(run, search, selector)),
    ...namesOf(search).map((name) => () => searchName(run, search, name)),
  ];
  const found: Search[] = [];
  for (let from = 0; from < questions.length; from += 8)
    found.push(...(await Promise.all(questions.slice(from, from + 8).map((ask) => ask()))));
  return joined(found);
}

function selectorsOf({ provider, selectors }: DnsSearch): { name: string; key: boolean }[] {
  const own = selectors.map((name) => ({ name, key: true }));
  return [...own, ...provider.selectors.filter(({ name }) => !selectors.includes(name))];
}

function namesOf({ domain, provider, names }: DnsSearch): string[] {
  const below = [...new Set([...usualNames, ...provider.names, ...names])];
  return below.map((name) => (name.endsWith(`.${domain}`) || name === domain ? name : `${name}.${domain}`));
}

async function searchTxt(run: Run, { domain, provider }: DnsSearch): Promise<Search> {
  const { values, missed } = await recordsOf(run, domain, "TXT");
  const begins = (value: string) => provider.txt.some((start) => value.toLowerCase().startsWith(start.toLowerCase()));
  const theirs = values.filter((value) => begins(value) || (!isSpf(value) && hostsNamedIn(provider, value).length > 0));
  return { traces: theirs.map((value) => traced("txt", domain, value)), missed };
}

function isSpf(value: string): boolean {
  return /^v=spf1(\s|$)/i.test(value);
}

async function searchDmarc(run: Run, { domain, provider }: DnsSearch): Promise<Search> {
  const name = `_dmarc.${domain}`;
  const { values, missed } = await recordsOf(run, name, "TXT");
  const addressed = (value: string) =>
    [...value.matchAll(/@([\w.-]+)/g)].some(([, host = ""]) => ownsName(provider, host));
  return { traces: values.filter(addressed).map((value) => traced("dmarc", name, value)), missed };
}

async function searchMx(run: Run, { domain, provider }: DnsSearch): Promise<Search> {
  const { values, missed } = await recordsOf(run, domain, "MX");
  const theirs = values.filter((value) => ownsName(provider, value.split(" ")[1] ?? ""));
  return { traces: theirs.map((value) => traced("mx", domain, value)), missed };
}

async function searchNs(run: Run, { domain, provider }: DnsSearch): Promise<Search> {
  const { values, missed } = await recordsOf(run, domain, "NS");
  return {
    traces: values.filter((value) => ownsName(provider, value)).map((value) => traced("ns", domain, value)),
    missed,
  };
}

/** A CNAME to the provider, or a key under a selector that only it uses. A key without a value is revoked (RFC 6376, 3.6.1). */
async function searchDkim(
  run: Run,
  { domain, provider }: DnsSearch,
  selector: { name: string; key: boolean },
): Promise<Search> {
  const name = `${selector.name}._domainkey.${domain}`;
  const cname = await recordsOf(run, name, "CNAME");
  const leading = cname.values.filter((value) => ownsName(provider, value));
  if (leading.length > 0 || !selector.key) return { traces: dkimTraces(name, leading), missed: cname.missed };
  const txt = await recordsOf(run, name, "TXT");
  const keys = txt.values.filter((value) => /(^|;)\s*p=\s*[^;\s]/i.test(value));
  return { traces: dkimTraces(name, keys), missed: [...cname.missed, ...txt.missed] };
}

function dkimTraces(name: string, values: readonly string[]): Trace[] {
  return values.map((value) => traced("dkim", name, value));
}

async function searchName(run: Run, search: DnsSearch, name: string): Promise<Search> {
  const cname = await searchCname(run, search.provider, name);
  const isTheirs = search.provider.verified.some((one) => name === `${one}.${search.domain}`);
  if (!isTheirs) return cname;
  const { values, missed } = await recordsOf(run, name, "TXT");
  return joined([cname, { traces: values.map((value) => traced("txt", name, value)), missed }]);
}

/** Follows a chain of CNAMEs: "status" may lead to a name of ours that leads to theirs. */
async function searchCname(run: Run, provider: Provider, name: string): Promise<Search> {
  let at = name;
  for (let step = 0; step < 5; step += 1) {
    const { values, missed } = await recordsOf(run, at, "CNAME");
    const [target] = values;
    if (target === undefined) return { traces: [], missed };
    if (ownsName(provider, target)) return { traces: [traced("cname", name, target)], missed };
    at = target;
  }
  return { traces: [], missed: [] };
}
