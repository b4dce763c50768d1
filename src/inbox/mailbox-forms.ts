import { z } from "zod";
import { lineField, nameField } from "#src/http/fields.ts";
import { both } from "#src/http/form.ts";
import { readHours, weekdays } from "./office-hours.ts";
import { providerCodes } from "./providers.ts";

const notAnAddress = both({
  de: "Das ist keine Mailadresse. Erwartet wird etwas wie support@beispiel.ch.",
  en: "That is no mail address. Something like support@example.ch is expected.",
});

/** One mail address, lower-case. Only what every server takes: no quotes, no comments, no spaces. */
export const addressField = z
  .string(notAnAddress)
  .trim()
  .toLowerCase()
  .max(254, notAnAddress)
  .regex(/^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]+$|^[^\s@<>"]+@localhost$/, notAnAddress);

const optionalAddress = z
  .string()
  .trim()
  .default("")
  .transform((typed) => (typed === "" ? null : typed))
  .pipe(addressField.nullable());

const tick = z
  .enum(["yes", "no"])
  .default("no")
  .transform((value) => (value === "yes" ? (1 as const) : (0 as const)));

function numberField(least: number, most: number, fallback: number) {
  const wrong = both({
    de: `Erwartet wird eine Zahl von ${least} bis ${most}.`,
    en: `A number from ${least} to ${most} is expected.`,
  });
  return z
    .string()
    .trim()
    .default("")
    .transform((typed) => (typed === "" ? fallback : Number(typed)))
    .pipe(z.number(wrong).int(wrong).min(least, wrong).max(most, wrong));
}

function textField(most: number) {
  return z
    .string()
    .max(most, both({ de: `Höchstens ${most} Zeichen.`, en: `At most ${most} characters.` }))
    .default("")
    .transform((typed) => typed.replaceAll("\r\n", "\n").trimEnd());
}

/** The first step: what the mailbox is called and where it is. */
export const newMailboxForm = z.object({
  name: nameField(
    "Wie soll das Postfach heissen? Zum Beispiel «Support».",
    'What shall the mailbox be called? For example "Support".',
  ),
  address: addressField,
  provider: z
    .enum(["", ...providerCodes])
    .default("")
    .transform((code) => (code === "" ? null : code)),
});

const hostField = z
  .string()
  .trim()
  .toLowerCase()
  .default("")
  .refine(
    (typed) => typed === "" || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|^[0-9a-f:]+$/.test(typed),
    both({
      de: "Nur der Name des Servers, etwa mail.beispiel.ch, ohne Schrägstriche und Anschluss.",
      en: "Only the server's name, such as mail.example.ch, without slashes and port.",
    }),
  )
  .transform((typed) => (typed === "" ? null : typed));

const securityField = z.enum(["tls", "starttls", "none"]).default("tls");

/** An empty password means: the one that is stored. */
const passwordField = z
  .string()
  .max(1000)
  .default("")
  .transform((typed) => (typed === "" ? null : typed));

const authorityField = textField(60_000)
  .refine(
    (typed) => typed === "" || /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/.test(typed),
    both({
      de: "Erwartet wird ein Zertifikat als Text: von «-----BEGIN CERTIFICATE-----» bis «-----END CERTIFICATE-----».",
      en: 'A certificate as text is expected: from "-----BEGIN CERTIFICATE-----" to "-----END CERTIFICATE-----".',
    }),
  )
  .transform((typed) => (typed === "" ? null : typed));

/** A host without a port takes the usual one. */
const usualPort = { imap: { tls: 993, starttls: 143, none: 143 }, smtp: { tls: 465, starttls: 587, none: 25 } };

export const receivingForm = z
  .object({
    imap_host: hostField,
    imap_port: numberField(0, 65_535, 0),
    imap_security: securityField,
    imap_user: lineField(320),
    imap_password: passwordField,
    imap_folder: lineField(200).transform((typed) => typed ?? "INBOX"),
    imap_sent_folder: lineField(200),
    keeps_sent: tick,
    after_intake: z.enum(["nothing", "seen", "delete"]).default("seen"),
    poll_s: numberField(5, 86_400, 60),
    late_after_min: numberField(2, 10_080, 15),
    authority: authorityField,
  })
  .transform((typed) => ({ ...typed, imap_port: typed.imap_port || usualPort.imap[typed.imap_security] }));

export const sendingForm = z
  .object({
    smtp_host: hostField,
    smtp_port: numberField(0, 65_535, 0),
    smtp_security: securityField,
    smtp_user: lineField(320),
    smtp_password: passwordField,
    to: optionalAddress,
  })
  .transform((typed) => ({ ...typed, smtp_port: typed.smtp_port || usualPort.smtp[typed.smtp_security] }));

export const identityForm = z.object({
  name: nameField("Wie soll das Postfach heissen?", "What shall the mailbox be called?"),
  from_name: nameField("Als wer schreibt das Postfach?", "Who does the mailbox write as?"),
  reply_to: optionalAddress,
  signature: textField(4000),
  language: z.enum(["de", "en"]).default("de"),
  undo_s: numberField(0, 300, 15),
  subject_token: z
    .string()
    .trim()
    .toUpperCase()
    .default("")
    .refine(
      (typed) => /^[A-Z]{0,8}$/.test(typed),
      both({ de: "Höchstens acht Buchstaben, etwa K.", en: "At most eight letters, such as K." }),
    ),
  new_ticket_after_days: numberField(0, 3650, 30),
  plus_addressing: tick,
  authserv_id: lineField(200),
  same_subject_hours: numberField(0, 720, 0),
  tracker_senders: textField(4000).transform((typed) =>
    JSON.stringify([...new Set(typed.toLowerCase().match(/[^\s,;]+/g) ?? [])].slice(0, 100)),
  ),
});

/** What is ticked comes as one field or several of the same name. */
const chosen = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((typed) => [typed].flat().map(Number).filter(Number.isSafeInteger));

export const accessForm = z.object({ people: chosen, tokens: chosen, webhooks: chosen });

const badHours = both({
  de: "Erwartet wird etwas wie «08:00–12:00, 13:30–17:00»; leer heisst geschlossen.",
  en: 'Something like "08:00–12:00, 13:30–17:00" is expected; empty means closed.',
});

const hoursField = z
  .string()
  .default("")
  .refine((typed) => readHours(typed) !== null, badHours);

export const autoReplyForm = z
  .object({
    auto_reply: z.enum(["never", "always", "outside-hours"]).default("never"),
    auto_reply_subject: lineField(200).transform((typed) => typed ?? ""),
    auto_reply_text: textField(8000),
    ...(Object.fromEntries(weekdays.map((day) => [`hours_${day}`, hoursField])) as Record<
      `hours_${(typeof weekdays)[number]}`,
      typeof hoursField
    >),
  })
  .refine(({ auto_reply, auto_reply_text }) => auto_reply === "never" || auto_reply_text !== "", {
    path: ["auto_reply_text"],
    message: both({ de: "Was soll geantwortet werden?", en: "What shall be answered?" }),
  })
  .transform(({ auto_reply, auto_reply_subject, auto_reply_text, ...days }) => ({
    auto_reply,
    auto_reply_subject,
    auto_reply_text,
    office_hours: JSON.stringify(
      Object.fromEntries(
        weekdays.map((day) => [day, readHours(days[`hours_${day}`])!]).filter(([, spans]) => spans!.length > 0),
      ),
    ),
  }));
