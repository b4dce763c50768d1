import type { Trouble } from "#src/checks/check.ts";
import { isGoneForGood, isListed, type ListFilter, listFilters } from "#src/checks/list.ts";
import type { CheckNow } from "#src/checks/read.ts";
import { checksSentence, faceWord, momentWords } from "#src/checks/words.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { CheckRow, type ListedCheck } from "./check-row.tsx";
import { FaultNotes, type FaultShown } from "./fault-notes.tsx";
import { CheckSections } from "./sections.tsx";
import { ToDo } from "./to-do.tsx";

type Props = {
  reader: Reader;
  all: readonly CheckNow[];
  /** Those of this page, with their days. */
  rows: readonly ListedCheck[];
  pages: { at: number; of: number };
  show: ListFilter;
  troubles: readonly Trouble[];
  faults: readonly FaultShown[];
  archived: number;
  /** Somebody is told when something fails. */
  alerted: boolean;
};

/** What is wrong first; then every check with its last ninety days; then what is gone for good. */
export function ChecksPage(props: Props): JSX.Element {
  const { reader, all } = props;
  const say = sayIn(reader.language);
  if (all.length === 0) return <EmptyChecks {...props} />;
  return (
    <Layout title={say({ de: "Prüfungen", en: "Checks" })} reader={reader} current="checks">
      <div class="lead">
        <h1 safe>{checksSentence(all, reader.language)}</h1>
        <CheckSections reader={reader} current="/checks" />
      </div>
      <FaultNotes reader={reader} faults={props.faults} />
      {props.alerted ? null : <Unalerted reader={reader} />}
      <ToDo reader={reader} rows={all} troubles={props.troubles} />
      <OurChecks {...props} />
      <GoneForGood {...props} />
      {props.archived > 0 ? (
        <p class="soft">
          <a href="/checks/archive">
            {say({ de: "Archivierte Prüfungen", en: "Archived checks" })} {props.archived}
          </a>
        </p>
      ) : null}
    </Layout>
  );
}

function Unalerted({ reader }: { reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <p class="notice quiet">
      {say({ de: "Fällt etwas aus, erfährt es niemand.", en: "When something fails, nobody is told." })}{" "}
      <a href="/checks/alerts">{say({ de: "Alarm einrichten", en: "Set up an alert" })}</a>
    </p>
  );
}

function EmptyChecks({ reader, archived }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Prüfungen", en: "Checks" })} reader={reader} current="checks">
      <div class="lead">
        <h1>{say({ de: "Noch wird nichts geprüft.", en: "Nothing is checked yet." })}</h1>
        <p>
          {say({
            de: "Eine Prüfung fragt regelmässig nach, ob etwas läuft: die eigene Website, der Mailserver, die Datensicherung. Oder ob bei einem alten Anbieter wirklich nichts mehr antwortet.",
            en: "A check asks regularly whether something runs: your website, the mail server, the backup. Or whether really nothing answers any more at an old provider.",
          })}
        </p>
        {may(reader, "member") ? (
          <p class="buttons">
            <a class="button" href="/checks/new">
              {say({ de: "Die erste Prüfung anlegen", en: "Make the first check" })}
            </a>
          </p>
        ) : null}
        <CheckSections reader={reader} current="/checks" />
      </div>
      {archived > 0 ? (
        <p class="soft">
          <a href="/checks/archive">
            {say({ de: "Archivierte Prüfungen", en: "Archived checks" })} {archived}
          </a>
        </p>
      ) : null}
    </Layout>
  );
}

const filterWords: Record<ListFilter, { de: string; en: string }> = {
  all: { de: "alle", en: "all" },
  ours: { de: "eigene Systeme", en: "our systems" },
  gone: { de: "weg", en: "gone" },
  traces: { de: "Spuren", en: "traces" },
};

function OurChecks({ reader, all, rows, show, pages }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Was geprüft wird", en: "What is checked" })}</h2>
        <span class="links">
          {listFilters.map((filter) => (
            <a
              href={filter === "all" ? "/checks" : `/checks?show=${filter}`}
              aria-current={filter === show ? "true" : undefined}
            >
              <span safe>{filterWords[filter][reader.language]}</span> {all.filter(isListed[filter]).length}
            </a>
          ))}
        </span>
      </header>
      {rows.length === 0 ? <p class="soft">{say({ de: "Davon keine.", en: "None of these." })}</p> : null}
      {rows.map((row) => (
        <CheckRow reader={reader} row={row} />
      ))}
      {pages.of > 1 ? (
        <nav class="links" aria-label={say({ de: "Seiten", en: "Pages" })}>
          {Array.from({ length: pages.of }, (_, n) => (
            <a href={`/checks?show=${show}&page=${n + 1}`} aria-current={n + 1 === pages.at ? "page" : undefined}>
              {n + 1}
            </a>
          ))}
        </nav>
      ) : null}
    </section>
  );
}

function GoneForGood({ reader, all, show }: Props): JSX.Element | null {
  const say = sayIn(reader.language);
  const gone = all.filter(isGoneForGood).slice(0, 50);
  if (gone.length === 0 || show !== "all") return null;
  return (
    <section>
      <header>
        <h2>{say({ de: "Weg und ohne Spuren", en: "Gone, and without traces" })}</h2>
      </header>
      <ul class="lines">
        {gone.map((row) => (
          <li>
            <a href={`/checks/${row.check.slug}`} safe>
              {row.check.name}
            </a>
            <span class="soft" safe>
              {goneLine(row, reader)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function goneLine({ check, standing, latest }: CheckNow, { language, company, now }: Reader): string {
  const word = faceWord(check, "up")[language];
  const asked = latest ? momentWords(latest.at, company.time_zone, now) : "";
  const since = standing.since ? momentWords(standing.since, company.time_zone, now) : "";
  return language === "de"
    ? `${word} seit ${since}, zuletzt geprüft ${asked}`
    : `${word} since ${since}, last checked ${asked}`;
}
