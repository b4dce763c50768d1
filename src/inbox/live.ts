import type { App } from "#src/context.ts";
import { type Listener, openStream } from "#src/http/event-stream.ts";
import { sessionOf } from "#src/http/visitor.ts";
import { stillIn } from "#src/people/identify.ts";
import type { Reader } from "#src/reader.ts";
import type { Language } from "#src/say.ts";
import { onFiled } from "./intake/start.ts";
import { mailboxIdsOf } from "./mailbox-store.ts";
import { presenceIn, presenceWords } from "./presence.ts";
import { countOpenFor } from "./ticket-list-store.ts";
import { placesOf, type Touched, takeTouched, unwatchTickets, watchTickets } from "./touched-store.ts";

type Listening = { person_id: number; language: Language; request: Request; listener: Listener };

/** What a browser is told: which tickets to look at again, how many are open, and who is where (empty: nobody any more). */
type News = { open: number; tickets: number[] | "all"; present: Record<number, string> };

/** Changes within this time are told together. */
const together_ms = 200;

/** More at once are told as "all". */
const mostNamed = 100;

/** Tells browsers what happens in the mailboxes of whoever sits before them. Nothing runs while nobody listens. */
export function newLive({ db, settings, clock }: App) {
  const listening = new Set<Listening>();
  const presence = presenceIn(db);
  const filed = new Set<number>();
  let cease = () => {};

  function begin(): void {
    watchTickets(db);
    const deaf = onFiled(({ ticket_ids }) => {
      for (const id of ticket_ids) filed.add(id);
    });
    const timer = setInterval(tell, together_ms);
    timer.unref();
    cease = () => {
      clearInterval(timer);
      deaf();
      unwatchTickets(db);
    };
  }

  function tell(): void {
    const came = presence.takeChanged(clock());
    const touched = [...takeTouched(db), ...placesOf(db, [...filed])];
    filed.clear();
    if (touched.length + came.length === 0) return;
    const about = placesOf(db, came);
    for (const one of [...listening]) tellOne(one, touched, about);
  }

  /** Asked anew each time: who was logged out hears nothing, and of a mailbox only its members hear. */
  function tellOne({ person_id, language, request, listener }: Listening, touched: Touched[], about: Touched[]): void {
    if (!holds(request)) {
      listener.end();
      return;
    }
    const own = new Set(mailboxIdsOf(db, person_id));
    const isOwn = ({ mailbox_id }: Touched) => own.has(mailbox_id);
    const tickets = [...new Set(touched.filter(isOwn).map(({ ticket_id }) => ticket_id))];
    const present = presentAt(about.filter(isOwn), person_id, language);
    if (tickets.length === 0 && Object.keys(present).length === 0) return;
    send(listener, {
      open: countOpenFor(db, person_id),
      tickets: tickets.length > mostNamed ? "all" : tickets,
      present,
    });
  }

  function presentAt(places: readonly Touched[], personId: number, language: Language): News["present"] {
    const words = (id: number) => presenceWords(presence.others(id, personId, clock()))[language];
    return Object.fromEntries(places.map(({ ticket_id }) => [ticket_id, words(ticket_id)]));
  }

  const holds = (request: Request) => stillIn(db, settings, request, clock());
  const send = (listener: Listener, news: News) => listener.send(JSON.stringify(news));

  return {
    /** A stream for this browser. It begins with everything: whatever happened before it was opened is looked at once. */
    join(request: Request, reader: Reader): Response {
      const { id: person_id } = reader.person!;
      const onEnd = () => {
        listening.delete(one);
        const browser = sessionOf(request);
        if (![...listening].some((other) => sessionOf(other.request) === browser)) presence.lost(browser, clock());
        if (listening.size === 0) cease();
      };
      const { answer, listener } = openStream({ onEnd, signal: request.signal, holds: () => holds(request) });
      const one = { person_id, language: reader.language, request, listener };
      if (listening.size === 0) begin();
      listening.add(one);
      const own = new Set(mailboxIdsOf(db, person_id));
      const about = placesOf(db, presence.tickets()).filter(({ mailbox_id }) => own.has(mailbox_id));
      const present = presentAt(about, person_id, reader.language);
      send(listener, { open: countOpenFor(db, person_id), tickets: "all", present });
      return answer;
    },
  };
}
