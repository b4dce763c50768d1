import type { ShownErasure } from "#src/inbox/erasure-page.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { formatMoment } from "#views/ui/moment.tsx";

type Props = { reader: Reader; erasure: ShownErasure; copies: readonly string[] };

/** How far an erasure is; then what was done, in numbers. */
export function ErasurePage(props: Props): JSX.Element {
  const { reader } = props;
  return (
    <Layout title={sayIn(reader.language)(title)} reader={reader} current="inbox">
      <ErasureState {...props} />
    </Layout>
  );
}

const title = { de: "Löschung einer Person", en: "Erasure of a person" } as const;

/** The part that asks for itself again while the erasure runs. */
export function ErasureState({ reader, erasure, copies }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const isDone = erasure.state === "done";
  const { tickets, messages, cleaned, files } = erasure.counts;
  const state = `/inbox/erasures/${erasure.id}/state`;
  const asking = isDone ? {} : { "hx-get": state, "hx-trigger": "every 1s", "hx-swap": "outerHTML" };
  return (
    <div id="erasure" {...asking}>
      <div class="lead ticket-lead">
        <p>
          <a href="/inbox/erasures">{say({ de: "Löschungen von Personen", en: "Erasures of people" })}</a>
          <span safe>{` · ${say({ de: "Nr.", en: "No." })} ${erasure.id}`}</span>
        </p>
        <h1 safe>
          {isDone
            ? say({ de: "Die Person ist gelöscht.", en: "The person is erased." })
            : tellIn(reader.language)({
                de: `Wird gelöscht: ${Math.floor(erasure.share * 100)} %.`,
                en: `Being erased: ${Math.floor(erasure.share * 100)} %.`,
              })}
        </h1>
        {isDone ? null : (
          <p class="soft">
            {say({
              de: "Sie können diese Seite schliessen; es geht weiter, auch nach einem Neustart. Ist noch eine Antwort an sie unterwegs, wartet es auf sie.",
              en: "You may close this page; it goes on, also after a restart. While a reply to them is on its way, it waits for that.",
            })}
          </p>
        )}
      </div>
      <section id="counts">
        <header>
          <h2>{say({ de: "Was getan wurde", en: "What was done" })}</h2>
        </header>
        <dl class="facts">
          <dt>{say({ de: "Anfragen", en: "tickets" })}</dt>
          <dd>{tickets}</dd>
          <dt>{say({ de: "Nachrichten", en: "messages" })}</dt>
          <dd>{messages}</dd>
          <dt>{say({ de: "Nachrichten anderer bereinigt", en: "messages of others cleaned" })}</dt>
          <dd>{cleaned}</dd>
          <dt>{say({ de: "Dateien", en: "files" })}</dt>
          <dd>{files}</dd>
        </dl>
      </section>
      {isDone && copies.length > 0 ? <Copies {...{ reader, copies }} /> : null}
    </div>
  );
}

/** Honest about what lies beside the file. */
function Copies({ reader, copies }: Pick<Props, "reader" | "copies">): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section id="copies">
      <header>
        <h2>{say({ de: "Noch von Hand zu löschen", en: "Still to be deleted by hand" })}</h2>
      </header>
      <p class="red">
        {say({
          de: "Neben der Datenbank liegen ältere Kopien, in denen die Person noch steht:",
          en: "Beside the database lie older copies in which the person still stands:",
        })}
      </p>
      <ul class="lines">
        {copies.map((name) => (
          <li safe>{name}</li>
        ))}
      </ul>
    </section>
  );
}

export function ErasuresPage({ reader, erasures }: { reader: Reader; erasures: readonly ShownErasure[] }): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  const n = erasures.length;
  return (
    <Layout title={say({ de: "Löschungen von Personen", en: "Erasures of people" })} reader={reader} current="inbox">
      <div class="lead ticket-lead">
        <p>
          <a href="/inbox/customers">{say({ de: "Kundschaft", en: "Customers" })}</a>
        </p>
        <h1 safe>
          {n === 0
            ? say({ de: "Noch niemand wurde gelöscht.", en: "Nobody has been erased yet." })
            : tell({
                de: n === 1 ? "Eine Person wurde gelöscht." : `${n} Personen wurden gelöscht.`,
                en: n === 1 ? "One person was erased." : `${n} people were erased.`,
              })}
        </h1>
        <p class="soft">
          {say({
            de: "Hier steht, wann und wie viel; wer es war, steht nirgends mehr.",
            en: "Here it says when and how much; who it was is written nowhere any more.",
          })}
        </p>
      </div>
      {n === 0 ? null : (
        <section>
          <table class="stack">
            <thead>
              <tr>
                <th scope="col">{say({ de: "Nr.", en: "No." })}</th>
                <th scope="col">{say({ de: "wann", en: "when" })}</th>
                <th scope="col">{say({ de: "wie", en: "how" })}</th>
                <th scope="col">{say({ de: "Nachrichten", en: "messages" })}</th>
              </tr>
            </thead>
            <tbody>
              {erasures.map(({ id, way, begun_at, counts }) => (
                <tr>
                  <td class="name">
                    <a href={`/inbox/erasures/${id}`}>{id}</a>
                  </td>
                  <td safe>{formatMoment(begun_at, reader.company.time_zone)}</td>
                  <td>
                    {way === "redact" ? say({ de: "geleert", en: "emptied" }) : say({ de: "entfernt", en: "removed" })}
                  </td>
                  <td>{counts.messages}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Layout>
  );
}
