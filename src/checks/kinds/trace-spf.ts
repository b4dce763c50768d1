import type { Run } from "../outgoing/run.ts";
import { joined, type Search, traced } from "./trace-found.ts";
import type { Provider } from "./trace-provider.ts";
import { ownsName } from "./trace-provider.ts";
import { recordsOf } from "./trace-records.ts";

/** RFC 7208 allows ten look-ups; a few more show also what a broken record still names. */
const most_lookups = 20;

/** Looks for the provider in an SPF record and in all that it includes or redirects to. */
export async function searchSpf(run: Run, domain: string, provider: Provider): Promise<Search> {
  const visited = new Set<string>();
  const walk = async (name: string, path: readonly string[]): Promise<Search> => {
    if (visited.has(name) || visited.size >= most_lookups) return { traces: [], missed: [] };
    visited.add(name);
    const { values, missed } = await recordsOf(run, name, "TXT");
    const here = [...path, name];
    const terms = values.filter((value) => /^v=spf1(\s|$)/i.test(value)).flatMap(termsIn);
    const theirs = terms.filter(({ host }) => ownsName(provider, host));
    const traces = theirs.map(({ term }) => traced("spf", here.join(" > "), term));
    const onward = terms.filter(({ leads, host }) => leads && !theirs.some((one) => one.host === host));
    const deeper: Search[] = [];
    for (const { host } of onward) deeper.push(await walk(host, here));
    return joined([{ traces, missed }, ...deeper]);
  };
  return walk(domain, []);
}

/** The terms that name a host; `leads` when that host has an SPF record of its own to read. */
function termsIn(record: string): { term: string; host: string; leads: boolean }[] {
  return record.split(/\s+/).flatMap((term) => {
    const match = /^[+?~-]?(include:|redirect=|a:|mx:|exists:|ptr:)([^/\s]+)/i.exec(term);
    if (!match) return [];
    const [, kind = "", host = ""] = match;
    const leads = /^(include:|redirect=)$/i.test(kind) && !host.includes("%{");
    return [{ term, host: host.toLowerCase().replace(/\.$/, ""), leads }];
  });
}
