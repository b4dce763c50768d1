import { z } from "zod";
import { dayField, lineField, whenField } from "#src/http/fields.ts";
import { both } from "#src/http/form.ts";
import { type Day, periodStart, type When } from "#src/when.ts";
import { type StepState, stepStates } from "./step.ts";

export const startForm = z.object({
  system: z.string().min(1, both({ de: "Wählen Sie ein System.", en: "Choose a system." })),
});

const pick = both({ de: "Bitte wählen.", en: "Please choose." });

/** One step as its form sends it. `was` is the state that the page showed. */
export function stepForm(today: Day) {
  return z
    .object({
      was: z.enum(stepStates, pick),
      state: z.enum(stepStates, pick),
      person: lineField(120),
      due_on: dayField,
      happened: whenField,
      done_by: lineField(120),
      reason: lineField(500),
      note: lineField(2000),
    })
    .superRefine((typed, context) => {
      const mistake = mistakeIn(typed, today);
      if (mistake) context.addIssue({ code: "custom", ...mistake });
    })
    .transform((typed) => ({
      ...typed,
      happened: typed.state === "done" ? orToday(typed.happened, today) : typed.happened,
    }));
}

type Typed = { was: StepState; state: StepState; happened: When; done_by: string | null; reason: string | null };

function mistakeIn(
  { was, state, happened, done_by, reason }: Typed,
  today: Day,
): { path: string[]; message: string } | null {
  if (state === "done" && happened.on && periodStart(happened.on) > today)
    return { path: ["happened"], message: inFuture };
  if (state === "not-needed" && reason === null) return { path: ["reason"], message: why };
  if (state !== "not-needed" && was !== "not-needed" && reason !== null)
    return { path: ["state"], message: notSkipped };
  const saysDone = happened.on !== null || happened.text !== null || done_by !== null;
  return state !== "done" && was !== "done" && saysDone ? { path: ["state"], message: notTicked } : null;
}

function orToday(happened: When, today: Day): When {
  return happened.on === null && happened.text === null ? { on: today, text: null } : happened;
}

const inFuture = both({
  de: "Das liegt in der Zukunft. Getan ist, was schon geschehen ist.",
  en: "That is in the future. What is done has already happened.",
});
const why = both({ de: "Warum ist der Schritt nicht nötig?", en: "Why is this step not needed?" });
const notTicked = both({
  de: "Wählen Sie «getan», oder lassen Sie leer, wann und von wem.",
  en: 'Choose "done", or leave empty when and by whom.',
});
const notSkipped = both({
  de: "Wählen Sie «nicht nötig», oder lassen Sie den Grund leer.",
  en: 'Choose "not needed", or leave the reason empty.',
});
