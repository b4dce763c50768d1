import { z } from "zod";
import { both } from "#src/http/form.ts";
import { isCountry } from "#src/law/country.ts";
import { oldDataStates } from "#src/services/old-data.ts";
import { stages } from "#src/services/stage.ts";
import { answers, hostings, placeKinds } from "#src/services/system.ts";
import { isDay, parseWhen, precisionOf } from "#src/when.ts";

/** What the first member of an exchange file says. */
export const formatName = "aktion-register/1";

const line = z.string().max(500);
const name = line.min(1, both({ de: "Hier fehlt ein Name.", en: "A name is missing here." })).max(120);
const words = z.string().max(10_000).nullable().default(null);

const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, {
  error: both({
    de: "Erlaubt sind Kleinbuchstaben, Ziffern und Bindestriche.",
    en: "Lower-case letters, digits and hyphens are allowed.",
  }),
});

const day = z.string().refine(isDay, {
  error: both({ de: "Erwartet wird ein Tag wie 2020-12-08.", en: "A day such as 2020-12-08 is expected." }),
});

const cut = z
  .string()
  .refine((on) => precisionOf(on) !== null, {
    error: both({
      de: "Erwartet wird 2020-12-08, 2020-12, 2020-Q4 oder 2020.",
      en: "2020-12-08, 2020-12, 2020-Q4 or 2020 is expected.",
    }),
  })
  .nullable()
  .default(null);

const phrase = z
  .string()
  .max(120)
  .refine((text) => parseWhen(text) !== null, {
    error: both({
      de: "Erwartet werden Worte wie «seit längerem».",
      en: 'Words such as "for some time" are expected.',
    }),
  })
  .nullable()
  .default(null);

const country = z
  .string()
  .refine(isCountry, {
    error: both({ de: "Erwartet wird ein Ländercode wie CH.", en: "A country code such as CH is expected." }),
  })
  .nullable()
  .default(null);

/** `corrects` is the place of another fact in the same list, counted from 1. */
const dated = {
  happened_on: cut,
  happened_text: phrase,
  reported_on: day,
  note: words,
  corrects: z.int().positive().nullable().default(null),
  withdrawn: z.boolean().default(false),
};

function facts<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.array(z.strictObject({ ...shape, ...dated })).default([]);
}

const criterion = z.strictObject({
  slug,
  name,
  name_en: words,
  meaning: words,
  meaning_en: words,
  archived: z.boolean().default(false),
});

const system = z.strictObject({
  slug,
  name,
  name_en: words,
  vendor: words,
  website: words,
  hosting: z.enum(hostings).default("unknown"),
  licence: words,
  certified: z.boolean().default(false),
  data_categories: words,
  data_subjects: words,
  retention: words,
  note: words,
  archived_on: day.nullable().default(null),
  old_data: facts({ state: z.enum(oldDataStates) }),
  places: facts({ kind: z.enum(placeKinds), country, assumed: z.boolean().default(false), source: words }),
  answers: facts({ criterion: slug, answer: z.enum(answers), reason: words }),
  exceptions: facts({ criterion: slug, reason: words, person_name: words, review_on: day.nullable().default(null) }),
  contracts: facts({
    kind: z.enum(["processing", "service"]).default("processing"),
    reference: line.min(1),
    valid_until: day.nullable().default(null),
  }),
  sub_processors: facts({ name, country, purpose: words }),
});

const service = z.strictObject({
  slug,
  name,
  name_en: words,
  purpose: words,
  purpose_en: words,
  category: words,
  owner: words,
  priority: z.enum(["high", "normal", "low"]).nullable().default(null),
  priority_reason: words,
  customer_data: z.enum(["yes", "no", "unknown"]).default("unknown"),
  note: words,
  archived_on: day.nullable().default(null),
  replacements: facts({ from: slug.nullable().default(null), to: slug.nullable().default(null) }),
  stages: facts({ stage: z.enum(stages) }),
  targets: facts({ target_on: cut, target_text: phrase }),
});

/** The whole register in a file: by slugs, in a fixed order, without what only this machine knows (who and when recorded it). */
export const documentForm = z.strictObject({
  format: z.literal(formatName),
  criteria: z.array(criterion).default([]),
  systems: z.array(system).default([]),
  services: z.array(service).default([]),
});

export type Document = z.output<typeof documentForm>;
export type DocumentCriterion = Document["criteria"][number];
export type DocumentSystem = Document["systems"][number];
export type DocumentService = Document["services"][number];
/** What every fact of a document carries. */
export type DocumentFact = z.output<z.ZodObject<typeof dated>>;

/** The parts of a system and of a service that are lists of facts. */
export const systemLists = ["old_data", "places", "answers", "exceptions", "contracts", "sub_processors"] as const;
export const serviceLists = ["replacements", "stages", "targets"] as const;
