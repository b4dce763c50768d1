import type { Fields } from "#src/http/form.ts";
import type { Kind } from "../kind.ts";
import { bareHost } from "../outgoing/http-exchange.ts";
import { follow } from "../outgoing/http-follow.ts";
import type { HttpRequest } from "../outgoing/http-message.ts";
import { observe, type Run } from "../outgoing/run.ts";
import { familyOf } from "./config.ts";
import { judgeAnswer } from "./http-expected.ts";
import { type HttpConfig, httpFields, httpForm } from "./http-form.ts";
import { ourHeaders } from "./look-up.ts";

export const http: Kind<HttpConfig> = {
  name: "http",
  label: { de: "Website (HTTP)", en: "Website (HTTP)" },
  does: {
    de: "Ruft eine Adresse auf und prüft Status, Inhalt, Zertifikat und Dauer.",
    en: "Calls an address and checks status, content, certificate and duration.",
  },
  form: httpForm,
  fields: httpFields,
  secrets: ["password", "token", "secret_header"],
  every_s: 60,
  fromTarget: addressFields,
  targetOf: ({ url }) => url,
  hostOf: ({ url }) => bareHost(new URL(url)),
  run: (config, surroundings) => observe(config, surroundings, (run) => look(run, config)),
};

async function look(run: Run, config: HttpConfig): Promise<void> {
  const answer = await follow(run, requestOf(config), config.redirects === "follow" ? config.redirects_max : 0);
  run.details["status"] = answer.status;
  run.details["url"] = answer.url.href;
  run.details["http_version"] = answer.version;
  run.details["content_type"] = answer.headers.find(([name]) => name === "content-type")?.[1] ?? null;
  run.details["bytes"] = answer.body.length;
  if (answer.truncated) run.details["truncated"] = true;
  judgeAnswer(config, answer);
}

function requestOf(config: HttpConfig): HttpRequest {
  return {
    url: new URL(config.url),
    method: config.method,
    headers: headersOf(config),
    body: config.body,
    family: familyOf(config.family),
    version: config.version,
    most_bytes: config.body_max_kb * 1024,
    certificate: config.ignore_certificate ? "ignore" : { warn_days: config.warn_days },
  };
}

function headersOf(config: HttpConfig): (readonly [string, string])[] {
  const written = [...config.headers, ...(config.secret_header === null ? [] : [config.secret_header])].map(pairFrom);
  const headers = [
    ...written,
    ...authorization(config),
    ...(config.body === null ? [] : [contentType(config.body)]),
    ...ourHeaders,
  ];
  const names = headers.map(([name]) => name.toLowerCase());
  return headers.filter(([name], index) => index < written.length || names.indexOf(name.toLowerCase()) === index);
}

function pairFrom(line: string): [string, string] {
  const at = line.indexOf(":");
  return [line.slice(0, at), line.slice(at + 1).trim()];
}

function authorization({ user, password, token }: HttpConfig): [string, string][] {
  if (token !== null) return [["Authorization", `Bearer ${token}`]];
  if (user === null) return [];
  return [["Authorization", `Basic ${Buffer.from(`${user}:${password ?? ""}`).toString("base64")}`]];
}

function contentType(body: string): [string, string] {
  return ["Content-Type", /^\s*[{[]/.test(body) ? "application/json" : "text/plain; charset=utf-8"];
}

/**
 * An address with a name and password in it gives them to their fields. Without a scheme it is taken as encrypted, but for a port that
 * is not one of encryption.
 */
export function addressFields(target: string): Fields {
  const url = URL.parse(/^[a-z]+:\/\//i.test(target) ? target : `${schemeFor(target)}://${target}`);
  if (!url) return { url: target };
  const { username, password } = url;
  url.username = "";
  url.password = "";
  const given = username === "" ? {} : { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  return { url: url.href, ...given };
}

function schemeFor(target: string): "http" | "https" {
  const port = /^(?:\[[^\]]*\]|[^:/]*):(\d+)/.exec(target)?.[1];
  return port === undefined || port.endsWith("443") ? "https" : "http";
}
