import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { readForm, typedText } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { existing, setPresent, showItem } from "./actions.ts";
import { closeRound } from "./close-actions.ts";
import { presentForm, showForm, wordsForm } from "./forms.ts";
import { newLive } from "./live.ts";
import { meetingPage, overPage } from "./meeting.tsx";
import { minutesPage } from "./minutes-shown.tsx";
import type { Round } from "./round.ts";
import { listItems } from "./store.ts";
import { sayOfItem } from "./words-actions.ts";

const id = z.coerce.number().int().positive();
const one = { params: z.object({ roundId: id }) };
const item = { params: z.object({ roundId: id, itemId: id }) };

/** The round while it runs: one item at a time, the same for everybody. Once closed, its minutes. */
export function meetingRoutes({ db, clock }: App) {
  const live = newLive();
  const tell = (roundId: number) => live.tell(roundId, existing(db, roundId).version);
  const home = (round: Round) => (round.state === "open" || round.state === "closed" ? `/round/${round.id}` : "/round");
  return new Elysia({ prefix: "/round/:roundId" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get(
      "/",
      ({ params, query, reader, html, redirect }) => {
        const round = existing(db, params.roundId);
        const sent = Number(query["sent"]) || 0;
        if (round.state === "closed") return html(minutesPage(db, reader, round, undefined, sent));
        return round.state === "open" ? html(meetingPage(db, reader, round, round.item_id)) : redirect("/round", 303);
      },
      one,
    )
    .get(
      "/follow",
      ({ params, reader, html, redirect }) => {
        const round = existing(db, params.roundId);
        if (round.state !== "open") return redirect(home(round), 303);
        return html(meetingPage(db, reader, round, round.item_id, { follows: true }));
      },
      one,
    )
    .get(
      "/events",
      ({ params, request }) => live.stream(params.roundId, existing(db, params.roundId).version, request.signal),
      one,
    )
    .get(
      "/items/:itemId",
      ({ params, reader, html, redirect }) => {
        const round = existing(db, params.roundId);
        if (round.state !== "open") return redirect(home(round), 303);
        return html(meetingPage(db, reader, round, params.itemId));
      },
      item,
    )
    .post(
      "/items/:itemId",
      ({ params, body, reader, done, html, redirect, set }) => {
        const { roundId, itemId } = params;
        const form = readForm(wordsForm, body, reader.language);
        if (!form.ok) {
          set.status = 422;
          return html(refused(reader, existing(db, roundId), itemId, form));
        }
        const { saying, stays } = form.value;
        const said = sayOfItem(db, roundId, itemId, saying, done);
        if (!said.ok) {
          set.status = 409;
          if (said.why === "over") return html(overPage(db, reader, said.round, typedText(body)));
          const returned = { values: typedText(body), errors: {}, theirs: said.theirs };
          return html(meetingPage(db, reader, existing(db, roundId), itemId, { returned }));
        }
        if (!stays) showItem(db, roundId, itemId, after(roundId, itemId));
        tell(roundId);
        return redirect(`/round/${roundId}`, 303);
      },
      item,
    )
    .get("/show", ({ params, redirect }) => redirect(`/round/${params.roundId}`, 303), one)
    .post(
      "/show",
      ({ params, body, reader, redirect }) => {
        const form = readForm(showForm, body, reader.language);
        if (!form.ok) throw notOffered;
        showItem(db, params.roundId, form.value.from, form.value.to);
        tell(params.roundId);
        return redirect(`/round/${params.roundId}`, 303);
      },
      one,
    )
    .get("/present", ({ params, redirect }) => redirect(`/round/${params.roundId}`, 303), one)
    .post(
      "/present",
      ({ params, body, reader, redirect }) => {
        const form = readForm(presentForm, body, reader.language);
        if (!form.ok) throw notOffered;
        setPresent(db, params.roundId, form.value.shown, form.value.ticked);
        tell(params.roundId);
        return redirect(`/round/${params.roundId}`, 303);
      },
      one,
    )
    .get("/close", ({ params, redirect }) => redirect(`/round/${params.roundId}`, 303), one)
    .post(
      "/close",
      ({ params, reader, done, html, redirect, set }) => {
        const closed = closeRound(db, params.roundId, done);
        if (closed.ok) {
          tell(params.roundId);
          return redirect(`/round/${params.roundId}`, 303);
        }
        set.status = 409;
        if (closed.why === "over") return html(overPage(db, reader, closed.round, {}));
        return html(meetingPage(db, reader, existing(db, params.roundId), null, { nobody: true }));
      },
      one,
    );

  /** The item behind this one, or the end. */
  function after(roundId: number, itemId: number): number | null {
    const ids = listItems(db, roundId).map((one) => one.id);
    return ids[ids.indexOf(itemId) + 1] ?? null;
  }

  type Bad = { values: Record<string, string>; errors: Record<string, string> };

  /** Nothing is stored; a round that is over meanwhile says so, and keeps what was typed. */
  function refused(reader: Reader, round: Round, itemId: number, { values, errors }: Bad): JSX.Element {
    if (round.state !== "open") return overPage(db, reader, round, values);
    return meetingPage(db, reader, round, itemId, { returned: { values, errors, theirs: null } });
  }
}

const notOffered = new Problem("invalid", {
  de: "Diese Wahl gibt es hier nicht. Laden Sie die Seite neu.",
  en: "There is no such choice here. Load the page again.",
});
