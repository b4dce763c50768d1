import { z } from "zod";
import { both } from "#src/http/form.ts";

function numberOrNone(most: number) {
  const wrong = both({
    de: `Eine ganze Zahl von 1 bis ${most}, oder leer.`,
    en: `A whole number from 1 to ${most}, or empty.`,
  });
  return z
    .string()
    .trim()
    .default("")
    .transform((typed, context) => {
      if (typed === "") return null;
      const number = Number(typed);
      if (Number.isInteger(number) && number >= 1 && number <= most) return number;
      context.addIssue({ code: "custom", message: wrong });
      return null;
    });
}

export const retentionForm = z.object({
  closed_months: numberOrNone(600),
  spam_days: numberOrNone(3650),
  raw_months: numberOrNone(600),
});
