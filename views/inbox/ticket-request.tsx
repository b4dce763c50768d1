import { lawOf, requestWords, timeLeft, whatToAnswer } from "#src/inbox/privacy-request.ts";
import type { ShownTicket } from "#src/inbox/ticket-page.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { formatOn } from "#src/when.ts";
import { Input, Select, TextArea } from "#views/ui/field.tsx";

type Props = { reader: Reader; shown: ShownTicket; mayWrite: boolean };

/** What somebody asks about their own data, until when, and what belongs into the answer. */
export function RequestSection({ reader, shown, mayWrite }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const request = shown.request!;
  const { kind, due_on, answered_on, answer, extended_reason } = request;
  const isLate = answered_on === null && due_on < reader.today;
  return (
    <section id="request">
      <header>
        <h2 safe>{requestWords[kind][reader.language]}</h2>
      </header>
      <dl class="facts">
        <dt>{say({ de: "eingegangen", en: "received" })}</dt>
        <dd safe>{formatOn(request.received_on, reader.language)}</dd>
        {answered_on === null ? (
          <>
            <dt>{say({ de: "Antwort bis", en: "answer by" })}</dt>
            <dd class={isLate ? "red" : undefined}>
              <span safe>{formatOn(due_on, reader.language)}</span>{" "}
              <b safe>{timeLeft(due_on, reader.today)[reader.language]}</b>
            </dd>
          </>
        ) : (
          <>
            <dt>{say({ de: "beantwortet", en: "answered" })}</dt>
            <dd safe>{formatOn(answered_on, reader.language)}</dd>
          </>
        )}
      </dl>
      <p class="soft" safe>
        {answer ?? lawOf[reader.company.regime][kind][reader.language]}
      </p>
      {extended_reason ? (
        <p class="soft" safe>
          {tellIn(reader.language)({ de: `Verlängert: ${extended_reason}`, en: `Extended: ${extended_reason}` })}
        </p>
      ) : null}
      {mayWrite && answered_on === null ? <Steps {...{ reader, shown }} /> : null}
    </section>
  );
}

function Steps({ reader, shown }: Omit<Props, "mayWrite">): JSX.Element {
  const say = sayIn(reader.language);
  const { kind, extended_on } = shown.request!;
  const path = `/inbox/${shown.ticket.id}`;
  const customer = shown.customer ? `/inbox/customers/${shown.customer.id}` : null;
  return (
    <div class="folds more-folds">
      <details class="fold">
        <summary>{say({ de: "Was in die Antwort gehört", en: "What belongs into the answer" })}</summary>
        <ul class="bullets">
          {whatToAnswer[kind].map((one) => (
            <li safe>{one[reader.language]}</li>
          ))}
        </ul>
        {customer && may(reader, "owner") ? (
          <p>
            <a href={kind === "access" ? `${customer}/export` : `${customer}/erase`}>
              {kind === "access"
                ? say({ de: "Daten dieser Person exportieren", en: "Export this person's data" })
                : say({ de: "Diese Person löschen", en: "Erase this person" })}
            </a>
          </p>
        ) : null}
      </details>
      <details class="fold">
        <summary>{say({ de: "Ist beantwortet", en: "Is answered" })}</summary>
        <form method="post" action={`${path}/request-answered`} class="narrow-form">
          <TextArea
            name="answer"
            label={say({ de: "Was wurde gesandt oder getan?", en: "What was sent or done?" })}
            rows={3}
            required
          />
          <Input name="on" type="date" label={say({ de: "am", en: "on" })} value={reader.today} required />
          <button type="submit" class="plain">
            {say({ de: "Festhalten", en: "Note it" })}
          </button>
        </form>
      </details>
      {extended_on === null ? (
        <details class="fold">
          <summary>{say({ de: "Frist verlängern", en: "Extend the time" })}</summary>
          <form method="post" action={`${path}/request-extended`} class="narrow-form">
            <Input name="until" type="date" label={say({ de: "Antwort bis", en: "answer by" })} required />
            <TextArea
              name="reason"
              label={say({ de: "Grund", en: "Reason" })}
              rows={2}
              hint={say({
                de: "Steht im Entwurf der Mitteilung, den Sie danach senden.",
                en: "Stands in the draft of the letter that you then send.",
              })}
              required
            />
            <button type="submit" class="plain">
              {say({ de: "Verlängern", en: "Extend" })}
            </button>
          </form>
        </details>
      ) : null}
      <form method="post" action={`${path}/request-withdrawn`}>
        <button type="submit" class="link soft">
          {say({ de: "War kein Begehren", en: "Was no such request" })}
        </button>
      </form>
    </div>
  );
}

/** Makes a ticket a request, or one that must be kept. */
export function PrivacyFolds({ reader, shown }: Omit<Props, "mayWrite">): JSX.Element {
  const say = sayIn(reader.language);
  const path = `/inbox/${shown.ticket.id}`;
  return (
    <>
      {shown.request === null ? (
        <details class="fold">
          <summary>{say({ de: "Auskunft oder Löschung verlangt", en: "Access or erasure asked for" })}</summary>
          <form method="post" action={`${path}/request`} class="narrow-form">
            <Select
              name="kind"
              id="request-kind"
              label={say({ de: "Was wird verlangt?", en: "What is asked for?" })}
              options={(["access", "erasure"] as const).map((kind) => ({
                value: kind,
                label: requestWords[kind][reader.language],
              }))}
            />
            <Input
              name="received_on"
              type="date"
              label={say({ de: "eingegangen am", en: "received on" })}
              value={shown.ticket.created_at.slice(0, 10)}
              required
            />
            <button type="submit" class="plain">
              {say({ de: "Frist beginnen", en: "Start the time" })}
            </button>
          </form>
        </details>
      ) : null}
      <details class="fold" id="hold">
        <summary>
          {shown.hold ? say({ de: "Wird aufbewahrt", en: "Is kept" }) : say({ de: "Aufbewahren", en: "Keep" })}
        </summary>
        {shown.hold ? (
          <form method="post" action={`${path}/hold-released`} class="narrow-form">
            <p safe>{shown.hold.reason}</p>
            <button type="submit" class="plain">
              {say({ de: "Nicht mehr aufbewahren", en: "Keep no longer" })}
            </button>
          </form>
        ) : (
          <form method="post" action={`${path}/hold`} class="narrow-form">
            <Input
              name="reason"
              id="hold-reason"
              label={say({ de: "Warum? Danach löscht keine Regel sie.", en: "Why? No rule deletes it then." })}
              required
            />
            <button type="submit" class="plain">
              {say({ de: "Aufbewahren", en: "Keep" })}
            </button>
          </form>
        )}
      </details>
    </>
  );
}
