import { z } from "zod";
import { both } from "#src/http/form.ts";

export const erasureForm = z.object({
  way: z.enum(
    ["redact", "delete"],
    both({ de: "Was soll mit den Nachrichten geschehen?", en: "What is to happen to the messages?" }),
  ),
  confirm: z.string().trim().toLowerCase().max(500).default(""),
  evidence: z.enum(["keep", "remove"]).default("keep"),
  reason: z
    .string()
    .trim()
    .max(500, both({ de: "Höchstens 500 Zeichen.", en: "At most 500 characters." }))
    .default(""),
});
