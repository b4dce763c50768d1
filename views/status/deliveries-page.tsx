import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { type Told, titleOf, updateWords } from "#src/status/notice.ts";
import { Layout } from "#views/layout.tsx";
import { Moment } from "#views/ui/moment.tsx";
import { ManageSections } from "./manage-parts.tsx";

type Line = { update_id: number; address: string; queued_at: string; state: string | null; error: string | null };
type Props = { reader: Reader; notice: Told; lines: readonly Line[] };

/** To whom a notice went, and what became of each mail. */
export function DeliveriesPage({ reader, notice, lines }: Props): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  const title = titleOf(notice, language);
  const states = new Map(notice.updates.map(({ id, state }) => [id, updateWords[state][language]]));
  return (
    <Layout title={title} reader={reader} current="status">
      <div class="lead">
        <h1 safe>
          {tellIn(language)({
            de: lines.length === 0 ? "Noch an niemanden gesendet." : `${lines.length} Mails zu «${title}».`,
            en: lines.length === 0 ? "Sent to nobody yet." : `${lines.length} mails about "${title}".`,
          })}
        </h1>
        <p>
          <a href={`/status/manage/notices/${notice.id}`}>
            {say({ de: "zurück zur Meldung", en: "back to the notice" })}
          </a>
        </p>
        <ManageSections reader={reader} current="" />
      </div>
      {lines.length === 0 ? null : (
        <div class="table">
          <table class="stack">
            <thead>
              <tr>
                <th scope="col">{say({ de: "Adresse", en: "Address" })}</th>
                <th scope="col">{say({ de: "Meldung", en: "Update" })}</th>
                <th scope="col">{say({ de: "Übergeben", en: "Handed over" })}</th>
                <th scope="col">{say({ de: "Stand", en: "State" })}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr>
                  <td class="name" safe>
                    {line.address}
                  </td>
                  <td safe>{states.get(line.update_id) ?? ""}</td>
                  <td>
                    <Moment at={line.queued_at} reader={reader} />
                  </td>
                  <td>
                    <span class={line.state === "failed" ? "red" : "soft"} safe>
                      {wordsOf(line, language)}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Layout>
  );
}

function wordsOf({ state, error }: Line, language: "de" | "en"): string {
  const tell = tellIn(language);
  if (state === null || state === "delivered")
    return tell({ de: "dem Mailserver übergeben", en: "handed to the mail server" });
  if (state === "failed") return tell({ de: `gescheitert: ${error ?? ""}`, en: `failed: ${error ?? ""}` });
  if (state === "unknown") return tell({ de: "wird nachgeschlagen", en: "being looked up" });
  return error ? tell({ de: `wartet: ${error}`, en: `waiting: ${error}` }) : tell({ de: "wartet", en: "waiting" });
}
