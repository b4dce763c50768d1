import { z } from "zod";
import { both } from "#src/http/form.ts";
import { isDay } from "#src/when.ts";
import { type SnoozeChoice, snoozeChoices } from "./snooze-time.ts";

const noTime = both({ de: "Bis wann? Wählen Sie einen Tag.", en: "Until when? Choose a day." });
const noNumber = both({
  de: "Die Nummer einer anderen Anfrage, etwa 2041.",
  en: "The number of another ticket, such as 2041.",
});

export const snoozeForm = z
  .object({ until: z.enum([...snoozeChoices, "day"], noTime), day: z.string().trim().default("") })
  .refine(({ until, day }) => until !== "day" || isDay(day), { path: ["day"], message: noTime })
  .transform(({ until, day }): SnoozeChoice | string => (until === "day" ? day : until));

const numberField = z
  .string(noNumber)
  .trim()
  .regex(/^#?\d{1,12}$/, noNumber)
  .transform((typed) => Number(typed.replace("#", "")));

export const mergeForm = z.object({ into: numberField });
export const unmergeForm = z.object({ from: numberField });

/** Empty: a ticket of its own. */
export const moveMessageForm = z.object({
  into: z
    .string()
    .trim()
    .default("")
    .transform((typed) => (typed === "" ? null : typed))
    .pipe(numberField.nullable()),
});

export const moveForm = z.object({
  mailbox: z.string(both({ de: "Wählen Sie ein Postfach.", en: "Choose a mailbox." })),
});
