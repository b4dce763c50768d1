import { z } from "zod";
import { Finding, unknown } from "../outgoing/finding.ts";
import { follow } from "../outgoing/http-follow.ts";
import type { HttpRequest } from "../outgoing/http-message.ts";
import type { Run } from "../outgoing/run.ts";
import { lookUp, ourHeaders } from "./look-up.ts";
import { registries } from "./registries.json";

/** IANA's list of which registry answers where (RFC 9224). */
export const ianaBootstrap = "https://data.iana.org/rdap/dns.json";

const bootstrapForm = z.object({ services: z.array(z.tuple([z.array(z.string()), z.array(z.string())])) });

const domainForm = z.object({
  status: z.array(z.string()).catch([]),
  events: z.array(z.object({ eventAction: z.string(), eventDate: z.string() })).catch([]),
});

export type RegisteredDomain = z.infer<typeof domainForm>;

/** What the registry says of a domain; null when it says that nobody has registered it. */
export async function registeredDomain(run: Run, domain: string, base: string): Promise<RegisteredDomain | null> {
  const { status, json } = await jsonFrom(run, new URL(`domain/${domain}`, base.endsWith("/") ? base : `${base}/`));
  if (status === 404) return null;
  const read = domainForm.safeParse(json);
  if (status !== 200 || !read.success) throw useless(base, status);
  return read.data;
}

/** Where the registry of a domain answers; null when neither our list nor the bootstrap knows one. */
export async function registryOf(run: Run, domain: string, bootstrap: string): Promise<string | null> {
  const ending = domain.split(".").at(-1)!;
  const known = registries.find(({ endings }) => endings.includes(ending))?.rdap;
  if (known !== undefined) return known;
  const services = await servicesFrom(run, bootstrap);
  const [, addresses = []] = services.find(([endings]) => endings.includes(ending)) ?? [];
  return addresses.find((address) => address.startsWith("https:")) ?? addresses[0] ?? null;
}

const kept = new Map<string, { at: number; services: [string[], string[]][] }>();

/** The list changes a few times a month; a day's age is fresh enough. */
async function servicesFrom(run: Run, bootstrap: string): Promise<[string[], string[]][]> {
  const now = run.surroundings.clock().getTime();
  const known = kept.get(bootstrap);
  if (known && Math.abs(now - known.at) < 86_400_000) return known.services;
  const { status, json } = await jsonFrom(run, new URL(bootstrap));
  const read = bootstrapForm.safeParse(json);
  if (!read.success) throw useless(bootstrap, status);
  kept.set(bootstrap, { at: now, services: read.data.services });
  return read.data.services;
}

/** The registry is not what is checked: whatever goes wrong with it is unknown. */
async function jsonFrom(run: Run, url: URL): Promise<{ status: number; json: unknown }> {
  const accept = ["Accept", "application/rdap+json, application/json"] as const;
  const headers = [accept, ...ourHeaders.filter(([name]) => name !== "Accept")];
  const request: HttpRequest = { ...lookUp(url, 4_194_304), headers, certificate: { warn_days: 0 } };
  try {
    const answer = await follow(run, request, 5);
    return { status: answer.status, json: parsed(answer.body) };
  } catch (error) {
    if (!(error instanceof Finding)) throw error;
    throw unknown(
      "registry-failed",
      `Die Registrierungsstelle antwortet nicht: ${error.reason.de}`,
      `The registry does not answer: ${error.reason.en}`,
    );
  }
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}

function useless(address: string, status: number) {
  return unknown(
    "registry-failed",
    `${address} gibt keine brauchbare Auskunft (Status ${status}).`,
    `${address} gives no usable answer (status ${status}).`,
  );
}
