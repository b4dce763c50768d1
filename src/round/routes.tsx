import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import type { App } from "#src/context.ts";
import { type FormResult, readForm, typedText } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { namesOfPeople } from "#src/people/store.ts";
import type { Reader } from "#src/reader.ts";
import { RoundsPage } from "#views/round/rounds-page.tsx";
import { listOpenActions } from "./action-store.ts";
import { openRound, planRound, skipRound } from "./actions.ts";
import { beforeForm, planForm, skipForm } from "./forms.ts";
import { overPage } from "./meeting.tsx";
import { agendaAhead } from "./read.ts";
import { streakOf } from "./round.ts";
import { listRounds, roundIn } from "./store.ts";
import { sayBefore } from "./words-actions.ts";

type Bad = Extract<FormResult<unknown>, { ok: false }>;
type Typed = { form: string; values: Bad["values"]; errors: Bad["errors"] };

/** The rounds: the next one with what it will speak of, and those that were. */
export function roundRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/round" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/", ({ reader, html }) => html(page(reader)))
    .post("/", ({ done, redirect }) => redirect(`/round/${openRound(db, done)}`, 303))
    .get("/plan", ({ redirect }) => redirect("/round#plan", 303))
    .post("/plan", ({ body, reader, done, html, redirect, set }) => {
      const form = readForm(planForm(reader.today), body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(page(reader, { form: "plan", ...form }));
      }
      planRound(db, form.value.held_on, done);
      return redirect("/round", 303);
    })
    .get("/skip", ({ redirect }) => redirect("/round#skip", 303))
    .post("/skip", ({ body, reader, done, html, redirect, set }) => {
      const form = readForm(skipForm, body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(page(reader, { form: "skip", ...form }));
      }
      skipRound(db, form.value.reason, done);
      return redirect("/round", 303);
    })
    .get("/before", ({ redirect }) => redirect("/round#agenda", 303))
    .post("/before", ({ body, reader, done, html, redirect, set }) => {
      const form = readForm(beforeForm, body, reader.language);
      if (!form.ok) {
        set.status = 422;
        return html(page(reader, { form: "before", ...form }));
      }
      const said = sayBefore(db, form.value.subject, form.value.saying, done);
      if (said.ok) return redirect("/round#agenda", 303);
      set.status = 409;
      if (said.why === "over") return html(overPage(db, reader, said.round, typedText(body)));
      return html(page(reader, { form: "before", values: typedText(body), errors: tornIn(said.theirs.by, reader) }));
    });

  function page(reader: Reader, typed: Typed | null = null): JSX.Element {
    const rounds = listRounds(db);
    const { round, items } = agendaAhead(db, reader.today);
    return (
      <RoundsPage
        reader={reader}
        next={round}
        running={roundIn(db, "open")}
        items={items}
        rounds={rounds.filter(({ state }) => state === "closed" || state === "skipped")}
        streak={streakOf(rounds, reader.today)}
        open={listOpenActions(db).length}
        names={namesOfPeople(db)}
        typed={typed}
      />
    );
  }

  function tornIn(by: string, { language }: Reader): Bad["errors"] {
    const name = namesOfPeople(db).get(Number(by.split(":")[1])) ?? "";
    return {
      sentence:
        language === "de"
          ? `${name} hat inzwischen etwas anderes geschrieben. Senden Sie noch einmal, wenn Ihr Text gelten soll.`
          : `${name} has written something else meanwhile. Send again if your text shall hold.`,
    };
  }
}
