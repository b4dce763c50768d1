import { z } from "zod";
import { dayField, lineField } from "#src/http/fields.ts";
import { both } from "#src/http/form.ts";
import type { Day } from "#src/when.ts";
import { healths, type Present } from "./round.ts";

const health = z
  .enum(["", ...healths], both({ de: "Bitte wählen.", en: "Please choose." }))
  .default("")
  .transform((value) => (value === "" ? null : value));

const version = z.coerce.number().int().min(0).default(0);

const words = { version, health, sentence: lineField(1000) };

const whoIsIt = both({
  de: "Wer übernimmt das? Eine Pendenz ohne Person bleibt liegen.",
  en: "Who takes this on? An action without a person is left lying.",
});
const whatIsIt = both({ de: "Was ist zu tun?", en: "What is to be done?" });

const task = { task: lineField(300), who: lineField(120), due_on: dayField };

type Task = { task: string | null; who: string | null; due_on: Day | null };

/** Null: nothing is to be done. */
function taskIn({ task, who, due_on }: Task, context: z.RefinementCtx) {
  if (task === null && who === null && due_on === null) return null;
  if (task === null) context.addIssue({ code: "custom", path: ["task"], message: whatIsIt });
  if (who === null) context.addIssue({ code: "custom", path: ["who"], message: whoIsIt });
  return { task: task ?? "", who: who ?? "", due_on };
}

/** What is said of an item, and how to go on: to the next one, to stay, or that there is nothing new. */
export const wordsForm = z
  .object({ ...words, decision: lineField(1000), ...task, go: z.enum(["next", "stay", "nothing"]).catch("next") })
  .transform(({ version, health, sentence, decision, go, ...rest }, context) => ({
    saying: {
      version,
      words: { health, sentence, decision },
      nothing_new: go === "nothing",
      task: taskIn(rest, context),
    },
    stays: go === "stay",
  }));

const subject = z.string().trim().min(1).max(200);

/** What an owner writes before the round. */
export const beforeForm = z.object({ ...words, subject }).transform(({ version, health, sentence, subject }) => ({
  subject,
  saying: { version, words: { health, sentence, decision: null }, nothing_new: false },
}));

export const actionForm = z.object(task).transform((typed, context) => taskIn(typed, context) ?? taskMissing(context));

function taskMissing(context: z.RefinementCtx) {
  context.addIssue({ code: "custom", path: ["task"], message: whatIsIt });
  return { task: "", who: "", due_on: null };
}

const dayMissing = both({ de: "An welchem Tag ist die nächste Runde?", en: "On which day is the next round?" });
const dayPast = both({ de: "Dieser Tag ist vorbei.", en: "That day has passed." });

export const planForm = (today: Day) =>
  z.object({
    held_on: dayField.transform((day, context): Day => {
      if (day === null) context.addIssue({ code: "custom", message: dayMissing });
      else if (day < today) context.addIssue({ code: "custom", message: dayPast });
      return day ?? today;
    }),
  });

const reasonMissing = both({
  de: "Warum fällt die Runde aus? Ein Wort genügt: Ferien.",
  en: "Why is the round skipped? One word will do: holidays.",
});
export const skipForm = z.object({
  reason: z.string(reasonMissing).trim().min(1, reasonMissing).max(200, reasonMissing),
});

const itemId = z.coerce.number().int().positive();
const itemOrEnd = z.union([z.literal("").transform(() => null), itemId]);

/** Where everybody looks: from the item that was shown to another; empty is the end. */
export const showForm = z.object({ from: itemOrEnd, to: itemOrEnd });

const list = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((value) => [value].flat());

/** Ticks of who is there: what the page showed, what is ticked, and guests by name. */
export const presentForm = z
  .object({ shown: list, present: list, guests: lineField(300) })
  .transform(({ shown, present, guests }) => ({
    shown,
    ticked: [
      ...present.flatMap(presentIn),
      ...(guests ?? "").split(/[,;]/).flatMap((name) => presentIn(`guest:${name}`)),
    ],
  }));

function presentIn(key: string): Present[] {
  const person = /^person:(\d{1,9})$/.exec(key)?.[1];
  if (person !== undefined) return [{ person_id: Number(person), name: "" }];
  const name = key.startsWith("guest:") ? key.slice(6).trim().slice(0, 120) : "";
  return name === "" ? [] : [{ person_id: null, name }];
}

const textMissing = both({ de: "Was ist zu berichtigen?", en: "What is to be corrected?" });
export const addendumForm = z.object({
  text: z
    .string(textMissing)
    .trim()
    .min(1, textMissing)
    .max(4000, both({ de: "Höchstens 4000 Zeichen.", en: "At most 4000 characters." })),
});

const mostRecipients = 20;
const noAddress = both({
  de: "Mindestens eine Mailadresse, mehrere mit Komma dazwischen.",
  en: "At least one mail address, several with commas between.",
});
const badAddress = both({
  de: "Das ist keine Mailadresse; mehrere trennt ein Komma. Zum Beispiel: anna@example.ch, beat@example.ch",
  en: "This is not a mail address; commas part several. For example: anna@example.ch, beat@example.ch",
});
const tooMany = both({ de: "Höchstens zwanzig Adressen.", en: "Twenty addresses at most." });

/** To whom minutes are sent. */
export const mailForm = z.object({
  to: z
    .string(noAddress)
    .max(4000, tooMany)
    .transform((typed) => [
      ...new Set(
        typed
          .toLowerCase()
          .split(/[\s,;]+/)
          .filter((one) => one !== ""),
      ),
    ])
    .refine((all) => all.length > 0, noAddress)
    .refine((all) => all.every((one) => /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(one)), badAddress)
    .refine((all) => all.length <= mostRecipients, tooMany),
});
