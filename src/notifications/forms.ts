import { z } from "zod";
import { both } from "#src/http/form.ts";
import { bundleChoices, type Habits } from "./habits.ts";
import { mailKinds, notificationKinds, type Way, type WishKind } from "./kind.ts";

const choose = both({ de: "Bitte wählen.", en: "Please choose." });
const badTime = both({ de: "Eine Uhrzeit wie 08:00.", en: "A time such as 08:00." });

const time = z
  .string()
  .trim()
  .default("")
  .refine((typed) => /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(typed), badTime);

const ticked = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((chosen) => [chosen].flat());

const tick = z
  .literal("yes")
  .optional()
  .transform((typed): 0 | 1 => (typed === "yes" ? 1 : 0));

const numberFrom = (from: number, to: number) => z.coerce.number(choose).int(choose).min(from, choose).max(to, choose);

const ways = Object.fromEntries([
  ...notificationKinds.map((kind) => [`way-${kind}`, z.enum(["off", "here", "mail"], choose)]),
  ...mailKinds.map((kind) => [`way-${kind}`, z.enum(["off", "mail"], choose)]),
]) as Record<`way-${WishKind}`, z.ZodType<Way>>;

const noDay = both({ de: "Wählen Sie mindestens einen Tag.", en: "Choose at least one day." });

export const wishForm = z
  .object({
    ...ways,
    bundle_minutes: z.coerce
      .number(choose)
      .refine((minutes) => (bundleChoices as readonly number[]).includes(minutes), choose),
    mentions_at_once: tick,
    shows_words: tick,
    when: z.enum(["always", "hours"], choose),
    days: ticked.transform((chosen) => chosen.filter((day) => /^[1-7]$/.test(day)).sort()),
    from_time: time,
    until_time: time,
    digest_day: numberFrom(1, 7),
    digest_hour: numberFrom(0, 23),
  })
  .refine(({ when, days }) => when === "always" || days.length > 0, { path: ["days"], message: noDay })
  .transform(({ when, days, from_time, until_time, ...typed }) => {
    const habits: Habits = {
      ...{ bundle_minutes: typed.bundle_minutes, mentions_at_once: typed.mentions_at_once },
      ...{ shows_words: typed.shows_words, digest_day: typed.digest_day, digest_hour: typed.digest_hour },
      ...(when === "always"
        ? { days: null, from_time: null, until_time: null }
        : { days: days.length === 7 ? null : days.join(" "), from_time, until_time }),
    };
    const kinds: readonly WishKind[] = [...notificationKinds, ...mailKinds];
    return { habits, ways: new Map(kinds.map((kind) => [kind, typed[`way-${kind}`]])) };
  });

/** The newest that the page showed. */
export const allReadForm = z.object({ up_to: z.coerce.number().int().nonnegative().catch(0) });
