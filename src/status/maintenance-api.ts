import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { visiting } from "#src/http/gate.ts";
import { described } from "#src/http/openapi.ts";
import { writeOnce } from "#src/inbox/once-writing.ts";
import { apiEndForm, apiMaintenanceForm, apiMovingForm } from "./api-forms.ts";
import { componentsNamed, numberIn, shownIn } from "./api-shown.ts";
import { reminderMinutes } from "./forms.ts";
import { cancelMaintenance, draftMaintenance, finishMaintenance, moveMaintenance } from "./maintenance-actions.ts";
import { publishNotice } from "./notice-actions.ts";

const place = "/api/v1/maintenances";
const shownAt = (location: string) => location.slice(place.length + 1);

/** Planned work by machine: announced, moved, ended. */
export function maintenanceApi({ db, clock }: App) {
  return new Elysia({ prefix: "/api/v1" })
    .use(visiting(clock))
    .post(
      "/maintenances",
      ({ request, set, done }) =>
        writeOnce(
          db,
          { request, form: apiMaintenanceForm, set, done },
          ({ draft, tells, components, remind_day, remind_hour, ...said }) => {
            const reminder_min = reminderMinutes({ remind_day, remind_hour });
            const plan = { ...said, reminder_min, components: componentsNamed(db, components) };
            const id = draftMaintenance(db, plan, done);
            if (draft === 0) publishNotice(db, id, tells === 1, done);
            return `${place}/${id}`;
          },
          (location) => shownIn(db, "maintenance", shownAt(location)),
        ),
      described(
        { tag: "status", summary: "Announce planned work: public at once unless `draft`; checks are quiet meanwhile" },
        () => apiMaintenanceForm,
      ),
    )
    .post(
      "/maintenances/:id/times",
      ({ params, request, set, done }) =>
        writeOnce(
          db,
          { request, form: apiMovingForm, set, done },
          (moving) => {
            moveMaintenance(db, numberIn(params.id), moving, done);
            return `${place}/${params.id}`;
          },
          (location) => shownIn(db, "maintenance", shownAt(location)),
        ),
      described({ tag: "status", summary: "Move planned work to another time" }, () => apiMovingForm),
    )
    .post(
      "/maintenances/:id/end",
      ({ params, request, set, done }) =>
        writeOnce(
          db,
          { request, form: apiEndForm, set, done },
          ({ state, ...words }) => {
            const ended = state === "done" ? finishMaintenance : cancelMaintenance;
            ended(db, numberIn(params.id), words, done);
            return `${place}/${params.id}`;
          },
          (location) => shownIn(db, "maintenance", shownAt(location)),
        ),
      described({ tag: "status", summary: "Planned work is done, or cancelled" }, () => apiEndForm),
    );
}
