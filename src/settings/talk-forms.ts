import { z } from "zod";
import { nameField } from "#src/http/fields.ts";
import { both } from "#src/http/form.ts";

const badServer = both({
  de: "Die Adresse der Nextcloud, zum Beispiel https://cloud.example.ch.",
  en: "The address of the Nextcloud, for example https://cloud.example.ch.",
});
const badToken = both({
  de: "Das Kürzel der Unterhaltung: der letzte Teil ihrer Adresse (…/call/n3xtc10ud).",
  en: "The token of the conversation: the last part of its address (…/call/n3xtc10ud).",
});
const badSecret = both({
  de: "Das Geheimnis, mit dem der Bot installiert wurde: 40 bis 128 Zeichen.",
  en: "The secret with which the bot was installed: 40 to 128 characters.",
});

export const talkForm = z.object({
  name: nameField("Wie heisst die Unterhaltung?", "What is the conversation called?"),
  server: z
    .string(badServer)
    .trim()
    .max(500, badServer)
    .refine(
      (typed) => URL.canParse(typed) && /^https?:$/.test(new URL(typed).protocol) && !new URL(typed).username,
      badServer,
    )
    .transform((typed) => typed.replace(/\/+$/, "")),
  token: z
    .string(badToken)
    .trim()
    .regex(/^[A-Za-z0-9]{4,64}$/, badToken),
  secret: z.string(badSecret).trim().min(8, badSecret).max(128, badSecret),
});
