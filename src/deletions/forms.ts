import { z } from "zod";
import { dayField, lineField, nameField, whenField } from "#src/http/fields.ts";
import { both } from "#src/http/form.ts";
import { type Day, periodEnd, periodStart, type When } from "#src/when.ts";
import { supportable } from "./evidence.ts";
import { isSaid, isSamePerson, type LineName, lineNames, methods, type Place, places, whenNames } from "./record.ts";

/** Longer texts; all other lines are short. */
const longLines: Partial<Record<LineName, number>> = {
  categories: 1000,
  subjects: 1000,
  sub_processors: 1000,
  not_deleted: 2000,
  verified_how: 1000,
  documents: 500,
  note: 2000,
};

const pick = both({ de: "Bitte wählen.", en: "Please choose." });
const noPlace = both({ de: "Diesen Ort kennen wir nicht.", en: "We do not know this place." });

/** Ticked places arrive as a list, or as one text with commas. */
const placesField = z
  .union([z.string(), z.array(z.string())])
  .default("")
  .transform((typed, context): Place[] => {
    const named = [typed]
      .flat()
      .flatMap((part) => part.split(","))
      .map((part) => part.trim())
      .filter((part) => part !== "");
    const known = places.filter((place) => named.includes(place));
    if (named.some((name) => !known.includes(name as Place))) context.addIssue({ code: "custom", message: noPlace });
    return known;
  });

const digestField = lineField(64).refine((digest) => digest === null || /^[0-9a-f]{64}$/i.test(digest), {
  message: both({
    de: "Ein SHA-256 hat 64 Zeichen, 0 bis 9 und a bis f.",
    en: "A SHA-256 has 64 characters, 0 to 9 and a to f.",
  }),
});

type WhenShape = Record<(typeof whenNames)[number], typeof whenField>;
type LineShape = Record<LineName, ReturnType<typeof lineField>>;

const whenShape = Object.fromEntries(whenNames.map((name) => [name, whenField])) as WhenShape;
const lineShape = {
  ...Object.fromEntries(lineNames.map((name) => [name, lineField(longLines[name])])),
  export_sha256: digestField,
} as LineShape;

const shape = z.object({
  system: nameField("Welches System wurde gelöscht?", "Which system was deleted?"),
  executed_by: nameField(
    "Wer hat gelöscht? Wenn es niemand mehr weiss, schreiben Sie das.",
    "Who deleted it? If nobody knows, say so.",
  ),
  method: z.enum(methods, pick),
  places: placesField,
  ...whenShape,
  ...lineShape,
  reported_on: dayField,
});

/** A deletion as it is logged on a day: four fields must be there, everything else may be. */
export const recordForm = (today: Day) =>
  shape
    .transform((typed) => ({ ...typed, reported_on: typed.reported_on ?? today }))
    .superRefine((typed, context) => {
      for (const { field, message, breaks } of rules())
        if (breaks(typed, today)) context.addIssue({ code: "custom", path: [field], message });
    });

type Typed = Omit<z.output<typeof shape>, "reported_on"> & { reported_on: Day };

type Rule = { field: keyof Typed; message: string; breaks: (typed: Typed, today: Day) => boolean };

/** What the dates and names say about each other. Of each field the first trouble is shown. */
function rules(): Rule[] {
  return [
    { field: "executed", message: whenExecuted, breaks: ({ executed }) => !isSaid(executed) },
    { field: "reported_on", message: inFuture, breaks: ({ reported_on }, today) => reported_on > today },
    ...past.map((field) => ({
      field,
      message: inFuture,
      breaks: (typed: Typed, today: Day) => startsAfter(typed[field], today),
    })),
    { field: "executed", message: afterReport, breaks: (typed) => startsAfter(typed.executed, typed.reported_on) },
    { field: "requested", message: afterDeletion, breaks: (typed) => endsBefore(typed.executed, typed.requested) },
    { field: "exported", message: exportedAfter, breaks: (typed) => endsBefore(typed.executed, typed.exported) },
    ...later.map((field) => ({
      field,
      message: beforeDeletion,
      breaks: (typed: Typed, today: Day) => isBefore(typed, field, today),
    })),
    { field: "imported", message: beforeExport, breaks: (typed) => endsBefore(typed.imported, typed.exported) },
    {
      field: "verified_by",
      message: samePerson,
      breaks: ({ verified_by, executed_by }) => isSamePerson(verified_by ?? "", executed_by),
    },
  ];
}

/** A deletion in the future has its own sentence; nothing else is compared with it. */
function isBefore(typed: Typed, field: (typeof later)[number], today: Day): boolean {
  return !startsAfter(typed.executed, today) && endsBefore(typed[field], typed.executed);
}

/** What is recorded here has happened. Backups and contracts may end later. */
const past = [
  "executed",
  "exported",
  "imported",
  "hold_checked",
  "requested",
  "confirmed",
  "verified",
  "documents_updated",
] as const;
const later = ["confirmed", "verified", "backups_expire"] as const;

function startsAfter(when: When, day: Day): boolean {
  return when.on !== null && periodStart(when.on) > day;
}

/** True when the first is certainly over before the second begins: periods that overlap are no contradiction. */
function endsBefore(first: When, second: When): boolean {
  return first.on !== null && second.on !== null && periodEnd(first.on) < periodStart(second.on);
}

const whenExecuted = both({
  de: "Wann wurde gelöscht? So genau, wie Sie es wissen: 08.12.2020, 12.2020 oder 2020.",
  en: "When was it deleted? As precise as you know: 08.12.2020, 12.2020 or 2020.",
});
const inFuture = both({
  de: "Das liegt in der Zukunft. Erfasst wird, was schon geschehen ist.",
  en: "That is in the future. Record what has already happened.",
});
const afterReport = both({
  de: "Das wäre gemeldet worden, bevor es geschah. Prüfen Sie beide Daten.",
  en: "It would have been reported before it happened. Check both dates.",
});
const afterDeletion = both({
  de: "Die Löschung wäre ausgeführt worden, bevor sie verlangt wurde. Prüfen Sie beide Daten.",
  en: "The deletion would have been executed before it was requested. Check both dates.",
});
const exportedAfter = both({
  de: "Exportiert worden wäre nach der Löschung. Prüfen Sie beide Daten.",
  en: "The export would have been made after the deletion. Check both dates.",
});
const beforeDeletion = both({
  de: "Das läge vor der Löschung. Prüfen Sie beide Daten.",
  en: "That would lie before the deletion. Check both dates.",
});
const beforeExport = both({
  de: "Geprüft worden wäre vor dem Export. Prüfen Sie beide Daten.",
  en: "It would have been verified before the export. Check both dates.",
});
const samePerson = both({
  de: "Das ist dieselbe Person, die gelöscht hat. Es zählt nur, wenn jemand anderes nachprüft.",
  en: "That is the person who deleted. It only counts when somebody else verifies.",
});

/** What the files that come with a form support, and those that an earlier, refused form brought already. */
export const filesForm = z.object({
  supports: z.enum(supportable, pick).default("deletion"),
  pending: z
    .string()
    .default("")
    .transform((handles) => handles.split(",").filter((handle) => handle !== "")),
});

export const removalForm = z.object({
  reason: nameField(
    "Warum wird die Datei entfernt? Der Grund bleibt stehen.",
    "Why is the file removed? The reason stays.",
  ),
});
