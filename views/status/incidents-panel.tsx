import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { stateNow, type Told, titleOf, updateWords } from "#src/status/notice.ts";
import { dayIn, formatOn } from "#src/when.ts";

/** On the page of a service: what its customers were told. */
export function IncidentsPanel({ reader, notices }: { reader: Reader; notices: readonly Told[] }): JSX.Element {
  const { language, company } = reader;
  const say = sayIn(language);
  const at = may(reader, "member") ? "/status/manage/notices" : "/status/notices";
  return (
    <section id="incidents">
      <header>
        <h2>{say({ de: "Störungen und Wartung", en: "Incidents and maintenance" })}</h2>
      </header>
      <ul class="lines stacked">
        {notices.slice(0, 6).map((notice) => {
          const state = stateNow(notice);
          const day = formatOn(dayIn(company.time_zone, new Date(notice.begins_at)), language);
          return (
            <li>
              <a href={`${at}/${notice.id}`} safe>
                {titleOf(notice, language)}
              </a>
              <small class={notice.closed_at === null && notice.kind === "incident" ? "red" : "soft"} safe>
                {`${day}${state ? ` · ${updateWords[state][language]}` : ""}`}
              </small>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
