import { html } from "@elysiajs/html";
import { Elysia } from "elysia";
import { z } from "zod";
import type { App } from "#src/context.ts";
import { visiting } from "#src/http/gate.ts";
import type { Reader } from "#src/reader.ts";
import { TicketPage } from "#views/inbox/ticket-page.tsx";
import { type Seen, ticketFor } from "./looking.ts";
import { type Refused, replyShown } from "./reply-page.ts";
import { shownTicket } from "./ticket-page.ts";

const one = { params: z.object({ id: z.coerce.number().int().positive() }) };

/** A ticket's page, and what people do with it. */
export function ticketRoutes({ db, clock }: App) {
  return new Elysia({ prefix: "/inbox" })
    .use(html({ autoDetect: false }))
    .use(visiting(clock))
    .get(
      "/:id",
      ({ params: { id }, query, reader, html, redirect }) => {
        const seen = ticketFor(db, id, reader);
        if (seen.ticket.merged_into !== null) return redirect(`/inbox/${seen.ticket.merged_into}`, 303);
        return html(page(seen, reader, { toAll: query["reply"] !== "one" }));
      },
      one,
    );

  type Shown = { toAll: boolean; reply?: Refused; note?: { text: string; error: string | null } };

  function page(seen: Seen, reader: Reader, { toAll, reply, note }: Shown): JSX.Element {
    return (
      <TicketPage
        reader={reader}
        shown={shownTicket(db, seen.ticket, seen.mailbox, reader)}
        reply={replyShown(db, seen, { person_id: reader.person!.id, toAll }, reply ?? null)}
        note={note ?? { text: "", error: null }}
      />
    );
  }
}
