import { formatSize } from "#src/deletions/evidence.ts";
import { newsWords } from "#src/inbox/news-words.ts";
import type { ShownFile, ShownMessage } from "#src/inbox/ticket-page.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { formatMoment } from "#views/ui/moment.tsx";
import { DeliveryDetails } from "./letter-delivery.tsx";
import { LetterLinks } from "./letter-links.tsx";
import { Why } from "./letter-why.tsx";
import { LinkedText } from "./linked-text.tsx";

type Props = { reader: Reader; ticketId: number; message: ShownMessage };

/** One message of a thread: who and when in the margin, what it says beside it. */
export function Letter({ reader, ticketId, message, isLastSent }: Props & { isLastSent: boolean }): JSX.Element {
  const kind = { in: "letter", unread: "letter unreadable", out: "letter ours", note: "letter note" }[message.kind];
  return (
    <article
      class={kind}
      id={`m-${message.id}`}
      aria-labelledby={`m-${message.id}-who`}
      data-said={tellIn(reader.language)(newsWords(message.kind, message.who))}
    >
      <Margin {...{ reader, ticketId, message }} />
      <div class="body">
        {message.subject === null ? null : (
          <p class="soft" dir="auto" safe>
            {message.subject}
          </p>
        )}
        {message.erased ? (
          <p class="soft">{sayIn(reader.language)({ de: "gelöscht", en: "erased" })}</p>
        ) : message.kind === "unread" ? (
          <Unreadable {...{ reader, ticketId, message }} />
        ) : (
          <Text {...{ reader, ticketId, message }} />
        )}
        <Files {...{ reader, ticketId, message }} />
        <DeliveryDetails {...{ reader, ticketId, message, isLastSent }} />
      </div>
    </article>
  );
}

function Margin({ reader, ticketId, message }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const { id, kind, who, address, at, automatic, delivery } = message;
  return (
    <header>
      <b id={`m-${id}-who`} dir="auto" safe>
        {who || say({ de: "Unbekannt", en: "Unknown" })}
      </b>
      {address === "" || address === who ? null : <span safe>{address}</span>}
      {kind === "note" ? <span>{say({ de: "Notiz, nur intern", en: "Note, internal only" })}</span> : null}
      <Recipients {...{ reader, ticketId, message }} />
      <a href={`#m-${id}`} class="quiet">
        <time datetime={at} safe>
          {formatMoment(at, reader.company.time_zone)}
        </time>
      </a>
      {automatic === null ? null : <span>{say({ de: "automatisch", en: "automatic" })}</span>}
      {delivery === null ? null : (
        <span class={delivery.red ? "red" : undefined} safe>
          {delivery.word[reader.language]}
        </span>
      )}
      <Why {...{ reader, ticketId, message }} />
      <LetterLinks {...{ reader, ticketId, message }} />
    </header>
  );
}

