import { z } from "zod";
import { both } from "#src/http/form.ts";
import { weaknessOf } from "./password.ts";
import { normalEmail } from "./person.ts";

const missingName = both({ de: "Wie heisst die Person?", en: "What is the person's name?" });

const name = z
  .string(missingName)
  .trim()
  .min(1, missingName)
  .max(120, both({ de: "Höchstens 120 Zeichen, bitte.", en: "At most 120 characters, please." }));

const badEmail = both({
  de: "Das ist keine E-Mail-Adresse. Erwartet wird etwas wie vorname@beispiel.ch.",
  en: "That is not an e-mail address. Something like first.name@example.ch is expected.",
});

const email = z.string(badEmail).transform(normalEmail).pipe(z.email(badEmail).max(254, badEmail));

export const workingForm = z.object({
  single_keys: z.enum(["on", "off"]).transform((typed) => typed === "on"),
  after_ticket: z.enum(["stay", "next", "list"]),
});

const missingPassword = both({ de: "Hier fehlt das Passwort.", en: "The password is missing." });
const typedPassword = z.string(missingPassword).min(1, missingPassword).max(1000, missingPassword);

const role = z.enum(["owner", "member", "viewer"], both({ de: "Wählen Sie eine Rolle.", en: "Choose a role." }));
const language = z.enum(["de", "en"], both({ de: "Wählen Sie eine Sprache.", en: "Choose a language." }));

export const logInForm = z.object({
  email: z.string(badEmail).max(254, badEmail).transform(normalEmail),
  password: typedPassword,
});

export const setUpForm = strong(z.object({ name, email, password: typedPassword }), ({ email }) => email);

export const invitationForm = (address: string) => strong(z.object({ name, password: typedPassword }), () => address);

export const resetForm = (address: string) => strong(z.object({ password: typedPassword }), () => address);

export const passwordForm = (address: string) =>
  strong(z.object({ current: typedPassword, password: typedPassword }), () => address);

export const inviteForm = z.object({ email, name, role, language });
export const roleForm = z.object({ role });
export const personStateForm = z.object({ state: z.enum(["active", "disabled"]) });
export const nameForm = z.object({ name });
export const languageForm = z.object({ language, back: z.string().optional() });
export const endForm = z.object({ session: z.string().min(1).max(64) });

const missingTokenName = both({
  de: "Wofür ist der Token? Ein Name hilft, ihn später zu erkennen.",
  en: "What is the token for? A name helps to recognise it later.",
});

export const tokenForm = z.object({
  name: z.string(missingTokenName).trim().min(1, missingTokenName).max(80, missingTokenName),
  scope: z.enum(
    ["read", "write"],
    both({ de: "Wählen Sie, was der Token darf.", en: "Choose what the token may do." }),
  ),
});

function strong<T extends { password: string }>(form: z.ZodType<T>, addressOf: (typed: T) => string): z.ZodType<T> {
  return form.superRefine((typed, context) => {
    const weakness = weaknessOf(typed.password, addressOf(typed));
    if (weakness) context.addIssue({ code: "custom", path: ["password"], message: both(weakness) });
  });
}
