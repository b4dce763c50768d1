import { html } from "@elysiajs/html";
import { type AnyElysia, Elysia } from "elysia";
import "#src/areas.ts";
import { checksApi } from "#src/checks/api.ts";
import { checkGauges } from "#src/checks/gauges.ts";
import { checksRoutes } from "#src/checks/routes.tsx";
import { outsideOf } from "#src/checks/surroundings.ts";
import type { App } from "#src/context.ts";
import { deletionsApi } from "#src/deletions/api.ts";
import { calendarRoutes } from "#src/deletions/calendar-routes.tsx";
import { datesRoutes } from "#src/deletions/dates-routes.tsx";
import { evidenceRoutes } from "#src/deletions/evidence-routes.tsx";
import { offboardingRoutes } from "#src/deletions/offboarding-routes.tsx";
import { recordRoutes } from "#src/deletions/record-routes.tsx";
import { templateRoutes } from "#src/deletions/template-routes.tsx";
import { assets } from "#src/http/assets.ts";
import { streamGauge } from "#src/http/event-stream.ts";
import { gate } from "#src/http/gate.ts";
import { health } from "#src/http/health.ts";
import { problems } from "#src/http/problems.tsx";
import { newTally, requests } from "#src/http/requests.ts";
import { inboxGauges } from "#src/inbox/gauges.ts";
import { inboxArea } from "#src/inbox/routes.tsx";
import { notificationsRoutes } from "#src/notifications/routes.tsx";
import { overviewRoutes } from "#src/overview/routes.tsx";
import { peopleGauges } from "#src/people/gauges.ts";
import { identifyIn } from "#src/people/identify.ts";
import { peopleRoutes } from "#src/people/routes.tsx";
import { roundActionRoutes } from "#src/round/action-routes.tsx";
import { meetingRoutes } from "#src/round/meeting-routes.tsx";
import { minutesRoutes } from "#src/round/minutes-routes.tsx";
import { roundRoutes } from "#src/round/routes.tsx";
import { searchRoutes } from "#src/search/routes.tsx";
import { servicesApi } from "#src/services/api.ts";
import { exchangeRoutes } from "#src/services/exchange-routes.tsx";
import { servicesRoutes } from "#src/services/routes.tsx";
import { serviceRoutes } from "#src/services/service-routes.tsx";
import { standRoutes } from "#src/services/stand-routes.tsx";
import { systemRoutes } from "#src/services/system-routes.tsx";
import { settingsRoutes } from "#src/settings/routes.tsx";
import { hostsIn } from "#src/status/hosts.ts";
import { published } from "#src/status/published.ts";
import { statusRoutes } from "#src/status/routes.tsx";

/** The whole program as one request handler. Every area stands in this list, in the order in which they may know each other. */
export function createApp(app: App): AnyElysia {
  const { db, clock, settings, log } = app;
  const proxying = { publicUrl: settings.publicUrl, trustedProxies: settings.trustedProxies };
  const tally = newTally();
  // Bun's own router matches the path as it was sent (`/people/%2e%2e/x`), the gate sees it resolved (`/x`): one router, one path.
  return new Elysia({ systemRouter: false, serve: { idleTimeout: 60, maxRequestBodySize: 110 * 1024 * 1024 } })
    .use(html({ autoDetect: false }))
    .use(published(app))
    .use(requests(log, tally))
    .use(problems(log))
    .use(gate({ proxying, clock, ownHost: hostsIn(db), identify: identifyIn(db, settings) }))
    .use(assets)
    .use(
      health({
        db,
        settings,
        tally,
        gauges: [streamGauge, ...peopleGauges(app), ...inboxGauges(app), ...checkGauges(app)],
      }),
    )
    .use(peopleRoutes(app))
    .use(settingsRoutes(app))
    .use(servicesRoutes(app))
    .use(exchangeRoutes(app))
    .use(servicesApi(app))
    .use(systemRoutes(app))
    .use(serviceRoutes(app))
    .use(standRoutes(app))
    .use(offboardingRoutes(app))
    .use(templateRoutes(app))
    .use(datesRoutes(app))
    .use(calendarRoutes(app))
    .use(recordRoutes(app))
    .use(evidenceRoutes(app))
    .use(deletionsApi(app))
    .use(roundRoutes(app))
    .use(roundActionRoutes(app))
    .use(meetingRoutes(app))
    .use(minutesRoutes(app))
    .use(inboxArea(app))
    .use(checksRoutes(app, outsideOf(clock)))
    .use(checksApi(app))
    .use(statusRoutes(app))
    .use(searchRoutes(app))
    .use(overviewRoutes(app))
    .use(notificationsRoutes(app));
}
