import type { MessageRow } from "#src/inbox/message.ts";
import type { TicketRow } from "#src/inbox/ticket.ts";
import { capital, numberWord } from "#src/number-words.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";

type Blocked = { pictures: number; trackers: number };
type Props = { reader: Reader; ticket: TicketRow; message: MessageRow; blocked: Blocked };

/** A mail as its sender designed it, in a frame of its own; what it wanted to load is counted. */
export function MailPage({ reader, ticket, message, blocked }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  const path = `/inbox/${ticket.id}/messages/${message.id}`;
  return (
    <Layout title={message.subject} reader={reader} current="inbox">
      <div class="lead ticket-lead">
        <p>
          <a href={`/inbox/${ticket.id}#m-${message.id}`} safe>
            {tell({ de: `Anfrage Nr. ${ticket.id}`, en: `Ticket no. ${ticket.id}` })}
          </a>
        </p>
        <h1 dir="auto" safe>
          {message.subject || say({ de: "(ohne Betreff)", en: "(no subject)" })}
        </h1>
        <p safe>{blockedWords(reader, blocked)}</p>
      </div>
      <section>
        <header>
          <h2 dir="auto" safe>
            {message.from_name || message.from_address}
          </h2>
          <span class="links">
            <a href={`/inbox/${ticket.id}#m-${message.id}`}>{say({ de: "Nur Text", en: "Text only" })}</a>
            <a href={`${path}/raw`} download="">
              {say({ de: "Rohdaten", en: "Raw mail" })}
            </a>
          </span>
        </header>
        <iframe
          class="mail"
          src={`${path}/frame`}
          title={say({ de: "Die Mail, wie ihr Absender sie gestaltet hat", en: "The mail as its sender designed it" })}
          sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
          data-fit
        />
      </section>
    </Layout>
  );
}

function blockedWords({ language }: Reader, { pictures, trackers }: Blocked): string {
  const tell = tellIn(language);
  if (pictures === 0)
    return tell({ de: "Sie wollte nichts von anderswo laden.", en: "It wanted to load nothing from elsewhere." });
  const number = capital(pictures === 1 ? { de: "ein", en: "one" }[language] : numberWord(pictures, language));
  const first =
    pictures === 1
      ? { de: `${number} Bild blockiert`, en: `${number} picture blocked` }
      : { de: `${number} Bilder blockiert`, en: `${number} pictures blocked` };
  if (trackers === 0) return `${tell(first)}.`;
  const some = trackers === 1 ? { de: "eines", en: "one" }[language] : numberWord(trackers, language);
  const words =
    trackers === pictures
      ? { de: "vermutlich Zählpixel", en: "probably tracking" }
      : { de: `${some} davon vermutlich Zählpixel`, en: `${some} of them probably for tracking` };
  return tell({ de: `${first.de}, ${words.de}.`, en: `${first.en}, ${words.en}.` });
}

/** Where a link in a mail leads, before anybody follows it. */
export function LinkPage({ reader, to }: { reader: Reader; to: URL }): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  return (
    <Layout title={say({ de: "Ein Link aus einer Mail", en: "A link from a mail" })} reader={reader} current="inbox">
      <div class="lead">
        <h1 safe>{tell({ de: `Dieser Link führt zu ${to.host}.`, en: `This link leads to ${to.host}.` })}</h1>
        <p class="words" safe>
          {to.href}
        </p>
        <p>
          <a class="button" href={to.href} rel="noopener noreferrer nofollow">
            {say({ de: "Öffnen", en: "Open" })}
          </a>
        </p>
      </div>
    </Layout>
  );
}
