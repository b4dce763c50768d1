import type { ExportPreview } from "#src/inbox/person-export-actions.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { Checkbox } from "#views/ui/field.tsx";

type Props = { reader: Reader; preview: ExportPreview };

/** A person's own data in one file, for them. */
export function ExportPersonPage({ reader, preview }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  const { customer, name, tickets, elsewhere, missing } = preview;
  return (
    <Layout title={say({ de: "Daten exportieren", en: "Export data" })} reader={reader} current="inbox">
      <div class="lead ticket-lead">
        <p>
          <a href={`/inbox/customers/${customer.id}`} dir="auto" safe>
            {name}
          </a>
        </p>
        <h1>{say({ de: "Daten dieser Person exportieren", en: "Export this person's data" })}</h1>
        <p class="soft" safe>
          {tell({
            de: `Eine ZIP-Datei mit ${tickets === 1 ? "einer Anfrage" : `${tickets} Anfragen`}${elsewhere > 0 ? ` und dem, was sie in ${elsewhere} anderen schrieb` : ""}: lesbar (index.html), für Maschinen (data.json), jede Mail im Original, alle Dateien.`,
            en: `A ZIP file with ${tickets === 1 ? "one ticket" : `${tickets} tickets`}${elsewhere > 0 ? ` and what they wrote in ${elsewhere} others` : ""}: readable (index.html), for machines (data.json), every original mail, all files.`,
          })}
        </p>
      </div>
      <section id="export">
        <header>
          <h2>{say({ de: "Exportieren", en: "Export" })}</h2>
        </header>
        {missing.length > 0 ? (
          <p class="red" safe>
            {tell({
              de: `Ein Teil liegt in Postfächern, die Sie nicht benutzen: ${missing.join(", ")}. Ein Export ist vollständig, oder es gibt keinen.`,
              en: `A part lies in mailboxes that you do not use: ${missing.join(", ")}. An export is complete, or there is none.`,
            })}
          </p>
        ) : (
          <form method="post" action={`/inbox/customers/${customer.id}/export`} class="fields" hx-boost="false">
            <Checkbox
              name="notes"
              label={say({ de: "Auch unsere Notizen über sie", en: "Our notes about them too" })}
              checked={true}
              hint={say({
                de: "Notizen sind Personendaten und gehören in der Regel dazu. Lesen Sie sie vorher: sie nennen oft auch Kolleginnen, Kollegen oder Dritte.",
                en: "Notes are personal data and as a rule belong to it. Read them before: they often name colleagues or third parties too.",
              })}
            />
            <div class="buttons full">
              <button type="submit">{say({ de: "ZIP herunterladen", en: "Download the ZIP" })}</button>
              <span class="soft">
                {say({
                  de: "Sie wird beim Herunterladen gemacht und liegt nirgends auf dem Server. Dass exportiert wurde, steht in der Geschichte.",
                  en: "It is made while it is downloaded and lies nowhere on the server. That it was made stands in the history.",
                })}
              </span>
            </div>
          </form>
        )}
      </section>
    </Layout>
  );
}
