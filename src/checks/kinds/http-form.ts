import { compile } from "json-p3";
import { z } from "zod";
import { both } from "#src/http/form.ts";
import type { Field } from "../kind.ts";
import {
  choice,
  familyChoice,
  familyField,
  flag,
  ignoreCertificateInput,
  limitFields,
  limits,
  lines,
  neededText,
  text,
  textOr,
  wholeNumber,
} from "./config.ts";
import { statusRanges } from "./status-list.ts";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

const headerLine = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+:[ \t]*[^\r\n\0]*$/;
const written = /^(content-length|transfer-encoding|connection)\s*:/i;
const isHeader = (line: string) => headerLine.test(line) && !written.test(line);
const badHeader = {
  de: "Eine Kopfzeile je Zeile, zum Beispiel «Accept-Language: de». Länge und Verbindung werden selbst gesetzt.",
  en: 'One header a line, for example "Accept-Language: de". Length and connection are set for you.',
};

export const addressField = neededText(
  "Bitte eine Adresse wie https://www.example.ch/.",
  "Please an address such as https://www.example.ch/.",
  2000,
)
  .refine(
    (typed) => /^https?:\/\/./i.test(typed) && URL.canParse(typed),
    both({ de: "Die Adresse beginnt mit https:// oder http://.", en: "The address begins with https:// or http://." }),
  )
  .refine(
    (typed) => !URL.parse(typed)?.username && !URL.parse(typed)?.password,
    both({
      de: "Name und Passwort gehören in ihre eigenen Felder; dort werden sie versiegelt.",
      en: "Name and password belong in fields of their own; there they are sealed.",
    }),
  );

const fieldsForm = z.object({
  url: addressField,
  status: textOr("200-299").refine(
    (typed) => statusRanges(typed) !== null,
    both({ de: "Zum Beispiel 200 oder 200-299, 401.", en: "For example 200 or 200-299, 401." }),
  ),
  keyword: text(),
  keyword_absent: text(),
  json_path: text().refine(
    (typed) => typed === null || isJsonPath(typed),
    both({ de: "Ein JSON-Pfad wie $.database.ok", en: "A JSON path such as $.database.ok" }),
  ),
  json_value: text(),
  ...limits,
  method: choice(methods, "GET"),
  headers: lines({ isGood: isHeader, ...badHeader }),
  body: z.preprocess(
    (value) => (value === "" || value === undefined ? null : value),
    z.string().max(100_000).nullable(),
  ),
  user: text(),
  password: text(),
  token: text(5000),
  secret_header: text(5000).refine((typed) => typed === null || isHeader(typed), both(badHeader)),
  redirects: choice(["follow", "stay"], "follow"),
  redirects_max: wholeNumber({ from: 1, to: 20, or: 5 }),
  family: familyField,
  version: choice(["1.1", "2"], "1.1"),
  warn_days: wholeNumber({ from: 0, to: 365, or: 3 }),
  ignore_certificate: flag,
  body_max_kb: wholeNumber({ from: 1, to: 4096, or: 1024 }),
});

/** HTTP/2 without encryption is spoken by nobody's public server. */
export const httpForm = fieldsForm.refine(({ version, url }) => version === "1.1" || /^https:/i.test(url), {
  path: ["version"],
  message: both({ de: "HTTP/2 gibt es nur mit https://.", en: "HTTP/2 is only had with https://." }),
});

function isJsonPath(typed: string): boolean {
  try {
    compile(typed);
    return true;
  } catch {
    return false;
  }
}

export type HttpConfig = z.infer<typeof httpForm>;

export const httpFields: readonly Field[] = [
  { name: "url", label: { de: "Adresse", en: "Address" }, input: "url", required: true },
  {
    name: "status",
    label: { de: "Erwarteter Status", en: "Expected status" },
    hint: { de: "Ohne Angabe 200-299. Mehrere mit Komma.", en: "200-299 unless said. Several with commas." },
    input: "text",
  },
  { name: "keyword", label: { de: "Muss vorkommen", en: "Must be there" }, input: "text" },
  { name: "keyword_absent", label: { de: "Darf nicht vorkommen", en: "Must not be there" }, input: "text" },
  ...limitFields,
  {
    name: "json_path",
    label: { de: "JSON-Pfad", en: "JSON path" },
    hint: { de: "Nach RFC 9535, zum Beispiel $.database.ok", en: "As in RFC 9535, for example $.database.ok" },
    input: "text",
    more: true,
  },
  {
    name: "json_value",
    label: { de: "Erwarteter Wert dort", en: "Expected value there" },
    hint: {
      de: "Ohne Angabe genügt, dass es dort etwas gibt.",
      en: "Unless said it is enough that something is there.",
    },
    input: "text",
    more: true,
  },
  {
    name: "method",
    label: { de: "Methode", en: "Method" },
    input: "select",
    choices: methods.map((value) => ({ value, label: { de: value, en: value } })),
    more: true,
  },
  { name: "headers", label: { de: "Kopfzeilen", en: "Headers" }, hint: badHeader, input: "lines", more: true },
  { name: "body", label: { de: "Inhalt der Anfrage", en: "Body of the request" }, input: "lines", more: true },
  { name: "user", label: { de: "Benutzername", en: "User name" }, input: "text", more: true },
  { name: "password", label: { de: "Passwort", en: "Password" }, input: "password", more: true },
  { name: "token", label: { de: "Bearer-Token", en: "Bearer token" }, input: "password", more: true },
  {
    name: "secret_header",
    label: { de: "Geheime Kopfzeile", en: "Secret header" },
    hint: { de: "Zum Beispiel «X-Api-Key: …»; wird versiegelt.", en: 'For example "X-Api-Key: …"; it is sealed.' },
    input: "password",
    more: true,
  },
  {
    name: "redirects",
    label: { de: "Weiterleitungen", en: "Redirects" },
    input: "select",
    choices: [
      { value: "follow", label: { de: "folgen", en: "follow" } },
      { value: "stay", label: { de: "nicht folgen", en: "do not follow" } },
    ],
    more: true,
  },
  { name: "redirects_max", label: { de: "Höchstens so viele", en: "At most so many" }, input: "number", more: true },
  familyChoice,
  {
    name: "version",
    label: { de: "HTTP-Version", en: "HTTP version" },
    hint: {
      de: "HTTP/2 nur verschlüsselt; HTTP/3 gibt es hier nicht.",
      en: "HTTP/2 only encrypted; there is no HTTP/3 here.",
    },
    input: "select",
    choices: [
      { value: "1.1", label: { de: "HTTP/1.1", en: "HTTP/1.1" } },
      { value: "2", label: { de: "HTTP/2", en: "HTTP/2" } },
    ],
    more: true,
  },
  {
    name: "warn_days",
    label: { de: "Zertifikat: warnen, Tage vor dem Ablauf", en: "Certificate: warn, days before the end" },
    hint: { de: "Ohne Angabe 3; 0 warnt nie.", en: "3 unless said; 0 never warns." },
    input: "number",
    more: true,
  },
  ignoreCertificateInput,
  {
    name: "body_max_kb",
    label: { de: "Höchstens so viel lesen (KB)", en: "Read at most so much (KB)" },
    hint: {
      de: "Ohne Angabe 1024. Was darüber ist, wird nicht gelesen.",
      en: "1024 unless said. What is beyond is not read.",
    },
    input: "number",
    more: true,
  },
];
