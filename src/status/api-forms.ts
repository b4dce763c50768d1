import { z } from "zod";
import { both } from "#src/http/form.ts";
import { backwards, inFuture, pick, reminding, tick, titled, words } from "./forms.ts";
import { impacts, incidentStates } from "./notice.ts";

// What programs send: the words of the pages, moments with their zone, components by their slug.

const moment = z.iso
  .datetime({
    offset: true,
    error: both({
      de: "Bitte ein Zeitpunkt mit Zone wie 2026-11-27T22:00:00Z.",
      en: "Please a moment with its zone such as 2026-11-27T22:00:00Z.",
    }),
  })
  .transform((typed) => new Date(typed).toISOString());

const named = z.record(z.string(), z.enum(impacts, pick)).default({});
const told = { tells: tick };
const untilPublished = { draft: tick };

export function apiIncidentForm(now: Date) {
  const begins_at = moment.refine((typed) => typed <= now.toISOString(), inFuture).optional();
  const state = z.enum(incidentStates, pick).default("investigating");
  return z.object({ ...titled, ...words, ...told, ...untilPublished, state, begins_at, impacts: named });
}

export const apiUpdateForm = z.object({ ...words, ...told, state: z.enum(incidentStates, pick), impacts: named });

const span = { begins_at: moment, ends_at: moment };
const isForwards = ({ begins_at, ends_at }: { begins_at: string; ends_at: string }) => ends_at > begins_at;

export const apiMaintenanceForm = z
  .object({
    ...titled,
    ...words,
    ...told,
    ...untilPublished,
    ...span,
    components: z.array(z.string()).default([]),
    ...reminding,
  })
  .refine(isForwards, backwards);

export const apiMovingForm = z.object({ ...words, ...told, ...span }).refine(isForwards, backwards);

export const apiEndForm = z.object({ ...words, ...told, state: z.enum(["done", "cancelled"], pick) });

export const apiPostmortemForm = z.object({ ...words, ...told });
