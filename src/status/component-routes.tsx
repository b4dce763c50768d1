import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { type Fields, readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { listServices } from "#src/services/store.ts";
import { named } from "#src/settings/company.ts";
import { ComponentPage } from "#views/status/component-page.tsx";
import { ComponentsPage } from "#views/status/components-page.tsx";
import { servicesOf } from "./affected.ts";
import { relateComponent } from "./affected-actions.ts";
import { listComponentServices } from "./affected-store.ts";
import type { Component } from "./component.ts";
import {
  addComponent,
  addGroup,
  changeComponent,
  changeGroup,
  moveComponent,
  removeComponent,
  removeGroup,
  sayState,
} from "./component-actions.ts";
import { findComponent, listFeeds, listGroups } from "./component-store.ts";
import { componentForm, groupForm, orderForm, saidForm, tickedIn } from "./forms.ts";
import { checksToChooseFrom } from "./from-checks.ts";
import { siteOf } from "./site.ts";

const one = { params: z.object({ componentId: z.coerce.number().int().positive() }) };
const group = { params: z.object({ groupId: z.coerce.number().int().positive() }) };
const list = "/status/manage/components";

/** What stands on the page, in which order, and what feeds it. */
export function componentRoutes({ db, clock, settings }: App) {
  const site = siteOf(db, settings);
  return new Elysia({ name: "status components", prefix: "/status/manage" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/components", ({ reader, html }) => html(listPage(reader)))
    .post("/components", ({ reader, done, body, html, redirect, set }) => {
      const form = readForm(componentForm, body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(listPage(reader, { values: form.values, errors: form.errors }));
      }
      addComponent(db, { ...inGroup(form.value), checks: checksIn(body) }, done);
      return redirect(list, 303);
    })
    .get(
      "/components/:componentId",
      ({ params, reader, html }) => html(onePage(reader, existing(params.componentId))),
      one,
    )
    .post(
      "/components/:componentId",
      ({ params: { componentId }, reader, done, body, html, redirect, set }) => {
        const form = readForm(componentForm, body, reader.language);
        if (!form.ok) {
          set.status = 422;
          return html(onePage(reader, existing(componentId), { values: form.values, errors: form.errors }));
        }
        changeComponent(db, componentId, { ...inGroup(form.value), checks: checksIn(body) }, done);
        return redirect(list, 303);
      },
      one,
    )
    .get(
      "/components/:componentId/state",
      ({ params, redirect }) => redirect(`${list}/${params.componentId}`, 303),
      one,
    )
    .post(
      "/components/:componentId/state",
      ({ params: { componentId }, reader, done, body, redirect }) => {
        const form = readForm(saidForm, body, reader.language);
        if (form.ok) sayState(db, componentId, form.value.state, done);
        return redirect(`${list}/${componentId}`, 303);
      },
      one,
    )
    .get(
      "/components/:componentId/services",
      ({ params, redirect }) => redirect(`${list}/${params.componentId}#services`, 303),
      one,
    )
    .post(
      "/components/:componentId/services",
      ({ params: { componentId }, done, body, redirect }) => {
        relateComponent(db, componentId, tickedIn(body, "service"), done);
        return redirect(`${list}/${componentId}#services`, 303);
      },
      one,
    )
    .get("/components/:componentId/order", ({ redirect }) => redirect(list, 303), one)
    .post(
      "/components/:componentId/order",
      ({ params: { componentId }, reader, done, body, redirect }) => {
        const form = readForm(orderForm, body, reader.language);
        if (form.ok) moveComponent(db, componentId, form.value.by === "up" ? -1 : 1, done);
        return redirect(list, 303);
      },
      one,
    )
    .get("/components/:componentId/removal", ({ redirect }) => redirect(list, 303), one)
    .post(
      "/components/:componentId/removal",
      ({ params, done, redirect }) => {
        removeComponent(db, params.componentId, done);
        return redirect(list, 303);
      },
      one,
    )
    .get("/groups", ({ redirect }) => redirect(`${list}#groups`, 303))
    .post("/groups", ({ reader, done, body, html, redirect, set }) => {
      const form = readForm(groupForm, body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(listPage(reader, undefined, { values: form.values, errors: form.errors }));
      }
      addGroup(db, form.value, done);
      return redirect(`${list}#groups`, 303);
    })
    .get("/groups/:groupId", ({ redirect }) => redirect(`${list}#groups`, 303), group)
    .post(
      "/groups/:groupId",
      ({ params: { groupId }, reader, done, body, html, redirect, set }) => {
        const form = readForm(groupForm, body, reader.language);
        if (!form.ok) {
          set.status = 422;
          return html(listPage(reader, undefined, { values: form.values, errors: form.errors }));
        }
        changeGroup(db, groupId, form.value, done);
        return redirect(`${list}#groups`, 303);
      },
      group,
    )
    .get("/groups/:groupId/removal", ({ redirect }) => redirect(`${list}#groups`, 303), group)
    .post(
      "/groups/:groupId/removal",
      ({ params: { groupId }, done, redirect }) => {
        removeGroup(db, groupId, done);
        return redirect(`${list}#groups`, 303);
      },
      group,
    );

  type Typed = { values: Fields; errors: Fields };

  function listPage(reader: Reader, typed?: Typed, typedGroup?: Typed): JSX.Element {
    const board = site.snapshot.board(clock());
    return (
      <ComponentsPage
        {...{ reader, board, typed, typedGroup }}
        groups={listGroups(db)}
        checks={checksToChooseFrom(db)}
      />
    );
  }

  function onePage(reader: Reader, component: Component, typed?: Typed): JSX.Element {
    const chosen = listFeeds(db).flatMap((feed) => (feed.component_id === component.id ? [feed.check_id] : []));
    const line = site.snapshot.board(clock()).components.find((one) => one.component.id === component.id);
    const groups = listGroups(db);
    return (
      <ComponentPage
        {...{ reader, component, groups, chosen, typed }}
        state={line?.state ?? "unknown"}
        checks={checksToChooseFrom(db)}
        related={related(component.id, reader)}
      />
    );
  }

  function related(componentId: number, { today, language }: Reader) {
    const mine = listComponentServices(db).filter(({ component_id }) => component_id === componentId);
    const chosen = mine.map(({ service_id }) => service_id);
    const fed = servicesOf(db, [componentId], today).filter(({ service }) => !chosen.includes(service.id));
    const services = listServices(db).filter(({ archived_on }) => archived_on === null);
    return { services, chosen, fed: fed.map(({ service }) => named(service, language)) };
  }

  /** A group that somebody removed meanwhile is none. */
  function inGroup<T extends { group_id: number | null }>(words: T): T {
    return listGroups(db).some(({ id }) => id === words.group_id) ? words : { ...words, group_id: null };
  }

  function checksIn(body: unknown): number[] {
    const there = new Set(checksToChooseFrom(db).map(({ id }) => id));
    return tickedIn(body, "check").filter((id) => there.has(id));
  }

  function existing(id: number): Component {
    const component = findComponent(db, id);
    if (component?.archived_at === null) return component;
    throw new Problem("not-found", { de: "Diese Komponente gibt es nicht.", en: "There is no such component." });
  }
}
