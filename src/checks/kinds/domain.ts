import { z } from "zod";
import { both } from "#src/http/form.ts";
import type { Kind } from "../kind.ts";
import { degraded, down, type Finding, unknown } from "../outgoing/finding.ts";
import { observe, type Run } from "../outgoing/run.ts";
import { hostField, limits, placeFrom, textOr, timeLimitInput, wholeNumber } from "./config.ts";
import { ianaBootstrap, registeredDomain, registryOf } from "./rdap.ts";

const address = (typed: string) => /^https?:\/\/./.test(typed) && URL.canParse(typed);
const badAddress = both({ de: "Eine Adresse, die mit https:// beginnt.", en: "An address that begins with https://." });

const form = z.object({
  host: hostField.refine(
    (host) => host.includes("."),
    both({ de: "Eine Domain wie example.ch.", en: "A domain such as example.ch." }),
  ),
  warn_days: wholeNumber({ from: 0, to: 365, or: 30 }),
  expires_on: textOr("").refine(
    (typed) => typed === "" || (/^\d{4}-\d\d-\d\d$/.test(typed) && !Number.isNaN(Date.parse(typed))),
    both({ de: "Ein Tag wie 2027-03-31.", en: "A day such as 2027-03-31." }),
  ),
  rdap: textOr("").refine((typed) => typed === "" || address(typed), badAddress),
  bootstrap: textOr(ianaBootstrap).refine(address, badAddress),
  timeout_ms: limits.timeout_ms,
});

type DomainConfig = z.infer<typeof form>;

export const domain: Kind<DomainConfig> = {
  name: "domain",
  label: { de: "Domain-Ablauf", en: "Domain expiry" },
  does: {
    de: "Fragt die Registrierungsstelle (RDAP), wann eine Domain abläuft.",
    en: "Asks the registry (RDAP) when a domain ends.",
  },
  form,
  fields: [
    { name: "host", label: { de: "Domain", en: "Domain" }, input: "text", required: true },
    {
      name: "expires_on",
      label: { de: "Ablauf von Hand", en: "End entered by hand" },
      hint: {
        de: "Für Endungen ohne veröffentlichten Ablauf, etwa .ch und .de; dann wird die Registrierungsstelle nicht gefragt.",
        en: "For endings without a published end, such as .ch and .de; the registry is then not asked.",
      },
      input: "date",
    },
    { name: "warn_days", label: { de: "Warnen, Tage vorher", en: "Warn, days before" }, input: "number" },
    {
      name: "rdap",
      label: { de: "RDAP-Adresse", en: "RDAP address" },
      hint: { de: "Ohne Angabe die der Registrierungsstelle.", en: "The registry's unless said." },
      input: "url",
      more: true,
    },
    {
      name: "bootstrap",
      label: { de: "Verzeichnis der Registrierungsstellen", en: "List of registries" },
      hint: { de: `Ohne Angabe ${ianaBootstrap}`, en: `${ianaBootstrap} unless said` },
      input: "url",
      more: true,
    },
    timeLimitInput,
  ],
  secrets: [],
  every_s: 86_400,
  fromTarget: (target) => ({ host: placeFrom(target).host }),
  targetOf: ({ host }) => host,
  hostOf: ({ host, rdap }) => (rdap === "" ? host : new URL(rdap).hostname),
  run: (config, surroundings) => observe({ ...config, silence: "unknown" }, surroundings, (run) => look(run, config)),
};

const losing = /redemption period|pending delete|inactive/i;

async function look(run: Run, config: DomainConfig): Promise<void> {
  const until = config.expires_on === "" ? await endFrom(run, config) : config.expires_on;
  run.details["expires_on"] = until.slice(0, 10);
  const days = Math.floor((Date.parse(until) - run.surroundings.clock().getTime()) / 86_400_000);
  run.details["days_left"] = days;
  if (days < 0) throw over(config.host, until);
  if (days < config.warn_days) throw soon(config.host, until, days);
}

async function endFrom(run: Run, { host, rdap, bootstrap }: DomainConfig): Promise<string> {
  const base = rdap === "" ? await registryOf(run, host, bootstrap) : rdap;
  if (base === null) throw noRegistry(host);
  run.details["registry"] = base;
  const found = await registeredDomain(run, host, base);
  if (found === null)
    throw down("not-registered", `${host} ist nicht registriert (${base}).`, `${host} is not registered (${base}).`);
  run.details["status"] = found.status;
  const lost = found.status.find((status) => losing.test(status));
  if (lost !== undefined)
    throw down("being-lost", `${host} geht verloren: Status «${lost}».`, `${host} is being lost: status "${lost}".`);
  const end = found.events.find(({ eventAction }) => eventAction === "expiration")?.eventDate;
  if (end === undefined || Number.isNaN(Date.parse(end))) throw unpublished(host, base);
  return end;
}

function over(host: string, until: string): Finding {
  const day = until.slice(0, 10);
  return down("domain-expired", `${host} ist am ${day} abgelaufen.`, `${host} expired on ${day}.`);
}

function soon(host: string, until: string, days: number): Finding {
  const day = until.slice(0, 10);
  return degraded(
    "domain-ends-soon",
    `${host} läuft in ${days} Tagen ab, am ${day}.`,
    `${host} ends in ${days} days, on ${day}.`,
  );
}

function unpublished(host: string, base: string): Finding {
  return unknown(
    "no-end-published",
    `${base} nennt für ${host} keinen Ablauf. Tragen Sie ihn von Hand ein.`,
    `${base} names no end for ${host}. Enter it by hand.`,
  );
}

function noRegistry(host: string): Finding {
  const ending = host.split(".").at(-1);
  return unknown(
    "no-registry",
    `Für .${ending} ist keine RDAP-Auskunft bekannt. Tragen Sie den Ablauf von Hand ein.`,
    `No RDAP service is known for .${ending}. Enter the end by hand.`,
  );
}
