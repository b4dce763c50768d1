import { isIP } from "node:net";
import { z } from "zod";
import { both } from "#src/http/form.ts";
import type { Kind } from "../kind.ts";
import { down, type Finding, unknown } from "../outgoing/finding.ts";
import { observe, type Run } from "../outgoing/run.ts";
import { flag, hostField, hostFrom, lines, neededText, timeLimitInput, wholeNumber } from "./config.ts";
import { addressFields } from "./http.ts";
import { searchDns } from "./trace-dns.ts";
import { joined, type Missed, placeWords, type Search } from "./trace-found.ts";
import { searchPage } from "./trace-page.ts";
import { type Provider, providerOf, providerSlugs } from "./trace-provider.ts";

const list = providerSlugs.join(", ");

const form = z.object({
  domain: hostField,
  old: neededText("Bitte der alte Anbieter, etwa mailchimp.", "Please the old provider, for example mailchimp.").refine(
    (typed) => providerOf(typed) !== null,
    both({
      de: `Diesen Anbieter kennen wir nicht. Nehmen Sie einen von: ${list}; oder seinen Hostnamen wie alt.example.com.`,
      en: `We do not know this provider. Take one of: ${list}; or its host name such as old.example.com.`,
    }),
  ),
  pages: lines({
    isGood: (line) => /^https?:\/\/./i.test(line) && URL.canParse(line),
    de: "Jede Zeile eine Adresse mit https:// oder http://.",
    en: "Each line an address with https:// or http://.",
  }),
  names: lines({
    isGood: (line) => hostFrom(line) !== null,
    de: "Jede Zeile ein Name wie status.",
    en: "Each line a name such as status.",
  }),
  selectors: lines({
    isGood: (line) => hostFrom(line) !== null,
    de: "Jede Zeile ein Name wie k1.",
    en: "Each line a name such as k1.",
  }),
  ignore_links: flag,
  timeout_ms: wholeNumber({ from: 50, to: 300_000, or: 60_000 }),
});

type TraceConfig = z.infer<typeof form>;

export const trace: Kind<TraceConfig> = {
  name: "trace",
  label: { de: "Spuren eines Anbieters", en: "Traces of a provider" },
  does: {
    de: "Sucht in DNS und Seiten einer eigenen Domain, was noch auf einen alten Anbieter zeigt.",
    en: "Searches the DNS and the pages of our own domain for what still points to an old provider.",
  },
  form,
  fields: [
    { name: "domain", label: { de: "Unsere Domain", en: "Our domain" }, input: "text", required: true },
    {
      name: "old",
      label: { de: "Alter Anbieter", en: "Old provider" },
      hint: { de: "Ein Name wie mailchimp, oder sein Hostname.", en: "A name such as mailchimp, or its host name." },
      input: "text",
      required: true,
    },
    {
      name: "pages",
      label: { de: "Unsere Seiten, eine je Zeile", en: "Our pages, one a line" },
      hint: { de: "Ohne Angabe die Startseite.", en: "The front page unless said." },
      input: "lines",
    },
    {
      name: "names",
      label: { de: "Weitere Namen der Domain", en: "More names of the domain" },
      hint: {
        de: "www, status, help und weitere übliche werden immer angeschaut.",
        en: "www, status, help and other usual ones are always looked at.",
      },
      input: "lines",
      more: true,
    },
    {
      name: "selectors",
      label: { de: "Weitere DKIM-Selektoren des Anbieters", en: "More DKIM selectors of the provider" },
      input: "lines",
      more: true,
    },
    {
      name: "ignore_links",
      label: { de: "Blosse Links zum Anbieter zählen nicht", en: "Mere links to the provider do not count" },
      input: "checkbox",
      more: true,
    },
    timeLimitInput,
  ],
  secrets: [],
  every_s: 86_400,
  fromTarget: (target) => {
    const page = /^https?:\/\/|:\d+/i.test(target) ? addressFields(target)["url"] : undefined;
    const host = page === undefined ? target : (URL.parse(page)?.hostname ?? target);
    return { domain: host.replace(/^www\./i, ""), ...(page === undefined ? {} : { pages: page }) };
  },
  targetOf: ({ domain, old }) => `${domain} – ${old}`,
  hostOf: ({ domain }) => domain,
  run: (config, surroundings) => observe({ ...config, silence: "unknown" }, surroundings, (run) => look(run, config)),
};

async function look(run: Run, config: TraceConfig): Promise<void> {
  run.enter("ask");
  const provider = providerOf(config.old)!;
  run.details["old"] = provider.name;
  const search = joined([await inDns(run, config, provider), await inPages(run, config, provider)]);
  run.details["traces"] = search.traces;
  run.details["not_looked_at"] = search.missed;
  const finding = findingOf(search, provider, config.domain);
  if (finding) throw finding;
}

/** An address in numbers and a name of this machine have no zone of their own. */
async function inDns(run: Run, { domain, selectors, names }: TraceConfig, provider: Provider): Promise<Search> {
  if (isIP(domain) || !domain.includes(".")) return { traces: [], missed: [] };
  return searchDns(run, { domain, provider, selectors, names });
}

async function inPages(run: Run, { domain, pages, ignore_links }: TraceConfig, provider: Provider): Promise<Search> {
  const search = (address: string) => searchPage(run, { url: new URL(address), provider, links: !ignore_links });
  if (pages.length === 0) return frontPage(run, domain, search);
  const searches: Search[] = [];
  for (const page of pages) searches.push(await search(page));
  return joined(searches);
}

/** Encrypted first, plain when that fails. A domain without an address has no page: nothing is missed then. */
async function frontPage(run: Run, domain: string, search: (address: string) => Promise<Search>): Promise<Search> {
  const host = isIP(domain) === 6 ? `[${domain}]` : domain;
  const resolved = await run.surroundings.resolver.addressesOf(domain, null, run.signal);
  if (resolved.outcome === "no-such-record") return { traces: [], missed: [] };
  if (resolved.outcome === "no-such-name") return { traces: [], missed: [noDomain(domain)] };
  const encrypted = await search(`https://${host}/`);
  if (encrypted.missed.length === 0) return encrypted;
  const plain = await search(`http://${host}/`);
  return plain.missed.length === 0 ? plain : encrypted;
}

/** A slip of the keyboard must not read as "nothing found". */
function noDomain(domain: string): Missed {
  return {
    where: domain,
    why: { de: "Diese Domain gibt es nicht (NXDOMAIN).", en: "This domain does not exist (NXDOMAIN)." },
  };
}

function findingOf({ traces, missed }: Search, { name }: Provider, domain: string): Finding | null {
  if (traces.length > 0) return foundTraces(traces, name, domain);
  const [first] = missed;
  if (first === undefined) return null;
  return unknown(
    "not-all-seen",
    `Von ${name} wurde nichts gefunden, aber nicht alles war zu sehen: ${first.where}. ${first.why.de}`,
    `Nothing of ${name} was found, but not all could be seen: ${first.where}. ${first.why.en}`,
  );
}

function foundTraces(traces: Search["traces"], name: string, domain: string): Finding {
  const places = [...new Set(traces.map(({ place }) => place))];
  const de = places.map((place) => placeWords[place].de).join(", ");
  const en = places.map((place) => placeWords[place].en).join(", ");
  const one = traces.length === 1;
  return down(
    "traces",
    `${one ? "Eine Spur" : `${traces.length} Spuren`} von ${name} bei ${domain}: ${de}.`,
    `${one ? "One trace" : `${traces.length} traces`} of ${name} at ${domain}: ${en}.`,
  );
}
