import { longAge } from "#src/inbox/age.ts";
import type { InboxShown } from "#src/inbox/inbox-page.ts";
import { type InboxQuery, inboxAddress } from "#src/inbox/inbox-query.ts";
import { ticketViews, viewWords } from "#src/inbox/ticket-view.ts";
import { capital, numberWord } from "#src/number-words.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { BulkBar, BulkFlash } from "./bulk-bar.tsx";
import { BesideLists, SearchForm } from "./inbox-search.tsx";
import { SentFlash } from "./sent-flash.tsx";
import { TicketList } from "./ticket-list.tsx";

type Props = { reader: Reader; shown: InboxShown };

/** The inbox: one list at a time, as quiet as a table of contents. */
export function InboxPage({ reader, shown }: Props): JSX.Element {
  const say = sayIn(reader.language);
  if (shown.mailboxes.length === 0) return <NoMailbox reader={reader} />;
  return (
    <Layout title={say({ de: "Anfragen", en: "Inbox" })} reader={reader} current="inbox">
      <div class="lead" id="list-lead">
        <h1 safe>{summary(reader, shown)}</h1>
        {shown.troubles.map(({ slug, text }) => (
          <p class="red">
            {may(reader, "owner") ? (
              <a href={`/settings/mailboxes/${slug}`} safe>
                {text}
              </a>
            ) : (
              <span safe>{text}</span>
            )}
          </p>
        ))}
        {shown.troubled > 0 ? (
          <p class="red">
            <a href="/inbox?q=is%3Atrouble" safe>
              {troubled(reader, shown.troubled)}
            </a>
          </p>
        ) : null}
      </div>
      <BulkFlash reader={reader} done={shown.done} />
      <SentFlash reader={reader} sent={shown.sent} />
      <section data-list>
        <header class="inbox-bar">
          <Views {...{ reader, shown }} />
          <SearchForm {...{ reader, shown }} />
        </header>
        <div class="inbox-row">
          {shown.mailboxes.length > 1 ? <MailboxChoice {...{ reader, shown }} /> : null}
          <BesideLists reader={reader} />
        </div>
        {shown.found && shown.found.unknown.length > 0 ? (
          <p class="soft" safe>
            {unknownWords(reader, shown.found.unknown)}
          </p>
        ) : null}
        <ListNews reader={reader} />
        {shown.tickets.length === 0 ? <Nothing {...{ reader, shown }} /> : <Tickets {...{ reader, shown }} />}
        {shown.next ? (
          <p class="links more">
            <a href={inboxAddress({ ...shown.query, after: shown.next })} rel="next">
              {say({ de: "Weitere", en: "More" })}
            </a>
          </p>
        ) : null}
      </section>
    </Layout>
  );
}

/** What came since, said quietly: the list stays as it is until somebody asks for more. */
function ListNews({ reader }: { reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <div
      id="list-news"
      role="status"
      data-one={say({ de: "Eine neue Anfrage", en: "One new ticket" })}
      data-many={say({ de: "neue Anfragen", en: "new tickets" })}
    >
      <button type="button" class="link" data-key="." hidden>
        <span data-said></span> · {say({ de: "zeigen", en: "show" })}
      </button>
    </div>
  );
}

/** The list, and for who may change something a box on each line and a bar below. */
function Tickets({ reader, shown }: Props): JSX.Element {
  if (!may(reader, "member")) return <TicketList {...{ reader, shown }} />;
  return (
    <form method="post" action="/inbox/bulk" class="bulk" hx-boost="false">
      <input type="hidden" name="list" value={inboxAddress(shown.query)} />
      <TicketList {...{ reader, shown }} />
      <BulkBar {...{ reader, shown }} />
    </form>
  );
}

function summary(reader: Reader, { query, tagged, tickets, counts, waiting_since }: InboxShown): string {
  const { language } = reader;
  const tell = tellIn(language);
  if (tagged !== null) {
    const { name, n } = tagged;
    if (n === 0) return tell({ de: `Keine Anfrage mit «${name}».`, en: `No ticket with "${name}".` });
    if (n === 1) return tell({ de: `Eine Anfrage mit «${name}».`, en: `One ticket with "${name}".` });
    const many = capital(numberWord(n, language));
    return tell({ de: `${many} Anfragen mit «${name}».`, en: `${many} tickets with "${name}".` });
  }
  if (query.q !== "") {
    const number = capital(numberWord(tickets.length, language));
    if (tickets.length === 0)
      return tell({ de: `Nichts gefunden zu «${query.q}».`, en: `Nothing found for "${query.q}".` });
    if (tickets.length === 1)
      return tell({ de: `Eine Anfrage zu «${query.q}».`, en: `One ticket about "${query.q}".` });
    return tell({ de: `${number} Anfragen zu «${query.q}».`, en: `${number} tickets about "${query.q}".` });
  }
  if (counts.open === 0) return tell({ de: "Keine offene Anfrage.", en: "No open ticket." });
  const oldest = oldestWords(counts.open === 1, waiting_since, reader);
  const number = (in_: "de" | "en") => capital(numberWord(counts.open, in_));
  if (counts.open === 1) return tell({ de: `Eine offene Anfrage.${oldest.de}`, en: `One open ticket.${oldest.en}` });
  return tell({ de: `${number("de")} offene Anfragen.${oldest.de}`, en: `${number("en")} open tickets.${oldest.en}` });
}

