import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { type Fields, readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { pageOf } from "#src/http/page.ts";
import { listAssignable } from "#src/people/store.ts";
import type { Reader } from "#src/reader.ts";
import { listLawIntervals } from "#src/settings/store.ts";
import { ServiceDetailsPage } from "#views/services/details-page.tsx";
import { ServicesBody, ServicesPage } from "#views/services/services-page.tsx";
import { ArchivedPage, UsualPage } from "#views/services/systems-page.tsx";
import { addServiceWithSystems, addUsualServices } from "./actions.ts";
import { newServiceForm, usualForm } from "./forms.ts";
import { chosen, countriesOf } from "./list.ts";
import { choiceOf, type ListQuery, momentOf, readListQuery } from "./list-query.ts";
import { readRegister, remembered } from "./read.ts";
import { countArchived, listReportDays, listServices, listSystems } from "./store.ts";
import { usualServices } from "./usual.ts";

/** The list of services. A service's own page is in service-routes, a system's in system-routes. */
export function servicesRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/services" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ reader, query }) => {
      const key = `${reader.path} ${reader.person?.id} ${reader.language} ${reader.today} ${reader.open_tickets}`;
      return pageOf(remembered(db, key, () => listPage(reader, readListQuery(query))));
    })
    .post("/", ({ body, reader, done, html, redirect, set }) => {
      const form = readForm(newServiceForm, body, reader.language);
      if (form.ok) return redirect(`/services/${addServiceWithSystems(db, form.value, done)}`, 303);
      set.status = 422;
      return html(newPage(reader, form));
    })
    .get("/new", ({ reader, html }) => html(newPage(reader, { values: {}, errors: {} })))
    .get("/archived", ({ reader, html }) => {
      const services = listServices(db).filter((one) => one.archived_on !== null);
      const systems = listSystems(db).filter((one) => one.archived_on !== null);
      return html(<ArchivedPage reader={reader} services={services} systems={systems} />);
    })
    .get("/usual", ({ reader, html }) => html(<UsualPage reader={reader} usual={usualServices} error={null} />))
    .post("/usual", ({ body, reader, done, html, redirect, set }) => {
      const form = readForm(usualForm, body, reader.language);
      if (form.ok) {
        addUsualServices(db, form.value, done);
        return redirect("/services", 303);
      }
      set.status = 422;
      return html(<UsualPage reader={reader} usual={usualServices} error={form.errors["chosen"] ?? null} />);
    });

  function newPage(reader: Reader, { values, errors }: { values: Fields; errors: Fields }): JSX.Element {
    const people = listAssignable(db).map(({ name }) => name);
    return <ServiceDetailsPage {...{ reader, slug: null, name: "", people, values, errors }} />;
  }

  /** The page people open most: made once for each reader and kept until something changes. */
  function listPage(reader: Reader, query: ListQuery): string {
    return `<!doctype html>${<ServicesPage reader={reader} body={listBody(reader, query)} />}`;
  }

  function listBody(reader: Reader, query: ListQuery): JSX.Element {
    const moment = momentOf(query, reader.today);
    const all = readRegister(db, moment).services;
    const law = { regime: reader.company.regime, on: moment.asOf, own: listLawIntervals(db) };
    return (
      <ServicesBody
        reader={reader}
        query={query}
        moment={moment}
        rows={chosen(all, choiceOf(query, reader.language))}
        total={all.length}
        law={law}
        reportDays={listReportDays(db)}
        countries={[...new Set(all.flatMap(countriesOf))].sort()}
        owners={[...new Set(all.flatMap((row) => row.service.owner ?? []))].sort()}
        archived={countArchived(db)}
      />
    );
  }
}
