import { z } from "zod";
import { dayField } from "#src/http/fields.ts";
import { both, type FormResult, readForm } from "#src/http/form.ts";
import { isCountry } from "#src/law/country.ts";
import { isStatus, type Status } from "#src/law/status.ts";
import type { Language } from "#src/say.ts";
import { type Day, isDay } from "#src/when.ts";
import {
  type CompanyDetails,
  type Criterion,
  type CriterionWords,
  criterionField,
  type SetUp,
  timeZones,
} from "./company.ts";

const tooLong = both({ de: "Das ist zu lang.", en: "That is too long." });
const missingName = both({ de: "Hier fehlt der Name.", en: "The name is missing." });

const required = (message: string, length = 120) => z.string(message).trim().min(1, message).max(length, tooLong);

/** An empty field is null. */
const optional = (length: number) =>
  z
    .string(tooLong)
    .trim()
    .max(length, tooLong)
    .optional()
    .transform((text) => text || null);

const badAddress = both({
  de: "Erwartet wird eine Adresse ohne Pfad wie https://aktion.beispiel.ch.",
  en: "An address without a path such as https://aktion.example.ch is expected.",
});

const publicAddress = optional(200).transform((typed, context) => {
  if (typed === null) return null;
  const url = URL.canParse(typed) ? new URL(typed) : null;
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.pathname === "/" && !url.search && !url.username;
  if (isOrigin) return url.origin;
  context.addIssue({ code: "custom", message: badAddress });
  return z.NEVER;
});

const days = both({ de: "Erwartet wird eine Zahl von 1 bis 3650.", en: "A number from 1 to 3650 is expected." });

const company = z.object({
  name: required(both({ de: "Wie heisst die Firma?", en: "What is the company's name?" })),
  regime: z.enum(["CH", "EU"], both({ de: "Wählen Sie ein Recht.", en: "Choose a law." })),
  time_zone: z
    .string()
    .refine(
      (zone) => timeZones().includes(zone),
      both({ de: "Diese Zeitzone gibt es nicht.", en: "There is no such time zone." }),
    ),
  language: z.enum(["de", "en"], both({ de: "Wählen Sie eine Sprache.", en: "Choose a language." })),
  public_address: publicAddress,
  stale_after_days: z.coerce.number(days).int(days).min(1, days).max(3650, days),
});

export const companyForm: z.ZodType<CompanyDetails> = company;

export const standForm = z
  .object({ public: z.literal("yes").optional(), intro: optional(4000) })
  .transform(({ public: shown, intro }) => ({
    stand_is_public: shown ? (1 as const) : (0 as const),
    stand_intro: intro,
  }));

const criterion = {
  name: required(missingName),
  name_en: optional(120),
  meaning: optional(500),
  meaning_en: optional(500),
};

export const criterionForm: z.ZodType<CriterionWords> = z.object(criterion);
export const criterionStateForm = z.object({ state: z.enum(["used", "archived"]) });

const parts = ["name", "name_en", "meaning", "meaning_en"] as const;

/** Reads the set-up page: the company, what became of each criterion, and perhaps one more. */
export function readSetUp(body: unknown, criteria: readonly Criterion[], language: Language): FormResult<SetUp> {
  const form = readForm(setUpForm(criteria), { stale_after_days: "35", ...(body as object | undefined) }, language);
  if (!form.ok) return form;
  const typed = form.value as Record<string, string | null | undefined>;
  const wordsOf = (id: number | "new") =>
    Object.fromEntries(parts.map((part) => [part, typed[criterionField(id, part)] ?? null])) as CriterionWords;
  const choices = criteria.map(({ id }) => ({
    id,
    words: wordsOf(id),
    used: typed[criterionField(id, "used")] === "yes",
  }));
  const added = typed[criterionField("new", "name")] ? wordsOf("new") : null;
  return { ok: true, value: { company: detailsIn(form.value as unknown as CompanyDetails), criteria: choices, added } };
}

function detailsIn(typed: CompanyDetails): CompanyDetails {
  const { name, regime, time_zone, language, public_address, stale_after_days } = typed;
  return { name, regime, time_zone, language, public_address, stale_after_days };
}

function setUpForm(criteria: readonly Criterion[]) {
  const fields = criteria.flatMap(({ id }) => [
    ...parts.map((part) => [criterionField(id, part), criterion[part]] as const),
    [criterionField(id, "used"), z.string().optional()] as const,
  ]);
  const added = parts.map((part) => [criterionField("new", part), optional(500)] as const);
  return company.extend(Object.fromEntries<z.ZodType>([...fields, ...added]));
}

const badDay = both({ de: "Wählen Sie einen Tag.", en: "Choose a day." });
const day = z.string(badDay).refine(isDay, badDay);

const badCountry = both({ de: "Wählen Sie ein Land.", en: "Choose a country." });
const badStatus = both({ de: "Wählen Sie einen Stand.", en: "Choose a status." });
const backwards = both({ de: "Das Ende liegt vor dem Anfang.", en: "The end lies before the beginning." });

export const lawForm = z
  .object({
    regime: z.enum(["CH", "EU"], both({ de: "Wählen Sie ein Recht.", en: "Choose a law." })),
    country: z.string(badCountry).refine(isCountry, badCountry),
    status: z.custom<Status>((status) => typeof status === "string" && isStatus(status), badStatus),
    from_on: day,
    until_on: z
      .union([z.literal("").transform(() => null), day])
      .optional()
      .transform((until) => until ?? null),
    basis: required(both({ de: "Worauf stützt es sich?", en: "What is it based on?" }), 500),
    source: required(both({ de: "Wo lässt es sich nachlesen?", en: "Where can it be read?" }), 1000),
  })
  .refine(({ from_on, until_on }) => until_on === null || from_on <= until_on, {
    path: ["until_on"],
    message: backwards,
  });

export const lawEndForm = z.object({ until_on: day });

const inFuture = both({ de: "Dieser Tag liegt in der Zukunft.", en: "That day lies in the future." });

export const exportForm = (today: Day) => {
  const past = dayField.refine((typed) => typed === null || typed <= today, inFuture);
  return z.object({ as_of: past, known_at: past });
};
