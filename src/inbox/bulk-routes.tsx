import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import type { Done } from "#src/history/record.ts";
import { readForm, typedText } from "#src/http/form.ts";
import { visiting } from "#src/http/gate.ts";
import { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { BulkConfirmPage, BulkPage } from "#views/inbox/bulk-page.tsx";
import { InboxPage } from "#views/inbox/inbox-page.tsx";
import { beginBulk, bulkOf, carryOn, undoBulk } from "./bulk-actions.ts";
import { actOf, ticketsMeant } from "./bulk-asked.ts";
import { type BulkTyped, bulkForm } from "./bulk-forms.ts";
import { bulkShown } from "./bulk-shown.ts";
import { findBulk, onlyTicketOf } from "./bulk-store.ts";
import { inboxShown } from "./inbox-page.ts";
import { inboxAddress, readInboxQuery, ticketAddress } from "./inbox-query.ts";
import { findMailboxBySlug, mayUse } from "./mailbox-store.ts";
import { listBehind, withDone } from "./place.ts";
import { listTicketsById } from "./ticket-list-store.ts";

const one = { params: z.object({ bulk: z.coerce.number().int().positive() }) };

/** So long a page waits for it; what takes longer goes on, and a page says how far it is. */
const patience_ms = 1500;

/** What is done with many tickets at once, and taking it back. */
export function bulkRoutes({ db, clock, log }: App) {
  return new Elysia({ prefix: "/inbox" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get("/bulk", ({ redirect }) => redirect("/inbox", 303))
    .post("/bulk", async ({ body, reader, done, html, redirect, set }) => {
      const form = readForm(bulkForm, body, reader.language);
      if (!form.ok) return html(refused(body, reader, Object.values(form.errors)[0]!, set));
      const answer = await asked(form.value, body, reader, done);
      return "to" in answer
        ? redirect(answer.to, 303)
        : html("page" in answer ? answer.page : refused(body, reader, answer.wrong, set));
    })
    .get(
      "/bulk/:bulk",
      ({ params: { bulk }, reader, html, set }) => {
        const shown = bulkShown(db, bulkOf(db, bulk, reader.person!.id));
        // While it goes on, the page looks again by itself, with scripts and without.
        if (shown.isGoing) set.headers["refresh"] = "2";
        return html(<BulkPage reader={reader} shown={shown} />);
      },
      one,
    )
    .get("/bulk/:bulk/undo", ({ params: { bulk }, redirect }) => redirect(`/inbox/bulk/${bulk}`, 303), one)
    .post(
      "/bulk/:bulk/undo",
      async ({ params: { bulk }, request, reader, redirect }) => {
        undoBulk(db, bulk, reader.person!.id);
        await awhile(bulk);
        const only = onlyTicketOf(db, bulk);
        return redirect(
          only === null ? `/inbox/bulk/${bulk}` : withDone(ticketAddress(only, listBehind(request)), bulk),
          303,
        );
      },
      one,
    );

  type Answer = { to: string } | { page: JSX.Element } | { wrong: string };

  async function asked(typed: BulkTyped, body: unknown, reader: Reader, done: Done): Promise<Answer> {
    try {
      const tickets = ticketsMeant(db, typed, reader);
      if (tickets.length > 0 && needsConsent(typed, tickets, reader))
        return { page: confirmPage(typed, body, tickets, reader) };
      const act = actOf(db, typed, reader);
      const chosen = act.verb === "merge" ? tickets.filter((id) => id !== act.into) : tickets;
      if (act.verb === "merge" && listTicketsById(db, [act.into], mailboxesSeen(reader)).length === 0) throw noTarget;
      const list = listOf(typed.list);
      const id = beginBulk(db, { person_id: reader.person!.id, act, list, tickets: chosen }, done.at);
      await awhile(id);
      return { to: findBulk(db, id)!.state === "doing" ? `/inbox/bulk/${id}` : withDone(list, id) };
    } catch (error) {
      if (error instanceof Problem) return { wrong: error.in(reader.language) };
      throw error;
    }
  }

  /** What cannot be taken back, what is not on the page, and what needs to know more, is asked about first. */
  function needsConsent(typed: BulkTyped, tickets: readonly number[], reader: Reader): boolean {
    if (typed.sure) return false;
    const target = typed.do === "move" ? findMailboxBySlug(db, typed.mailbox) : null;
    const isForeign = target !== null && !mayUse(db, target.id, reader.person!.id);
    return typed.all !== undefined || isForeign || (typed.do === "merge" && tickets.length > 0);
  }

  function confirmPage(typed: BulkTyped, body: unknown, ids: readonly number[], reader: Reader): JSX.Element {
    const act = typed.do === "merge" ? null : actOf(db, typed, reader);
    if (typed.do === "merge" && typed.all) throw new Problem("invalid", notAllIntoOne);
    const tickets = listTicketsById(db, ids.slice(0, 50), mailboxesSeen(reader));
    const target = act?.verb === "move" ? act.mailbox : null;
    const isForeign = target !== null && !mayUse(db, target, reader.person!.id);
    const fields = { ...typedText(body), do: typed.do, list: listOf(typed.list) };
    return (
      <BulkConfirmPage
        {...{ reader, act, tickets, fields, isForeign }}
        count={ids.length}
        isAll={typed.all !== undefined}
      />
    );
  }

  function mailboxesSeen(reader: Reader): number[] {
    return inboxShown(db, readInboxQuery({}), reader).mailboxes.map(({ id }) => id);
  }

  function refused(body: unknown, reader: Reader, error: string, set: { status?: number | string }): JSX.Element {
    set.status = 422;
    const fields = typedText(body);
    const ticket = (body as { ticket?: string | string[] } | null)?.ticket ?? [];
    const query = readInboxQuery(queryOf(fields["list"] ?? ""));
    const bulk = { selected: new Set([ticket].flat().map(Number)), values: fields, error };
    return <InboxPage reader={reader} shown={inboxShown(db, query, reader, bulk)} />;
  }

  /** It goes on behind the page; after a crash the jobs take it up. */
  async function awhile(id: number): Promise<void> {
    const whole = carryOn(db, id, clock).catch((error: unknown) => {
      log({
        level: "error",
        what: "bulk.failed",
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    });
    await Promise.race([whole, Bun.sleep(patience_ms)]);
  }
}

function queryOf(list: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(list.split("?")[1] ?? ""));
}

/** Only an address of our own lists. */
function listOf(typed: string): string {
  return inboxAddress(readInboxQuery(queryOf(typed)));
}

const notAllIntoOne = {
  de: "Eine ganze Liste wird nicht zu einer Anfrage. Haken Sie an, welche zusammengehören.",
  en: "A whole list does not become one ticket. Tick those that belong together.",
};
const noTarget = new Problem("invalid", {
  de: "Diese Anfrage gibt es nicht. Wählen Sie eine aus der Liste.",
  en: "There is no such ticket. Choose one of the list.",
});
