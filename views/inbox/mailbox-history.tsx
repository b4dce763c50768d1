import type { ImportProgress } from "#src/inbox/import-actions.ts";
import { troubleSentence } from "#src/inbox/trouble.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Input } from "#views/ui/field.tsx";
import { Moment } from "#views/ui/moment.tsx";
import type { MailboxProps } from "./mailbox-page.tsx";

/** What was in the mailbox before: taken in without telling anybody, with its dates, as far as it was read closed. */
export function HistorySection({ reader, shown: { mailbox }, imports }: MailboxProps): JSX.Element {
  const say = sayIn(reader.language);
  const isRunning = imports.some(({ state }) => state === "waiting" || state === "running");
  const path = `/settings/mailboxes/${mailbox.slug}/imports`;
  return (
    <section id="history">
      <header>
        <h2>{say({ de: "Ältere Mails", en: "Older mail" })}</h2>
        {isRunning ? (
          <a href={`/settings/mailboxes/${mailbox.slug}#history`} class="soft">
            {say({ de: "Neu laden", en: "Reload" })}
          </a>
        ) : null}
      </header>
      {imports.length > 0 ? (
        <ul class="lines">
          {imports.map((one) => (
            <ImportLine reader={reader} path={path} one={one} />
          ))}
        </ul>
      ) : null}
      {isRunning ? null : (
        <details class="fold">
          <summary>
            {say({ de: "Aus einem Ordner oder einer Datei übernehmen", en: "Take in from a folder or a file" })}
          </summary>
          <form method="post" action={path} enctype="multipart/form-data" class="fields" hx-boost="false">
            <Input
              name="folder"
              label={say({ de: "Ordner auf dem Server", en: "Folder on the server" })}
              hint={say({
                de: "Etwa INBOX.Archiv. Daten und Gelesenes bleiben; niemand wird benachrichtigt, nichts beantwortet.",
                en: "Such as INBOX.Archive. Dates and what was read stay; nobody is told, nothing is answered.",
              })}
            />
            <div class="field">
              <label for="mbox">{say({ de: "oder eine mbox-Datei", en: "or an mbox file" })}</label>
              <input id="mbox" type="file" name="file" aria-describedby="mbox-hint" />
              <small id="mbox-hint">
                {say({ de: "Bis 100 MB; teilen Sie grössere.", en: "Up to 100 MB; split larger ones." })}
              </small>
            </div>
            <div class="buttons full">
              <button type="submit" class="plain">
                {say({ de: "Übernehmen", en: "Take in" })}
              </button>
            </div>
          </form>
        </details>
      )}
    </section>
  );
}

type LineProps = { reader: Reader; path: string; one: ImportProgress };

function ImportLine({ reader, path, one }: LineProps): JSX.Element {
  const say = sayIn(reader.language);
  const isRunning = one.state === "waiting" || one.state === "running";
  return (
    <li>
      <span safe>{one.folder ?? one.file_name ?? ""}</span>
      <span class={one.state === "failed" ? "red" : "soft"} safe>
        {progressWords(reader, one)}
      </span>
      {isRunning && one.share !== null ? (
        <progress
          class="progress"
          max="1"
          value={String(one.share)}
          aria-label={say({ de: "Fortschritt", en: "Progress" })}
        />
      ) : null}
      {isRunning ? (
        <form method="post" action={`${path}/${one.id}/stop`}>
          <button type="submit" class="link">
            {say({ de: "Anhalten", en: "Stop" })}
          </button>
        </form>
      ) : (
        <span class="soft">
          <Moment reader={reader} at={one.finished_at ?? one.created_at} />
        </span>
      )}
    </li>
  );
}

function progressWords({ language }: Reader, { state, done, total, error }: ImportProgress): string {
  const tell = tellIn(language);
  const of =
    total === null
      ? { de: `${done} Mails`, en: `${done} mails` }
      : { de: `${done} von ${total} Mails`, en: `${done} of ${total} mails` };
  const trouble = error ? ` ${troubleSentence(error, null)[language]}` : "";
  const words = {
    waiting: { de: "wartet", en: "waits" },
    running: { de: `läuft: ${of.de}`, en: `running: ${of.en}` },
    done: { de: `fertig: ${of.de}`, en: `done: ${of.en}` },
    stopped: { de: `angehalten nach ${of.de}`, en: `stopped after ${of.en}` },
    failed: { de: `gescheitert nach ${of.de}.`, en: `failed after ${of.en}.` },
  }[state];
  return `${tell(words)}${trouble}`;
}
