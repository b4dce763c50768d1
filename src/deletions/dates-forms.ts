import { z } from "zod";
import { both } from "#src/http/form.ts";

export const calendarForm = z.object({
  scope: z.enum(
    ["mine", "all"],
    both({ de: "Wählen Sie, was im Kalender steht.", en: "Choose what the calendar shows." }),
  ),
});
