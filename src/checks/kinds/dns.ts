import { isIP } from "node:net";
import { z } from "zod";
import { both } from "#src/http/form.ts";
import type { Kind } from "../kind.ts";
import { unresolved } from "../outgoing/dial.ts";
import { down, type Finding, unknown } from "../outgoing/finding.ts";
import { createResolver, type DnsAnswer, type Resolver } from "../outgoing/resolver.ts";
import { observe, type Run } from "../outgoing/run.ts";
import { choice, flag, hostField, limitFields, limits, lines, placeFrom, text } from "./config.ts";

const types = ["A", "AAAA", "CAA", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT"] as const;

const form = z.object({
  host: hostField,
  type: choice(types, "A"),
  expected: lines(),
  match: choice(["contains", "equals"], "contains"),
  server: text().refine(
    (typed) => typed === null || serverFrom(typed) !== null,
    both({
      de: "Eine Adresse wie 192.0.2.53 oder 192.0.2.53:53.",
      en: "An address such as 192.0.2.53 or 192.0.2.53:53.",
    }),
  ),
  server_is_target: flag,
  ...limits,
});

type DnsConfig = z.infer<typeof form>;

export const dns: Kind<DnsConfig> = {
  name: "dns",
  label: { de: "Namensdienst (DNS)", en: "Name service (DNS)" },
  does: {
    de: "Fragt nach einem Eintrag und vergleicht ihn mit dem erwarteten.",
    en: "Asks for a record and compares it with the expected one.",
  },
  form,
  fields: [
    { name: "host", label: { de: "Name", en: "Name" }, input: "text", required: true },
    {
      name: "type",
      label: { de: "Art des Eintrags", en: "Type of record" },
      input: "select",
      choices: types.map((value) => ({ value, label: { de: value, en: value } })),
    },
    {
      name: "expected",
      label: { de: "Erwartete Werte, einer je Zeile", en: "Expected values, one a line" },
      hint: {
        de: "Wie in der Zone, zum Beispiel «10 mail.example.ch».",
        en: 'As in the zone, for example "10 mail.example.ch".',
      },
      input: "lines",
    },
    {
      name: "match",
      label: { de: "Vergleich", en: "Comparison" },
      input: "select",
      choices: [
        { value: "contains", label: { de: "diese müssen dabei sein", en: "these must be among them" } },
        { value: "equals", label: { de: "genau diese", en: "exactly these" } },
      ],
      more: true,
    },
    {
      name: "server",
      label: { de: "Namensserver", en: "Name server" },
      hint: { de: "Ohne Angabe der des Systems.", en: "The system's unless said." },
      input: "text",
      more: true,
    },
    {
      name: "server_is_target",
      label: { de: "Der Namensserver selbst wird geprüft", en: "The name server itself is what is checked" },
      hint: { de: "Dann gilt auch sein Schweigen als Ausfall.", en: "Then its silence counts as down too." },
      input: "checkbox",
      more: true,
    },
    ...limitFields,
  ],
  secrets: [],
  every_s: 300,
  fromTarget: (target) => ({ host: placeFrom(target).host }),
  targetOf: ({ host, type }) => `${host} ${type}`,
  hostOf: ({ host, server }) => (server === null ? host : serverFrom(server)!.address),
  run: (config, surroundings) => observe(config, surroundings, (run) => look(run, config)),
};

async function look(run: Run, config: DnsConfig): Promise<void> {
  run.enter(config.server_is_target ? "ask" : "resolve"); // whose silence it is when the time is up
  const answer = await resolverFor(run, config).ask(config.host, config.type, run.signal);
  const values = answer.records.filter(({ type }) => type === config.type).map(({ value }) => value);
  run.details["values"] = values;
  run.details["outcome"] = answer.outcome;
  const finding = missing(config, answer) ?? different(config, values);
  if (finding) throw finding;
}

function resolverFor(run: Run, { server }: DnsConfig): Resolver {
  const { clock, resolver, addresses } = run.surroundings;
  const asked = server === null ? null : serverFrom(server);
  if (asked === null) return resolver;
  const refusal = addresses(asked.address);
  if (refusal) throw unknown("address-refused", refusal.de, refusal.en);
  return createResolver({ clock, servers: [asked] });
}

function missing({ host, type, server, server_is_target }: DnsConfig, answer: DnsAnswer): Finding | null {
  if (answer.outcome === "no-such-name")
    return down(
      "no-such-name",
      `Den Namen ${host} gibt es nicht (NXDOMAIN).`,
      `The name ${host} does not exist (NXDOMAIN).`,
    );
  if (answer.outcome === "no-such-record")
    return down("no-such-record", `${host} hat keinen Eintrag ${type}.`, `${host} has no ${type} record.`);
  if (answer.outcome !== "failed") return null;
  if (server === null || !server_is_target) return unresolved(host, answer.code);
  return down(
    "server-failed",
    `Der Namensserver ${server} antwortet nicht richtig (${answer.code}).`,
    `The name server ${server} does not answer well (${answer.code}).`,
  );
}

function different({ expected, match, host, type }: DnsConfig, values: readonly string[]): Finding | null {
  const plain = (value: string) => (type === "TXT" ? value : value.toLowerCase().replace(/\.$/, ""));
  const wanted = expected.map(plain);
  const seen = values.map(plain);
  const extra = match === "equals" && wanted.length > 0 ? seen.filter((value) => !wanted.includes(value)) : [];
  if (wanted.every((value) => seen.includes(value)) && extra.length === 0) return null;
  const list = values.slice(0, 5).join(", ").slice(0, 300);
  const wish = expected.slice(0, 5).join(", ").slice(0, 300);
  return down(
    "record",
    `${host} ${type} ist ${list}, erwartet ist ${wish}.`,
    `${host} ${type} is ${list}; ${wish} is expected.`,
  );
}

/** "192.0.2.53", "192.0.2.53:5353", "[2001:db8::53]:53" or "2001:db8::53". */
export function serverFrom(typed: string): { address: string; port: number } | null {
  const bare = typed.trim();
  if (isIP(bare)) return { address: bare, port: 53 };
  const { host, port } = placeFrom(bare);
  const address = host.replace(/^\[|\]$/g, "");
  return isIP(address) && Number(port) <= 65_535 ? { address, port: Number(port || 53) } : null;
}