/** Whom it went to: of a few all names, of many the first and the number, all of them one click away. */
function Recipients({ reader, message: { kind, to, cc, bcc } }: Props): JSX.Element {
  const tell = tellIn(reader.language);
  if (kind === "note" || kind === "unread") return <></>;
  const all = [
    ...to.map((one) => ({ ...one, role: "" })),
    ...cc.map((one) => ({ ...one, role: "Cc " })),
    ...bcc.map((one) => ({ ...one, role: "Bcc " })),
  ];
  const first = all[0];
  if (first === undefined || (kind === "in" && all.length === 1)) return <></>;
  const name = first.name || first.address;
  const others = all.length - 1;
  const said = others === 0 ? name : tell({ de: `${name} und ${others} weitere`, en: `${name} and ${others} more` });
  return (
    <details>
      <summary safe>{tell({ de: `an ${said}`, en: `to ${said}` })}</summary>
      <ul>
        {all.map((one) => (
          <li dir="auto" safe>
            {`${one.role}${one.name ? `${one.name} ` : ""}${one.address}`}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Text({ reader, ticketId, message }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const { text, more, folded, whole } = message;
  if (text.length === 0 && folded.length === 0 && message.forwards > 0) return <Forwarded {...{ reader, message }} />;
  if (text.length === 0 && folded.length === 0)
    return <p class="soft">{say({ de: "(kein Text)", en: "(no text)" })}</p>;
  return (
    <>
      <div class="words" dir="auto">
        <LinkedText reader={reader} pieces={text} />
      </div>
      {more.length === 0 ? null : (
        <details>
          <summary>{say({ de: "… weiterlesen", en: "… read on" })}</summary>
          <div class="words" dir="auto">
            <LinkedText reader={reader} pieces={more} />
          </div>
        </details>
      )}
      {folded.length === 0 ? null : (
        <details>
          <summary>{say({ de: "… zitierter Text", en: "… quoted text" })}</summary>
          <div class="words" dir="auto">
            <LinkedText reader={reader} pieces={folded} />
          </div>
        </details>
      )}
      {message.has_html && message.has_raw ? (
        <p class="soft">
          <a href={`/inbox/${ticketId}/messages/${message.id}`}>
            {say({ de: "gestaltet ansehen", en: "see it formatted" })}
          </a>
        </p>
      ) : null}
      <Forwarded {...{ reader, message }} />
      {whole ? null : (
        <p>
          <a href={`/inbox/${ticketId}/messages/${message.id}/text`} download="">
            {say({ de: "Der Text ist länger: als Datei laden", en: "The text is longer: load it as a file" })}
          </a>
        </p>
      )}
    </>
  );
}

/** What stood below one's own words. */
function Forwarded({ reader, message: { forwards } }: Pick<Props, "reader" | "message">): JSX.Element {
  const tell = tellIn(reader.language);
  if (forwards === 0) return <></>;
  const said =
    forwards === 1
      ? tell({ de: "Weitergeleitet: eine Mail dieser Anfrage.", en: "Forwarded: a mail of this ticket." })
      : tell({
          de: `Weitergeleitet: ${forwards} Mails dieser Anfrage.`,
          en: `Forwarded: ${forwards} mails of this ticket.`,
        });
  return (
    <p class="soft" safe>
      {said}
    </p>
  );
}

function Unreadable({ reader, ticketId, message: { id, error, has_raw } }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const path = `/inbox/${ticketId}/messages/${id}`;
  return (
    <>
      <p class="red">
        {say({
          de: "Diese Mail konnte nicht gelesen werden. Sie liegt unverändert hier.",
          en: "This mail could not be read. It lies here unchanged.",
        })}
      </p>
      {error ? (
        <p class="soft" safe>
          {error}
        </p>
      ) : null}
      <div class="buttons">
        {may(reader, "member") ? (
          <form method="post" action={`${path}/retry`}>
            <button type="submit" class="plain">
              {say({ de: "Noch einmal lesen", en: "Read it again" })}
            </button>
          </form>
        ) : null}
        {has_raw ? (
          <a class="button plain" href={`${path}/raw`} download="">
            {say({ de: "Rohdaten laden", en: "Load the raw mail" })}
          </a>
        ) : null}
      </div>
    </>
  );
}

function Files({ reader, ticketId, message }: Props): JSX.Element {
  const say = sayIn(reader.language);
  if (message.files.length === 0) return <></>;
  return (
    <ul class="files" aria-label={say({ de: "Dateien", en: "Files" })}>
      {message.files.map((file) => (
        <FileLine reader={reader} href={`/inbox/${ticketId}/files/${file.id}`} file={file} />
      ))}
    </ul>
  );
}

function FileLine({ reader, href, file }: { reader: Reader; href: string; file: ShownFile }): JSX.Element {
  return (
    <li>
      <a href={href} download="" dir="auto" safe>
        {file.name}
      </a>{" "}
      <span class="soft" safe>
        {formatSize(file.size, reader.language)}
      </span>
    </li>
  );
}
