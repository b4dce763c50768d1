import { z } from "zod";
import { both } from "#src/http/form.ts";
import { tickedIn } from "./forms.ts";
import { readAddress } from "./subscriber.ts";

const noAddress = both({
  de: "Das ist keine E-Mail-Adresse. Zum Beispiel: name@beispiel.ch",
  en: "That is no e-mail address. For example: name@example.ch",
});

const address = z.string(noAddress).transform((typed, context) => {
  const read = readAddress(typed);
  if (read !== null) return read;
  context.addIssue({ code: "custom", message: noAddress });
  return z.NEVER;
});

const which = { wants: z.enum(["all", "some"]).default("all") };
const languages = z.enum(["de", "en"]);

export const subscribeForm = z.object({ address, ...which });
export const choiceForm = z.object({ ...which, language: languages });

/** What somebody chose: everything, or some components. Nothing ticked is everything. */
export function chosenIn(wants: "all" | "some", body: unknown): { wants_all: 0 | 1; components: number[] } {
  const components = wants === "some" ? tickedIn(body, "component") : [];
  return { wants_all: components.length === 0 ? 1 : 0, components };
}
