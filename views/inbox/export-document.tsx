import type { ExportedMessage, ExportedTicket, PersonExport } from "#src/inbox/person-export.tsx";
import { type Language, sayIn } from "#src/say.ts";

const style =
  "body{font:11pt/1.5 system-ui,sans-serif;margin:2rem auto;max-width:48rem;padding:0 1rem;color:#111;background:#fff}" +
  "h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.5rem;border-top:2px solid #111;padding-top:.6rem}" +
  "article{border-top:1px solid #bbb;padding:.6rem 0}pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:.4rem 0}small{color:#555}";

/** The beginning of a page that stands alone, without our server. */
export function exportHead({ customer, person, notes, language, company, at }: PersonExport): string {
  const say = sayIn(language);
  const name = customer.name || person.addresses[0] || "";
  const head = (
    <>
      <h1 safe>{name}</h1>
      <p safe>{`${company}, ${at.toISOString().slice(0, 10)}`}</p>
      <p safe>{person.addresses.join(", ")}</p>
      {notes && customer.note ? (
        <p>
          <b>{say({ de: "Unsere Notiz: ", en: "Our note: " })}</b>
          <span safe>{customer.note}</span>
        </p>
      ) : null}
    </>
  );
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>Export</title><style>${style}</style></head><body>${head as string}`;
}

export function exportTicket(ticket: ExportedTicket, language: Language): string {
  const say = sayIn(language);
  return (
    <section>
      <h2 safe>{`${ticket.id} ${ticket.subject || say({ de: "(ohne Betreff)", en: "(no subject)" })}`}</h2>
      {ticket.messages.map((message) => (
        <Message message={message} language={language} />
      ))}
    </section>
  ) as string;
}

function Message({ message, language }: { message: ExportedMessage; language: Language }): JSX.Element {
  const say = sayIn(language);
  const { from, to, cc, kind, at, original, files } = message;
  const people = [...to, ...cc].map(({ name, address }) => name || address).join(", ");
  return (
    <article>
      <small safe>
        {`${at.slice(0, 16).replace("T", " ")} UTC · ${kind === "note" ? say({ de: "Notiz", en: "note" }) : `${from.name || from.address} → ${people}`}`}
      </small>
      <pre dir="auto" safe>
        {message.text}
      </pre>
      {original || files.length > 0 ? (
        <small>
          {original ? <a href={original}>{say({ de: "Original", en: "original" })}</a> : null}{" "}
          {files.map((file) => (
            <>
              <a href={file.split("/").map(encodeURIComponent).join("/")} safe>
                {file.split("/")[1]!}
              </a>{" "}
            </>
          ))}
        </small>
      ) : null}
    </article>
  );
}

export function exportFoot(language: Language): string {
  const say = sayIn(language);
  const said = say({
    de: "Was andere in Ihren Anfragen schrieben und nicht an Sie ging, ist nicht dabei.",
    en: "What others wrote in your tickets and did not send to you is not part of it.",
  });
  return `<p><small>${said}</small></p></body></html>`;
}
