import { z } from "zod";
import type { Kind } from "../kind.ts";
import { judgeCertificate } from "../outgoing/certificate.ts";
import { dial, placeOf } from "../outgoing/dial.ts";
import { down } from "../outgoing/finding.ts";
import { observe, type Run } from "../outgoing/run.ts";
import { secure } from "../outgoing/secure.ts";
import {
  certificateNameInput,
  choice,
  familyChoice,
  familyField,
  familyOf,
  hostField,
  hostInput,
  limitFields,
  limits,
  otherHostField,
  placeFrom,
  portInput,
  text,
  warnDaysInput,
  wholeNumber,
} from "./config.ts";
import { imapProtocol } from "./imap-protocol.ts";
import { openSession } from "./mail-session.ts";
import { smtpProtocol } from "./smtp-protocol.ts";

const usualPort = { none: 443, smtp: 25, imap: 143 };

const fieldsForm = z.object({
  host: hostField,
  port: wholeNumber({ from: 1, to: 65_535, or: null }),
  starttls: choice(["none", "smtp", "imap"], "none"),
  name: otherHostField(),
  warn_days: wholeNumber({ from: 0, to: 365, or: 14 }),
  fingerprint: text(),
  family: familyField,
  ...limits,
});

const form = fieldsForm.transform((config) => ({ ...config, port: config.port ?? usualPort[config.starttls] }));

type TlsConfig = z.infer<typeof form>;

export const tls: Kind<TlsConfig> = {
  name: "tls",
  label: { de: "Zertifikat (TLS)", en: "Certificate (TLS)" },
  does: {
    de: "Schaut das Zertifikat eines Servers an: Name, Kette, Tage bis zum Ablauf.",
    en: "Looks at a server's certificate: name, chain, days to its end.",
  },
  form,
  fields: [
    hostInput,
    portInput,
    warnDaysInput,
    {
      name: "starttls",
      label: { de: "Zuerst sprechen", en: "Speak first" },
      input: "select",
      choices: [
        { value: "none", label: { de: "nichts, gleich verschlüsseln", en: "nothing, encrypt at once" } },
        { value: "smtp", label: { de: "SMTP mit STARTTLS", en: "SMTP with STARTTLS" } },
        { value: "imap", label: { de: "IMAP mit STARTTLS", en: "IMAP with STARTTLS" } },
      ],
      more: true,
    },
    certificateNameInput,
    {
      name: "fingerprint",
      label: { de: "Erwarteter Fingerabdruck (SHA-256)", en: "Expected fingerprint (SHA-256)" },
      input: "text",
      more: true,
    },
    familyChoice,
    ...limitFields,
  ],
  secrets: [],
  every_s: 3600,
  fromTarget: placeFrom,
  targetOf: ({ host, port }) => placeOf(host, port),
  hostOf: ({ host }) => host,
  run: (config, surroundings) => observe(config, surroundings, (run) => look(run, config)),
};

async function look(run: Run, config: TlsConfig): Promise<void> {
  await (config.starttls === "none" ? atOnce(run, config) : afterSpeaking(run, config));
  const { fingerprint } = run.details["certificate"] as { fingerprint: string };
  if (config.fingerprint === null || hexOf(config.fingerprint) === hexOf(fingerprint)) return;
  throw down(
    "certificate-changed",
    `Der Fingerabdruck ist ${fingerprint}, erwartet ist ${config.fingerprint}.`,
    `The fingerprint is ${fingerprint}; ${config.fingerprint} is expected.`,
  );
}

async function atOnce(run: Run, { host, port, name, warn_days, family }: TlsConfig): Promise<void> {
  const plain = await dial(run, { host, port, family: familyOf(family) });
  const called = name ?? host;
  judgeCertificate(run, await secure(run, plain, { host: called, port }), { name: called, warn_days });
}

async function afterSpeaking(run: Run, config: TlsConfig): Promise<void> {
  const { host, port, name, warn_days } = config;
  const protocol = config.starttls === "smtp" ? smtpProtocol : imapProtocol;
  const certificate = { warn_days, ignore: false };
  await openSession(
    run,
    { host, port, name, family: familyOf(config.family), encryption: "starttls", certificate },
    protocol,
  );
}

function hexOf(fingerprint: string): string {
  return fingerprint.toLowerCase().replace(/[^0-9a-f]/g, "");
}
