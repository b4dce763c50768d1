import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { visiting } from "#src/http/gate.ts";
import { described } from "#src/http/openapi.ts";
import { writeOnce } from "#src/inbox/once-writing.ts";
import { apiIncidentForm, apiPostmortemForm, apiUpdateForm } from "./api-forms.ts";
import { impactsNamed, numberIn, shownIn } from "./api-shown.ts";
import { type ImpactOn, impactsNow } from "./notice.ts";
import { draftIncident, noticeIn, publishNotice, updateIncident, writePostmortem } from "./notice-actions.ts";

const place = "/api/v1/incidents";
const shownAt = (location: string) => location.slice(place.length + 1);

/** Incidents by machine: reported, told of, resolved. */
export function incidentApi({ db, clock }: App) {
  return new Elysia({ prefix: "/api/v1" })
    .use(visiting(clock))
    .post(
      "/incidents",
      ({ request, set, done }) =>
        writeOnce(
          db,
          { request, form: apiIncidentForm(done.at), set, done },
          ({ draft, tells, begins_at, impacts, ...said }) => {
            const began = begins_at ?? done.at.toISOString();
            const id = draftIncident(db, { ...said, begins_at: began, impacts: impactsNamed(db, impacts) }, done);
            if (draft === 0) publishNotice(db, id, tells === 1, done);
            return `${place}/${id}`;
          },
          (location) => shownIn(db, "incident", shownAt(location)),
        ),
      described(
        { tag: "status", summary: "Report an incident: public at once unless `draft`; `tells` writes to subscribers" },
        () => apiIncidentForm(clock()),
      ),
    )
    .post(
      "/incidents/:id/updates",
      ({ params, request, set, done }) =>
        writeOnce(
          db,
          { request, form: apiUpdateForm, set, done },
          ({ impacts, ...said }) => {
            const id = numberIn(params.id);
            const before = impactsNow(noticeIn(db, id));
            const now = withChanges(before, impactsNamed(db, impacts), said.state === "resolved");
            updateIncident(db, id, { ...said, impacts: now }, done);
            return `${place}/${id}`;
          },
          (location) => shownIn(db, "incident", shownAt(location)),
        ),
      described(
        {
          tag: "status",
          summary: "Say more of an incident; components not named stay as they are, `resolved` ends it",
        },
        () => apiUpdateForm,
      ),
    )
    .post(
      "/incidents/:id/postmortem",
      ({ params, request, set, done }) =>
        writeOnce(
          db,
          { request, form: apiPostmortemForm, set, done },
          (said) => {
            writePostmortem(db, numberIn(params.id), said, done);
            return `${place}/${params.id}`;
          },
          (location) => shownIn(db, "incident", shownAt(location)),
        ),
      described(
        { tag: "status", summary: "Say why it happened and what follows, once it is resolved" },
        () => apiPostmortemForm,
      ),
    );
}

/** What is not named stays, or is well again where it is over. */
function withChanges(before: readonly ImpactOn[], named: readonly ImpactOn[], isOver: boolean): ImpactOn[] {
  const rest = before.filter(({ component_id }) => !named.some((one) => one.component_id === component_id));
  return [...named, ...rest.map((one) => (isOver ? { ...one, impact: "none" as const } : one))];
}
