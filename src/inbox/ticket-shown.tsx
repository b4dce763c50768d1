import type { Database } from "bun:sqlite";
import type { Reader } from "#src/reader.ts";
import { TicketPage } from "#views/inbox/ticket-page.tsx";
import type { InboxQuery } from "./inbox-query.ts";
import type { Seen } from "./looking.ts";
import { type Refused, replyShown } from "./reply-page.ts";
import { shownTicket } from "./ticket-page.ts";

type Shown = {
  list: InboxQuery;
  toAll?: boolean;
  answer?: number | null;
  reply?: Refused;
  note?: { text: string; error: string | null };
};

/** A ticket's page, with what was just refused on it. */
export function ticketPage(
  db: Database,
  seen: Seen,
  reader: Reader,
  { list, toAll = true, answer = null, reply, note }: Shown,
): JSX.Element {
  return (
    <TicketPage
      reader={reader}
      shown={shownTicket(db, { ...seen, list }, reader)}
      reply={replyShown(db, seen, { person_id: reader.person!.id, toAll, answer }, reply ?? null)}
      note={note ?? { text: "", error: null }}
    />
  );
}
