import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";

/** The empty register teaches the first step: three ways in, each can be added to later. */
export function FirstService({ reader, archived }: { reader: Reader; archived: number }): JSX.Element {
  const say = sayIn(reader.language);
  if (!may(reader, "member")) {
    return (
      <div class="lead">
        <h1>{say({ de: "Noch kein Dienst erfasst.", en: "No service recorded yet." })}</h1>
        <p>
          {say({
            de: "Sobald jemand aus dem Team beginnt, steht hier das Register.",
            en: "As soon as somebody in the team begins, the register stands here.",
          })}
        </p>
      </div>
    );
  }
  return (
    <>
      <div class="lead">
        <h1>{say({ de: "Noch kein Dienst erfasst.", en: "No service recorded yet." })}</h1>
        <p>
          {say({
            de: "Beginnen Sie mit dem, was am meisten Daten Ihrer Kundschaft enthält. Drei Wege führen zum Register, jeder lässt sich später ergänzen.",
            en: "Begin with what holds most of your customers' data. Three ways lead to the register; each can be added to later.",
          })}
        </p>
      </div>
      <div class="two">
        <section>
          <header>
            <h2>{say({ de: "Liste einlesen", en: "Read in a list" })}</h2>
          </header>
          <p class="soft">
            {say({
              de: "CSV aus einer Tabelle. Sie sehen zuerst, was daraus würde; eingelesen wird erst danach.",
              en: "CSV from a spreadsheet. You first see what would become of it; it is read in only after that.",
            })}
          </p>
          <div class="buttons">
            <a class="button" href="/services/import">
              {say({ de: "Datei wählen", en: "Choose a file" })}
            </a>
            <a class="button plain" href="/services/import/template.csv" download="" hx-boost="false">
              {say({ de: "Vorlage laden", en: "Get the template" })}
            </a>
          </div>
        </section>
        <section>
          <header>
            <h2>{say({ de: "Mit üblichen Diensten beginnen", en: "Begin with usual services" })}</h2>
          </header>
          <p class="soft">
            {say({
              de: "Ticketsystem, Chat, Newsletter, Monitoring, Status-Seite und weitere; streichen Sie, was nicht zutrifft.",
              en: "Ticket system, chat, newsletter, monitoring, status page and more; strike what does not apply.",
            })}
          </p>
          <div class="buttons">
            <a class="button plain" href="/services/usual">
              {say({ de: "Vorschlag ansehen", en: "See the suggestion" })}
            </a>
          </div>
        </section>
      </div>
      <section>
        <header>
          <h2>{say({ de: "Den ersten Dienst erfassen", en: "Record the first service" })}</h2>
        </header>
        <form class="fields" method="post" action="/services">
          <div class="field">
            <label for="name">{say({ de: "Wofür", en: "What for" })}</label>
            <input id="name" name="name" required placeholder={say({ de: "Ticketsystem", en: "Ticket system" })} />
          </div>
          <div class="field">
            <label for="from">{say({ de: "Womit bisher", en: "With what so far" })}</label>
            <input id="from" name="from" />
          </div>
          <div class="field">
            <label for="owner">{say({ de: "Wer kümmert sich", en: "Who takes care" })}</label>
            <input id="owner" name="owner" />
          </div>
          <div class="buttons full">
            <button type="submit">{say({ de: "Erfassen", en: "Record" })}</button>
          </div>
        </form>
      </section>
      {archived > 0 ? (
        <p class="links">
          <a href="/services/archived">
            {say({ de: "Archivierte Dienste und Systeme", en: "Archived services and systems" })}
          </a>
        </p>
      ) : null}
    </>
  );
}
