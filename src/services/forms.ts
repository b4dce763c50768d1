import { z } from "zod";
import { dayField, lineField, nameField, whenField } from "#src/http/fields.ts";
import { both } from "#src/http/form.ts";
import { isCountry, readCountry } from "#src/law/country.ts";
import { type Day, periodStart, type When } from "#src/when.ts";
import { oldDataStates } from "./old-data.ts";
import { stages } from "./stage.ts";
import { answers, hostings, placeKinds } from "./system.ts";
import { usualServices } from "./usual.ts";

export { dayField, whenField };

/** A country, as ISO code or by name; empty is null. */
export const countryField = z
  .string()
  .default("")
  .transform((typed, context): string | null => {
    if (typed.trim() === "") return null;
    const iso = isCountry(typed.trim().toUpperCase()) ? typed.trim().toUpperCase() : readCountry(typed);
    if (iso) return iso;
    context.addIssue({
      code: "custom",
      message: both({
        de: "Dieses Land kennen wir nicht. Nehmen Sie den Namen oder den Code, etwa CH.",
        en: "We do not know this country. Use its name or code, such as CH.",
      }),
    });
    return null;
  });

const tick = z
  .enum(["yes", "no", "on", "true", "false"])
  .default("no")
  .transform((value) => (value === "no" || value === "false" ? (0 as const) : (1 as const)));

/** What every dated fact asks for. `reported_on` may be set back, never forward; empty is today. */
const datedShape = {
  happened: whenField,
  reported_on: dayField,
  note: lineField(2000),
  corrects: z.coerce.number().int().positive().optional(),
};

/** A dated form as it was on a day: nothing is reported in the future, and nothing is reported before it can have happened. */
function datedForm<Shape extends z.ZodRawShape>(shape: Shape, today: Day) {
  return z
    .object({ ...shape, ...datedShape })
    .transform((typed) => ({ ...typed, reported_on: (typed as { reported_on: Day | null }).reported_on ?? today }))
    .superRefine((typed, context) => {
      const { happened, reported_on } = typed as unknown as { happened: When; reported_on: Day };
      if (reported_on > today) context.addIssue({ code: "custom", path: ["reported_on"], message: inFuture });
      else if (happened.on && periodStart(happened.on) > reported_on)
        context.addIssue({ code: "custom", path: ["happened"], message: happened.on > today ? inFuture : afterReport });
    });
}

const inFuture = both({
  de: "Das liegt in der Zukunft. Gemeldet wird, was schon geschehen ist.",
  en: "That is in the future. Report what has already happened.",
});
const afterReport = both({
  de: "Das wäre gemeldet worden, bevor es geschah. Prüfen Sie beide Daten.",
  en: "It would have been reported before it happened. Check both dates.",
});

const pick = both({ de: "Bitte wählen.", en: "Please choose." });

export const stageForm = (today: Day) => datedForm({ stage: z.enum(stages, pick) }, today);

export const targetForm = (today: Day) => datedForm({ target: whenField }, today);

export const oldDataForm = (today: Day) => datedForm({ state: z.enum(oldDataStates, pick) }, today);

export const placeForm = (today: Day) =>
  datedForm({ kind: z.enum(placeKinds, pick), country: countryField, assumed: tick, source: lineField(500) }, today);

export const answerForm = (today: Day) =>
  datedForm({ criterion: z.string().min(1, pick), answer: z.enum(answers, pick), reason: lineField(1000) }, today);

export const exceptionForm = (today: Day) =>
  datedForm(
    { criterion: z.string().min(1, pick), reason: lineField(1000), person_name: lineField(), review_on: dayField },
    today,
  );

/** The same from a service's page, which says of which of its systems. */
export const serviceExceptionForm = (today: Day) =>
  datedForm(
    {
      system: z.string().min(1, pick),
      criterion: z.string().min(1, pick),
      reason: lineField(1000),
      person_name: lineField(),
      review_on: dayField,
    },
    today,
  );

export const contractForm = (today: Day) =>
  datedForm(
    {
      kind: z.enum(["processing", "service"]).default("processing"),
      reference: nameField(
        "Welcher Vertrag ist es? Eine Nummer oder ein Name genügt.",
        "Which contract is it? A number or a name will do.",
      ),
      valid_until: dayField,
    },
    today,
  );

export const subProcessorForm = (today: Day) =>
  datedForm(
    {
      name: nameField("Wie heisst die Firma?", "What is the firm called?"),
      country: countryField,
      purpose: lineField(),
    },
    today,
  );

/** An edge: old and new system by name or slug; a system that does not exist yet is added. One of them may be empty. */
export const replacementForm = (today: Day) =>
  datedForm({ from: lineField(120), to: lineField(120) }, today).refine(
    ({ from, to }) => from !== null || to !== null,
    {
      path: ["from"],
      message: both({ de: "Nennen Sie das alte oder das neue System.", en: "Name the old or the new system." }),
    },
  );

export const serviceForm = z.object({
  name: nameField(
    "Wofür braucht es den Dienst? Zum Beispiel «Newsletter».",
    'What is the service for? For example "Newsletter".',
  ),
  name_en: lineField(120),
  purpose: lineField(),
  purpose_en: lineField(),
  category: lineField(60),
  owner: lineField(120),
  priority: z
    .enum(["", "high", "normal", "low"])
    .default("")
    .transform((value) => (value === "" ? null : value)),
  priority_reason: lineField(),
  customer_data: z.enum(["yes", "no", "unknown"]).default("unknown"),
  note: lineField(2000),
});

/** A new service, with what is replaced by what where that is known already. */
export const newServiceForm = serviceForm.extend({
  from: lineField(400),
  to: lineField(400),
  stage: z
    .enum(["", ...stages])
    .default("")
    .transform((value) => (value === "" ? null : value)),
});

const chooseOne = both({
  de: "Wählen Sie mindestens einen Dienst, oder gehen Sie zurück.",
  en: "Choose at least one service, or go back.",
});

/** The usual services that were left ticked, with the system written beside each. */
export const usualForm = z
  .looseObject({ chosen: z.union([z.string(), z.array(z.string())], chooseOne) })
  .transform(({ chosen, ...written }) =>
    usualServices
      .filter(({ slug }) => [chosen].flat().includes(slug))
      .map(({ slug }) => {
        const from = written[`from-${slug}`];
        return { slug, from: typeof from === "string" && from.trim() !== "" ? from.trim().slice(0, 400) : null };
      }),
  );

const website = z
  .string()
  .trim()
  .max(300)
  .default("")
  .transform((typed) => (typed === "" ? null : /^[a-z]+:/i.test(typed) ? typed : `https://${typed}`))
  .refine((address) => address === null || isWebAddress(address), {
    message: both({
      de: "Bitte eine Adresse wie https://example.ch.",
      en: "Please an address such as https://example.ch.",
    }),
  });

function isWebAddress(address: string): boolean {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}

export const systemForm = z.object({
  name: nameField("Wie heisst das System?", "What is the system called?"),
  name_en: lineField(120),
  vendor: lineField(),
  website,
  hosting: z.enum(hostings).default("unknown"),
  licence: lineField(120),
  certified: tick,
  data_categories: lineField(1000),
  data_subjects: lineField(1000),
  retention: lineField(500),
  note: lineField(2000),
});
