import { mailboxesOf } from "#src/inbox/mailbox-store.ts";
import { searchMessages } from "#src/inbox/search.ts";
import { stateWords } from "#src/inbox/ticket.ts";
import { fewest, type Source } from "./found.ts";

/** Tickets of the reader's own mailboxes, found as the inbox finds them; all of them are one step away. */
export const tickets: Source = ({ db, reader, query }) => {
  const mailboxes = reader.person ? mailboxesOf(db, reader.person.id).map(({ id }) => id) : [];
  const asked = { mailboxes, person_id: reader.person?.id ?? null, time_zone: reader.company.time_zone, from: null };
  const { hits, more } = searchMessages(db, query, asked);
  const shown = hits.slice(0, fewest).map((hit) => ({
    title: `${hit.ticket_id} ${hit.subject}`,
    href: `/inbox/${hit.ticket_id}#m-${hit.message_id}`,
    note: stateWords[hit.state][reader.language],
    snippet: hit.snippet.map(({ text }) => text).join(""),
  }));
  const count = hits.length - shown.length + (more === null ? 0 : 1);
  return {
    heading: { de: "Anfragen", en: "Tickets" },
    hits: shown,
    more: { count, href: `/inbox?q=${encodeURIComponent(query)}` },
  };
};
