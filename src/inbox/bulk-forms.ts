import { z } from "zod";
import { both } from "#src/http/form.ts";
import { snoozeChoices } from "./snooze-time.ts";
import { ticketStates } from "./ticket.ts";

const noVerb = both({ de: "Was soll mit den Anfragen geschehen?", en: "What shall be done with the tickets?" });
const bulkVerbs = ["assign", "state", "tag", "untag", "snooze", "move", "merge"] as const;

/** Ticked boxes come as one field or several of the same name. */
const ticketsField = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((given) => [
    ...new Set(
      [given]
        .flat()
        .filter((one) => /^\d{1,12}$/.test(one))
        .map(Number),
    ),
  ]);

const number = z
  .string()
  .trim()
  .default("")
  .transform((typed) => (/^#?\d{1,12}$/.test(typed) ? Number(typed.replace("#", "")) : null));

/** What the bar below a list sends: all of its fields, and the verb that was pressed. */
export const bulkForm = z.object({
  ticket: ticketsField,
  do: z.enum(bulkVerbs, noVerb),
  /** All tickets of the list, not only those on the page. */
  all: z.string().optional(),
  /** The address of the list. */
  list: z.string().max(2000).default(""),
  person: number,
  state: z.enum(ticketStates as [string, ...string[]]).default("closed"),
  tag: z.string().max(2000).default(""),
  until: z.enum(snoozeChoices).default("tomorrow"),
  mailbox: z.string().default(""),
  into: number,
  /** Asked on a page of its own, and answered. */
  sure: z.string().optional(),
});

export type BulkTyped = z.infer<typeof bulkForm>;
