import { z } from "zod";
import { lineField } from "#src/http/fields.ts";
import { both } from "#src/http/form.ts";
import { colourOf, contrastOnWhite, leastContrast } from "./colour.ts";
import { tick } from "./forms.ts";
import { incidentsFromChecks } from "./page.ts";

const pick = both({ de: "Bitte wählen.", en: "Please choose." });

const colour = z
  .string()
  .trim()
  .toLowerCase()
  .default("#111110")
  .superRefine((typed, context) => {
    const read = colourOf(typed);
    if (!read) context.addIssue({ code: "custom", message: noColour });
    else if (contrastOnWhite(read) < leastContrast)
      context.addIssue({ code: "custom", message: tooPale(contrastOnWhite(read)) });
  })
  .transform((typed) => colourOf(typed) ?? typed);

const noColour = both({ de: "Erwartet wird eine Farbe wie #0b5394.", en: "A colour such as #0b5394 is expected." });
const tooPale = (contrast: number) =>
  both({
    de: `Diese Farbe hebt sich zu wenig von Weiss ab: ${contrast.toFixed(1)} zu 1, nötig sind ${leastContrast} zu 1. Nehmen Sie eine dunklere.`,
    en: `This colour does not stand out enough from white: ${contrast.toFixed(1)} to 1, ${leastContrast} to 1 is needed. Take a darker one.`,
  });

const host = z
  .string()
  .trim()
  .toLowerCase()
  .default("")
  .transform((typed) => typed.replace(/^https?:\/\//, "").replace(/\/+$/, "") || null)
  .refine((typed) => typed === null || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/.test(typed), {
    message: both({
      de: "Erwartet wird ein Name wie status.beispiel.ch.",
      en: "A name such as status.example.ch is expected.",
    }),
  });

const website = z
  .string()
  .trim()
  .max(500)
  .default("")
  .transform((typed) => typed || null)
  .refine((typed) => typed === null || (URL.canParse(typed) && /^(https?|mailto):$/.test(new URL(typed).protocol)), {
    message: both({
      de: "Erwartet wird eine Adresse wie https://www.beispiel.ch/kontakt oder mailto:support@beispiel.ch.",
      en: "An address such as https://www.example.ch/contact or mailto:support@example.ch is expected.",
    }),
  });

const folder = z
  .string()
  .trim()
  .max(1000)
  .default("")
  .transform((typed) => typed || null)
  .refine((typed) => typed === null || /^(\/|[A-Za-z]:\\)/.test(typed), {
    message: both({
      de: "Nennen Sie den ganzen Pfad, etwa /srv/status.",
      en: "Name the whole path, such as /srv/status.",
    }),
  });

export const pageForm = z.object({
  is_public: tick,
  name: lineField(120),
  intro: lineField(1000),
  intro_en: lineField(1000),
  colour,
  contact_url: website,
  host,
  stand_host: host,
  incidents_from_checks: z.enum(incidentsFromChecks, pick),
  takes_subscribers: tick,
  export_folder: folder,
});
