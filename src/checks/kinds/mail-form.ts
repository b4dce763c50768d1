import { z } from "zod";
import { both } from "#src/http/form.ts";
import type { Field, Kind } from "../kind.ts";
import { placeOf } from "../outgoing/dial.ts";
import {
  certificateNameInput,
  choice,
  familyChoice,
  familyField,
  familyOf,
  flag,
  hostField,
  hostInput,
  ignoreCertificateInput,
  limitFields,
  limits,
  otherHostField,
  placeFrom,
  portField,
  portInput,
  text,
  warnDaysInput,
  wholeNumber,
} from "./config.ts";
import type { MailServer } from "./mail-session.ts";

export const mailForm = (port: number) =>
  z
    .object({
      host: hostField,
      port: portField(port),
      encryption: choice(["starttls", "if-offered", "tls", "none"], port === 993 ? "tls" : "starttls"),
      user: text(),
      password: text(),
      name: otherHostField(),
      warn_days: wholeNumber({ from: 0, to: 365, or: 14 }),
      ignore_certificate: flag,
      family: familyField,
      ...limits,
    })
    .refine(({ user, encryption }) => user === null || encryption === "starttls" || encryption === "tls", {
      path: ["encryption"],
      message: both({
        de: "Mit Anmeldung nur verschlüsselt: das Passwort ginge sonst lesbar über die Leitung.",
        en: "With a log-in only encrypted: the password would go over the line in the clear.",
      }),
    });

export type MailConfig = z.infer<ReturnType<typeof mailForm>>;

const mailFields: readonly Field[] = [
  hostInput,
  portInput,
  {
    name: "encryption",
    label: { de: "Verschlüsselung", en: "Encryption" },
    input: "select",
    choices: [
      { value: "starttls", label: { de: "STARTTLS verlangt", en: "STARTTLS required" } },
      { value: "tls", label: { de: "von Anfang an (TLS)", en: "from the beginning (TLS)" } },
      { value: "if-offered", label: { de: "STARTTLS, wo angeboten", en: "STARTTLS where offered" } },
      { value: "none", label: { de: "keine", en: "none" } },
    ],
  },
  { name: "user", label: { de: "Benutzername", en: "User name" }, input: "text", more: true },
  { name: "password", label: { de: "Passwort", en: "Password" }, input: "password", more: true },
  certificateNameInput,
  warnDaysInput,
  ignoreCertificateInput,
  familyChoice,
  ...limitFields,
];

export function serverOf(config: MailConfig): MailServer {
  return {
    ...config,
    family: familyOf(config.family),
    certificate: { warn_days: config.warn_days, ignore: config.ignore_certificate },
  };
}

/** What SMTP and IMAP have in common as kinds. */
export const mailKind = {
  fields: mailFields,
  secrets: ["password"],
  every_s: 300,
  targetOf: ({ host, port }) => placeOf(host, port),
  hostOf: ({ host }) => host,
  fromTarget: (target) => {
    const encrypted = /^(smtps|imaps):/i.test(target) || /:(465|993)$/.test(target);
    const { host, port } = placeFrom(target);
    const usual = /^smtps:/i.test(target) ? "465" : /^imap:/i.test(target) ? "143" : "";
    const encryption = encrypted ? "tls" : /:(143|25|587)$/.test(target) || usual === "143" ? "starttls" : "";
    return { host, port: port || usual, ...(encryption === "" ? {} : { encryption }) };
  },
} satisfies Partial<Kind<MailConfig>>;
