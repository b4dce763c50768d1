import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { visiting } from "#src/http/gate.ts";
import { described } from "#src/http/openapi.ts";
import { componentJson } from "./api-json.ts";
import { incidentsAt, maintenancesAt, shownIn } from "./api-shown.ts";
import { boardAt } from "./board.ts";
import { incidentApi } from "./incident-api.ts";
import { maintenanceApi } from "./maintenance-api.ts";

const status = { tag: "status" };
const listed = { open: "yes: only what is not over, with what is planned." };

/** Components, incidents and maintenance for machines: a deployment announces itself, another program reads how it stands. */
export function statusApi(app: App) {
  return new Elysia().use(readingApi(app)).use(incidentApi(app)).use(maintenanceApi(app));
}

function readingApi({ db, clock }: App) {
  return new Elysia({ prefix: "/api/v1" })
    .use(visiting(clock))
    .get(
      "/components",
      ({ reader }) => {
        const { components, groups } = boardAt(db, reader.now);
        const names = new Map(groups.map(({ id, name }) => [id, name]));
        return { components: components.map(({ component, state }) => componentJson(component, state, names)) };
      },
      described({ ...status, summary: "The components of the status page, and how each is" }),
    )
    .get(
      "/incidents",
      ({ query }) => ({ incidents: incidentsAt(db, query["open"] === "yes") }),
      described({ ...status, summary: "Published incidents, the newest first", query: listed }),
    )
    .get(
      "/incidents/:id",
      ({ params: { id } }) => shownIn(db, "incident", id),
      described({ ...status, summary: "An incident and all that was said of it" }),
    )
    .get(
      "/maintenances",
      ({ query }) => ({ maintenances: maintenancesAt(db, query["open"] === "yes") }),
      described({ ...status, summary: "Published maintenance, the latest first", query: listed }),
    )
    .get(
      "/maintenances/:id",
      ({ params: { id } }) => shownIn(db, "maintenance", id),
      described({ ...status, summary: "Planned work and all that was said of it" }),
    );
}
