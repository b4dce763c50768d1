import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { type Fields, readForm } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { ownPath } from "#src/http/own-path.ts";
import { sessionOf, visitOf } from "#src/http/visitor.ts";
import type { Reader } from "#src/reader.ts";
import { tellIn } from "#src/say.ts";
import { MePage } from "#views/people/me-page.tsx";
import { formatTime } from "#views/ui/moment.tsx";
import { chooseLanguage, chooseWorking, renamePerson } from "./actions.ts";
import { endForm, languageForm, nameForm, passwordForm, workingForm } from "./forms.ts";
import type { Passwords } from "./password.ts";
import { idleSince } from "./session.ts";
import { changePassword, endOtherSessions, endSession, type LogIn } from "./session-actions.ts";
import { listSessions } from "./session-store.ts";

/** What everybody may do with their own account. */
export function meRoutes(app: App, passwords: Passwords) {
  const { db, clock, settings } = app;
  const sessionsOf = (request: Request, reader: Reader) => ({
    own: sessionOf(request),
    sessions: listSessions(db, reader.person!.id, reader.now.toISOString(), idleSince(settings, reader.now)),
  });
  return new Elysia()
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/people/me", ({ reader, request, query, html }) =>
      html(<MePage reader={reader} {...sessionsOf(request, reader)} changed={"changed" in query} />),
    )
    .post("/people/me", ({ reader, done, request, body, html, redirect, set }) => {
      const form = readForm(nameForm, body, reader.language);
      if (!form.ok) {
        set.status = 422;
        const { values, errors } = form;
        return html(<MePage reader={reader} {...sessionsOf(request, reader)} values={values} errors={errors} />);
      }
      renamePerson(db, reader.person!.id, form.value.name, done);
      return redirect("/people/me", 303);
    })
    .get("/people/me/language", ({ redirect }) => redirect("/people/me", 303))
    .post("/people/me/language", ({ reader, body, redirect }) => {
      const form = readForm(languageForm, body, reader.language);
      if (form.ok) chooseLanguage(db, reader.person!.id, form.value.language);
      return redirect((form.ok ? ownPath(form.value.back) : null) ?? "/people/me", 303);
    })
    .get("/people/me/working", ({ redirect }) => redirect("/people/me#working", 303))
    .post("/people/me/working", ({ reader, body, redirect }) => {
      const form = readForm(workingForm, body, reader.language);
      if (form.ok) chooseWorking(db, reader.person!.id, form.value);
      return redirect("/people/me#working", 303);
    })
    .get("/people/me/password", ({ redirect }) => redirect("/people/me", 303))
    .post("/people/me/password", async ({ reader, done, request, body, html, redirect, set }) => {
      const again = (errors: Fields) =>
        html(<MePage reader={reader} {...sessionsOf(request, reader)} errors={errors} />);
      const { id, email } = reader.person!;
      const form = readForm(passwordForm(email), body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return again(form.errors);
      }
      const { address } = visitOf(request)!;
      const own = { personId: id, session: sessionOf(request), email, address };
      const tried = await changePassword(db, passwords, { ...own, ...form.value }, done);
      if (tried.ok) return redirect("/people/me?changed", 303);
      set.status = tried.again_at ? 429 : 422;
      return again({ current: refusalIn(reader, tried) });
    })
    .get("/people/me/sessions", ({ redirect }) => redirect("/people/me#sessions", 303))
    .post("/people/me/sessions", ({ reader, request, body, redirect }) => {
      const form = readForm(endForm, body, reader.language);
      if (form.ok && form.value.session === "others") endOtherSessions(db, reader.person!.id, sessionOf(request));
      else if (form.ok) endSession(db, reader.person!.id, form.value.session);
      return redirect("/people/me#sessions", 303);
    });
}

function refusalIn(reader: Reader, { again_at }: Extract<LogIn, { ok: false }>): string {
  const tell = tellIn(reader.language);
  if (again_at === null)
    return tell({ de: "Das ist nicht Ihr bisheriges Passwort.", en: "That is not your current password." });
  const time = formatTime(again_at, reader.company.time_zone);
  return tell({
    de: `Das waren zu viele Versuche. Ab ${time} Uhr können Sie es wieder versuchen.`,
    en: `That was too many tries. You can try again from ${time}.`,
  });
}
