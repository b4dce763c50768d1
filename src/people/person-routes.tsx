import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { readForm, refused } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import { tellIn } from "#src/say.ts";
import { PeoplePage } from "#views/people/people-page.tsx";
import { PersonPage } from "#views/people/person-page.tsx";
import { changeRole, disablePerson, enablePerson, invitePerson, renewLink, voidLink } from "./actions.ts";
import { publicAddress } from "./address.ts";
import { inviteForm, personStateForm, roleForm } from "./forms.ts";
import type { ShownOnce } from "./shown-once.ts";
import { findPerson, listPeople } from "./store.ts";

const personParams = z.object({ personId: z.coerce.number().int().positive() });
const one = { params: personParams };

/** What owners do with people. A new link is kept for the page that is shown next, and nowhere else. */
export function personRoutes(app: App, shown: ShownOnce) {
  const { db, clock } = app;
  return new Elysia()
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/people", ({ reader, html }) => html(<PeoplePage reader={reader} people={listPeople(db)} />))
    .post("/people", ({ reader, done, body, request, html, redirect, set }) => {
      const form = readForm(inviteForm, body, reader.language);
      const invited = form.ok ? invitePerson(db, form.value, done) : null;
      if (form.ok && invited) {
        shown.keep(done.by, `person:${invited.id}`, `${publicAddress(app, request)}/invitation/${invited.secret}`);
        return redirect(`/people/${invited.id}`, 303);
      }
      const { values, errors } = form.ok ? refused(body, { email: takenIn(reader.language) }) : form;
      set.status = 422;
      return html(<PeoplePage reader={reader} people={listPeople(db)} values={values} errors={errors} />);
    })
    .get(
      "/people/:personId",
      ({ params, reader, done, html }) => {
        const person = findPerson(db, params.personId);
        if (!person) throw gone;
        return html(<PersonPage reader={reader} person={person} link={shown.take(done.by, `person:${person.id}`)} />);
      },
      one,
    )
    .get("/people/:personId/role", ({ params, redirect }) => redirect(`/people/${params.personId}`, 303), one)
    .post(
      "/people/:personId/role",
      ({ params, reader, done, body, redirect }) => {
        const form = readForm(roleForm, body, reader.language);
        if (!form.ok) throw notOffered;
        changeRole(db, params.personId, form.value.role, done);
        return redirect(`/people/${params.personId}`, 303);
      },
      one,
    )
    .get("/people/:personId/state", ({ params, redirect }) => redirect(`/people/${params.personId}`, 303), one)
    .post(
      "/people/:personId/state",
      ({ params, reader, done, body, redirect }) => {
        const form = readForm(personStateForm, body, reader.language);
        if (!form.ok) throw notOffered;
        if (form.value.state === "disabled") disablePerson(db, params.personId, done);
        else enablePerson(db, params.personId, done);
        return redirect(`/people/${params.personId}`, 303);
      },
      one,
    )
    .get("/people/:personId/link", ({ params, redirect }) => redirect(`/people/${params.personId}`, 303), one)
    .post(
      "/people/:personId/link",
      ({ params, done, request, redirect }) => {
        const { kind, secret } = renewLink(db, params.personId, done);
        shown.keep(done.by, `person:${params.personId}`, `${publicAddress(app, request)}/${kind}/${secret}`);
        return redirect(`/people/${params.personId}`, 303);
      },
      one,
    )
    .get("/people/:personId/link/void", ({ params, redirect }) => redirect(`/people/${params.personId}`, 303), one)
    .post(
      "/people/:personId/link/void",
      ({ params, done, redirect }) => {
        voidLink(db, params.personId, done);
        return redirect(`/people/${params.personId}`, 303);
      },
      one,
    );
}

function takenIn(language: "de" | "en"): string {
  return tellIn(language)({
    de: "Diese Person gibt es schon. Einen neuen Link stellen Sie auf ihrer Seite aus.",
    en: "This person is there already. Issue a new link on their page.",
  });
}

const gone = new Problem("not-found", { de: "Diese Person gibt es nicht.", en: "There is no such person." });

const notOffered = new Problem("invalid", {
  de: "Diese Wahl gibt es nicht. Laden Sie die Seite neu.",
  en: "That choice does not exist. Load the page again.",
});