function unknownWords({ language }: Reader, unknown: readonly string[]): string {
  const words = unknown.join(", ");
  return tellIn(language)({ de: `Nicht verstanden: ${words}`, en: `Not understood: ${words}` });
}

/** How long the first of them waits, as the sentence goes on. */
function oldestWords(isOnly: boolean, waiting_since: string | null, { now, language }: Reader) {
  if (waiting_since === null) return { de: " Niemand wartet.", en: " Nobody is waiting." };
  if (now.getTime() - Date.parse(waiting_since) < 60_000)
    return isOnly ? { de: " Sie kam eben.", en: " It just came." } : { de: " Alle kamen eben.", en: " All just came." };
  const wait = longAge(waiting_since, now, language);
  return isOnly
    ? { de: ` Sie wartet seit ${wait}.`, en: ` It has waited for ${wait}.` }
    : { de: ` Die älteste wartet seit ${wait}.`, en: ` The oldest has waited for ${wait}.` };
}

/** Without a place in the list: another list begins at its top. */
function other(query: InboxQuery, change: Partial<InboxQuery>): string {
  return inboxAddress({ ...query, q: "", tag: null, after: null, ...change });
}

/** Of what is over nobody needs the number. */
const uncounted = new Set(["closed", "spam"]);

function Views({ reader, shown: { query, counts } }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <nav class="links" id="views" aria-label={say({ de: "Listen", en: "Lists" })}>
      {ticketViews.map((view) => (
        <a
          href={other(query, { view })}
          aria-current={view === query.view && query.q === "" && query.tag === null ? "page" : undefined}
        >
          {say(viewWords[view])}
          {uncounted.has(view) ? null : <span class="num"> {counts[view]}</span>}
        </a>
      ))}
    </nav>
  );
}

function MailboxChoice({ reader, shown: { query, mailboxes } }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <nav class="links mailbox-choice" aria-label={say({ de: "Postfächer", en: "Mailboxes" })}>
      <a href={other(query, { mailbox: null })} aria-current={query.mailbox === null ? "true" : undefined}>
        {say({ de: "Alle Postfächer", en: "All mailboxes" })}
      </a>
      {mailboxes.map(({ slug, name }) => (
        <a href={other(query, { mailbox: slug })} aria-current={query.mailbox === slug ? "true" : undefined} safe>
          {name}
        </a>
      ))}
    </nav>
  );
}

function Nothing({ reader, shown: { query } }: Props): JSX.Element {
  const say = sayIn(reader.language);
  if (query.q !== "")
    return (
      <p class="soft">
        {say({
          de: 'Gesucht wird nach Wortanfängen in Betreff, Text, Namen, Adressen und Dateinamen. "In Anführungszeichen" steht zusammen, -wort schliesst aus; dazu von:, an:, betreff:, ist:offen, schlagwort:rechnung, hat:anhang, vor:2026, nach:11.2026, #1234.',
          en: 'Beginnings of words are looked for in subject, text, names, addresses and file names. "In quotes" stands together, -word excludes; also from:, to:, subject:, is:open, tag:invoice, has:attachment, before:2026, after:11.2026, #1234.',
        })}
      </p>
    );
  if (query.view === "open" || query.view === "unassigned" || query.view === "mine")
    return <p class="soft">{say({ de: "Hier wartet nichts.", en: "Nothing waits here." })}</p>;
  return <p class="soft">{say({ de: "Diese Liste ist leer.", en: "This list is empty." })}</p>;
}

function NoMailbox({ reader }: { reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  const isOwner = may(reader, "owner");
  return (
    <Layout title={say({ de: "Anfragen", en: "Inbox" })} reader={reader} current="inbox">
      <div class="lead">
        <h1>{say({ de: "Noch kein Postfach für Sie.", en: "No mailbox for you yet." })}</h1>
        <p>
          {isOwner
            ? say({
                de: "Hier beantwortet Ihr Team gemeinsam, was an support@ und ähnliche Adressen kommt. Richten Sie ein Postfach ein, und wählen Sie, wer hinein darf.",
                en: "Here your team answers together what comes to support@ and similar addresses. Set up a mailbox, and choose who may use it.",
              })
            : say({
                de: "Eine Inhaberin oder ein Inhaber wählt unter Einstellungen, wer ein Postfach benutzen darf.",
                en: "An owner chooses under settings who may use a mailbox.",
              })}
        </p>
        {isOwner ? (
          <p>
            <a class="button" href="/settings/mailboxes">
              {say({ de: "Postfach einrichten", en: "Set up a mailbox" })}
            </a>
          </p>
        ) : null}
      </div>
    </Layout>
  );
}

function troubled({ language }: Reader, count: number): string {
  return tellIn(language)({
    de: `${count} ${count === 1 ? "Anfrage braucht" : "Anfragen brauchen"} einen Blick: Eine Antwort kam nicht an, oder eine Mail liess sich nicht lesen.`,
    en: `${count} ${count === 1 ? "ticket needs" : "tickets need"} a look: a reply did not arrive, or a mail could not be read.`,
  });
}
