import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { named } from "#src/settings/company.ts";
import type { Board } from "#src/status/board.ts";
import { stateWords } from "#src/status/component.ts";
import { stateNow, type Told, titleOf, updateWords } from "#src/status/notice.ts";
import { Layout } from "#views/layout.tsx";
import { Moment } from "#views/ui/moment.tsx";
import { ManageSections } from "./manage-parts.tsx";

type Props = { reader: Reader; board: Board; sentence: string; drafts: readonly Told[] };

/** What the team sees first: how it is, what waits for a decision, what is open, what is planned. */
export function ManagePage({ reader, board, sentence, drafts }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const planned = [...board.running, ...board.planned];
  return (
    <Layout title={say({ de: "Statusseite", en: "Status page" })} reader={reader} current="status">
      <div class="lead">
        <h1 safe>{sentence}</h1>
        <ManageSections reader={reader} current="/status/manage" />
      </div>
      <p class="buttons">
        <a class="button" href="/status/manage/notices/new?kind=incident">
          {say({ de: "Störung melden", en: "Report an incident" })}
        </a>
        <a class="button plain" href="/status/manage/notices/new?kind=maintenance">
          {say({ de: "Wartung planen", en: "Plan maintenance" })}
        </a>
      </p>
      <Notices reader={reader} title={say({ de: "Entwürfe", en: "Drafts" })} notices={drafts} urgent />
      <Notices
        reader={reader}
        title={say({ de: "Offene Störungen", en: "Open incidents" })}
        notices={board.incidents}
        urgent
      />
      <Notices reader={reader} title={say({ de: "Wartungen", en: "Maintenance" })} notices={planned} />
      <section>
        <header>
          <h2>{say({ de: "Komponenten", en: "Components" })}</h2>
          <a class="soft" href="/status/manage/components">
            {say({ de: "bearbeiten", en: "edit" })}
          </a>
        </header>
        {board.components.length === 0 ? (
          <p class="soft">
            {say({
              de: "Eine Komponente ist, was Ihre Kundschaft beim Namen kennt: Webhosting, E-Mail, Support. Erfassen Sie die erste, und wählen Sie die Prüfungen, die sie speisen.",
              en: "A component is what your customers know by name: web hosting, e-mail, support. Add the first one, and choose the checks that feed it.",
            })}
          </p>
        ) : (
          <ul class="lines">
            {board.components.map(({ component, state }) => (
              <li>
                <a href={`/status/manage/components/${component.id}`} safe>
                  {named(component, reader.language)}
                </a>
                <span class={state === "down" ? "red" : "soft"} safe>
                  {stateWords[state][reader.language]}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Notices reader={reader} title={say({ de: "Vor kurzem beendet", en: "Ended recently" })} notices={board.recent} />
    </Layout>
  );
}

type NoticesProps = { reader: Reader; title: string; notices: readonly Told[]; urgent?: boolean };

function Notices({ reader, title, notices, urgent }: NoticesProps): JSX.Element {
  if (notices.length === 0) return <></>;
  return (
    <section>
      <header>
        <h2 safe>{title}</h2>
      </header>
      <ul class={urgent ? "needs" : "lines"}>
        {notices.map((notice) => (
          <li>
            <a href={`/status/manage/notices/${notice.id}`} safe>
              {titleOf(notice, reader.language)}
            </a>
            <span class="soft" safe>
              {wordOf(notice, reader)}
            </span>
            <span class="soft">
              <Moment at={notice.begins_at} reader={reader} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function wordOf(notice: Told, { language }: Reader): string {
  const state = stateNow(notice);
  if (notice.published_at !== null) return state ? updateWords[state][language] : "";
  const german = language === "de";
  if (notice.source === "checks") return german ? "Entwurf aus Prüfungen" : "draft from checks";
  return german ? "Entwurf" : "draft";
}
