import { mailboxesOf } from "#src/inbox/mailbox-store.ts";
import { searchMessages } from "#src/inbox/search.ts";
import { stateWords } from "#src/inbox/ticket.ts";
import { fewest, type Source } from "./found.ts";

/** Tickets, by every word of their messages: only those of the mailboxes that this reader uses. */
export const tickets: Source = ({ db, reader, query }) => {
  const heading = { de: "Anfragen", en: "Tickets" };
  const person_id = reader.person?.id ?? 0;
  const mailboxes = mailboxesOf(db, person_id).map(({ id }) => id);
  const looking = { mailboxes, person_id, time_zone: reader.company.time_zone, from: null };
  const { hits, more } = searchMessages(db, query, looking);
  const shown = hits.slice(0, fewest).map(({ ticket_id, subject, state, snippet }) => ({
    title: subject || `${ticket_id}`,
    href: `/inbox/${ticket_id}`,
    note: stateWords[state][reader.language],
    snippet: snippet.map(({ text }) => text).join(""),
  }));
  const count = hits.length - shown.length + (more === null ? 0 : 1);
  return { heading, hits: shown, more: { count, href: `/inbox?q=${encodeURIComponent(query)}` } };
};
