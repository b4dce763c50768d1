import { wayWords } from "#src/deletions/request.ts";
import type { ShownRequest } from "#src/inbox/deletion-request-page.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { formatOn } from "#src/when.ts";

type Props = { reader: Reader; requests: readonly ShownRequest[] };

/** What was asked so far, also what was taken back. */
export function RequestsAsked({ reader, requests }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Bisher verlangt", en: "Asked so far" })}</h2>
      </header>
      <ul class="lines stacked">
        {requests.toReversed().map((request) => (
          <li>
            <span>
              <span class="num" safe>
                {formatOn(request.requested_on, reader.language)}
              </span>{" "}
              <span>{wayWords[request.way][reader.language]}</span>
              {request.ticket_id === null ? null : (
                <>
                  {", "}
                  <a href={`/inbox/${request.ticket_id}`} safe>
                    {`${say({ de: "Anfrage", en: "ticket" })} ${request.ticket_id}`}
                  </a>
                </>
              )}
            </span>
            <small safe>{whatBecame(request, reader)}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function whatBecame(request: ShownRequest, { language }: Reader): string {
  const tell = tellIn(language);
  const { recipient, reference, who, withdrawn_at, answered_on, answer_by } = request;
  const what = withdrawn_at
    ? tell({ de: "zurückgenommen, nicht gesendet", en: "taken back, not sent" })
    : answered_on
      ? tell({ de: `beantwortet am ${formatOn(answered_on, "de")}`, en: `answered on ${formatOn(answered_on, "en")}` })
      : tell({ de: `Antwort bis ${formatOn(answer_by, "de")}`, en: `answer by ${formatOn(answer_by, "en")}` });
  return [what, `${tell({ de: "an", en: "to" })} ${recipient}`, reference, who].filter(Boolean).join(" · ");
}
