import { z } from "zod";
import { nameField } from "#src/http/fields.ts";
import { both } from "#src/http/form.ts";
import { troubleKinds } from "./check.ts";
import { ticked } from "./maintenance-forms.ts";

const minutes = (from: number, to: number) => {
  const message = both({ de: `Minuten von ${from} bis ${to}.`, en: `Minutes from ${from} to ${to}.` });
  return z
    .string()
    .default("")
    .transform((typed, context) => {
      const value = typed.trim() === "" ? null : Number(typed);
      if (value === null) return null;
      if (!Number.isInteger(value) || value < from || value > to) context.addIssue({ code: "custom", message });
      return value;
    });
};

const badTime = both({ de: "Eine Uhrzeit wie 08:00.", en: "A time such as 08:00." });
const time = z
  .string()
  .trim()
  .default("")
  .refine((typed) => typed === "" || /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(typed), badTime)
  .transform((typed) => (typed === "" ? null : typed));

const nobody = both({
  de: "Wählen Sie, wer es erfährt: Personen, eine Adresse, einen Webhook oder Nextcloud Talk.",
  en: "Choose who is told: people, an address, a webhook or Nextcloud Talk.",
});
const nothing = both({ de: "Wählen Sie, wovon.", en: "Choose of what." });
const badAddress = both({ de: "Eine Adresse wie pikett@example.ch.", en: "An address such as oncall@example.ch." });

export const alertForm = z
  .object({
    name: nameField("Wie heisst die Regel?", "What is the rule called?"),
    kinds: ticked.transform((chosen) => troubleKinds.filter((kind) => chosen.includes(kind))),
    scope: z.enum(["all", "some"]).default("all"),
    checks: ticked,
    when: z.enum(["always", "hours"]).default("always"),
    days: ticked.transform((chosen) => chosen.filter((day) => /^[1-7]$/.test(day)).sort()),
    from_time: time,
    until_time: time,
    after_minutes: minutes(0, 10_080),
    remind_minutes: minutes(5, 10_080),
    recipients: ticked,
    email: z
      .string()
      .trim()
      .toLowerCase()
      .default("")
      .refine((typed) => typed === "" || /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(typed), badAddress),
  })
  .superRefine(({ kinds, recipients, email }, context) => {
    if (kinds.length === 0) context.addIssue({ code: "custom", path: ["kinds"], message: nothing });
    if (recipients.length === 0 && email === "")
      context.addIssue({ code: "custom", path: ["recipients"], message: nobody });
  })
  .transform(({ scope, when, days, email, recipients, kinds, after_minutes, from_time, until_time, ...rest }) => ({
    ...rest,
    kinds: kinds.join(" "),
    all_checks: scope === "all" ? (1 as const) : (0 as const),
    after_minutes: after_minutes ?? 0,
    ...(when === "always"
      ? { days: null, from_time: null, until_time: null }
      : { days: days.length === 0 ? null : days.join(" "), from_time, until_time }),
    recipients: [
      ...recipients.filter((one) => /^(person|webhook|talk):\d+$/.test(one)),
      ...(email === "" ? [] : [`email:${email}`]),
    ],
  }));
