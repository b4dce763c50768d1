import { Finding } from "../outgoing/finding.ts";
import { bareHost, exchange } from "../outgoing/http-exchange.ts";
import { type Followed, follow } from "../outgoing/http-follow.ts";
import { headerOf } from "../outgoing/http-message.ts";
import { type Run, within } from "../outgoing/run.ts";
import { textOf } from "./http-expected.ts";
import { lookUp } from "./look-up.ts";
import type { PageUses } from "./page-uses.ts";
import { joined, type Missed, type Search, type Trace, traced } from "./trace-found.ts";
import { hostsNamedIn, hostsNamedInLong, ownsHost, type Provider } from "./trace-provider.ts";

const most_files = 20;
const most_bytes = 4_194_304;

/** One page that hangs must not keep the others, and what the DNS showed, from being told. */
const page_ms = 10_000;

export type PageSearch = { url: URL; provider: Provider; links: boolean };

/** Looks through one of our pages, its policy, and the scripts and styles that it loads from the same host. */
export async function searchPage(run: Run, search: PageSearch): Promise<Search> {
  const answer = await loaded(run, search.url);
  if (!("status" in answer)) return { traces: [], missed: [answer] };
  const through = answer.hops
    .slice(1)
    .concat(answer.url.href)
    .filter((address) => ownsHost(search.provider, bareHost(new URL(address))));
  if (through.length > 0) return { traces: [traced("redirect", search.url.href, through[0]!)], missed: [] };
  if (answer.status >= 400) return { traces: [], missed: [unwell(search.url, answer.status)] };
  const { usesOf } = await import("./page-uses.ts"); // a parser of HTML, loaded where there is a page to read
  const uses = await usesOf(textOf(answer));
  const headers = ["content-security-policy", "content-security-policy-report-only", "link"].map(
    (name) => headerOf(answer, name) ?? "",
  );
  const here = await tracesOn(answer.url, uses, headers, search);
  const missed = answer.truncated ? [tooLong(search.url)] : [];
  return joined([{ traces: here, missed }, await searchFiles(run, answer.url, uses.files, search.provider)]);
}

async function loaded(run: Run, url: URL): Promise<Followed | Missed> {
  try {
    return await within(run, page_ms, (part) => follow(part, lookUp(url, most_bytes), 5));
  } catch (error) {
    if (!(error instanceof Finding) || run.signal.aborted) throw error;
    return { where: url.href, why: { de: error.reason.de, en: error.reason.en } };
  }
}

function unwell(url: URL, status: number): Missed {
  return {
    where: url.href,
    why: { de: `Die Seite antwortet mit Status ${status}.`, en: `The page answers with status ${status}.` },
  };
}

function tooLong(url: URL): Missed {
  const why = { de: "Die Seite ist länger als 4 MB.", en: "The page is longer than 4 MB." };
  return { where: url.href, why };
}

async function tracesOn(
  page: URL,
  uses: PageUses,
  [policy = "", reporting = "", preloads = ""]: string[],
  { provider, links }: PageSearch,
): Promise<Trace[]> {
  const named = uses.addresses.filter(
    ({ address, link }) => (links || !link) && ownsHost(provider, hostIn(address, page)),
  );
  const inline: string[] = [];
  for (const { element, text } of uses.inline)
    inline.push(...(await hostsNamedInLong(provider, text)).map((host) => `${element}: ${host}`));
  const allowed = [policy, reporting, ...uses.policies].flatMap((text) => hostsNamedIn(provider, text));
  const traces = [
    ...named.map(({ element, address, link }) => traced(link ? "link" : "page", page.href, `${element}: ${address}`)),
    ...inline.map((value) => traced("page", page.href, value)),
    ...hostsNamedIn(provider, preloads).map((host) => traced("page", page.href, `Link: ${host}`)),
    ...allowed.map((host) => traced("csp", page.href, host)),
  ];
  return once(traces);
}

function hostIn(address: string, page: URL): string {
  const url = URL.parse(address, page);
  return url?.protocol === "http:" || url?.protocol === "https:" ? bareHost(url) : "";
}

/** Styles bring fonts in, and scripts bring scripts in, that the page itself does not name. */
async function searchFiles(run: Run, page: URL, files: readonly string[], provider: Provider): Promise<Search> {
  const own = [
    ...new Set(
      files
        .map((file) => URL.parse(file, page))
        .filter((url) => url?.origin === page.origin)
        .map((url) => url!.href),
    ),
  ];
  const searches: Search[] = [];
  for (const address of own.slice(0, most_files)) searches.push(await searchFile(run, new URL(address), provider));
  return joined(searches);
}

async function searchFile(run: Run, url: URL, provider: Provider): Promise<Search> {
  try {
    const answer = await within(run, page_ms, (part) => exchange(part, lookUp(url, most_bytes)));
    const hosts = answer.status === 200 ? await hostsNamedInLong(provider, textOf(answer)) : [];
    return { traces: hosts.map((host) => traced("page", url.href, host)), missed: [] };
  } catch (error) {
    if (!(error instanceof Finding) || run.signal.aborted) throw error;
    return { traces: [], missed: [{ where: url.href, why: { de: error.reason.de, en: error.reason.en } }] };
  }
}

function once(traces: readonly Trace[]): Trace[] {
  return [...new Map(traces.map((trace) => [`${trace.place} ${trace.value}`, trace])).values()];
}
