import { z } from "zod";
import { both } from "#src/http/form.ts";
import { webhookKinds } from "#src/outbox/webhook.ts";

const badAddress = both({
  de: "Erwartet wird eine Adresse wie https://chat.beispiel.ch/hooks/7, ohne Namen und Passwort darin.",
  en: "An address such as https://chat.example.ch/hooks/7 is expected, without name and password in it.",
});
const chooseOne = both({ de: "Wählen Sie, was gemeldet wird.", en: "Choose what is announced." });

const address = z
  .string(badAddress)
  .trim()
  .max(2000, badAddress)
  .refine((typed) => isWebAddress(typed), badAddress);

/** `kinds` come as one field or several of the same name. */
export const webhookForm = z
  .object({ address, kinds: z.union([z.string(), z.array(z.string())], chooseOne) })
  .transform(({ address, kinds }) => {
    const chosen = [kinds].flat();
    return { address: new URL(address).href, kinds: webhookKinds.filter((kind) => chosen.includes(kind)).join(" ") };
  })
  .refine(({ kinds }) => kinds !== "", { path: ["kinds"], message: chooseOne });

function isWebAddress(typed: string): boolean {
  if (!URL.canParse(typed)) return false;
  const { protocol, username, password } = new URL(typed);
  return /^https?:$/.test(protocol) && username === "" && password === "";
}
