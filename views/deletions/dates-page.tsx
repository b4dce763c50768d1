import type { CalendarFeed } from "#src/deletions/calendar-store.ts";
import type { DateGroups, Due } from "#src/deletions/dates.ts";
import { nearWords } from "#src/deletions/dates-digest.ts";
import { capital, numberWord } from "#src/number-words.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { dayIn, daysBetween, formatOn } from "#src/when.ts";
import { Layout } from "#views/layout.tsx";
import { Select } from "#views/ui/field.tsx";
import { Secret } from "#views/ui/secret.tsx";

type Props = {
  reader: Reader;
  groups: DateGroups;
  feed: CalendarFeed | null;
  /** The secret address of the calendar, right after it was made. */
  address: string | null;
  error: string | undefined;
  /** How many reminders wait for mail. */
  waiting: number;
};

/** What is overdue, what comes in the next two weeks, what comes later. */
export function DatesPage(props: Props): JSX.Element {
  const { reader, groups } = props;
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Fristen", en: "Dates" })} reader={reader} current="deletions">
      <div class="lead">
        <p>
          <a href="/deletions">{say({ de: "Löschungen", en: "Deletions" })}</a>
        </p>
        <h1 safe>{sentence(groups, reader)}</h1>
      </div>
      <div class="aside">
        <div>
          <Group reader={reader} title={say({ de: "Überfällig", en: "Overdue" })} dates={groups.overdue} late />
          <Group
            reader={reader}
            title={say({ de: "In den nächsten vierzehn Tagen", en: "In the next fourteen days" })}
            dates={groups.soon}
          />
          <Group reader={reader} title={say({ de: "Später", en: "Later" })} dates={groups.later} />
        </div>
        <aside>
          <Calendar {...props} />
          <Reminders {...props} />
        </aside>
      </div>
    </Layout>
  );
}

function sentence({ overdue, soon, later }: DateGroups, { language }: Reader): string {
  const say = sayIn(language);
  const number = (count: number) =>
    count === 1
      ? say({ de: "eine", en: "one" })
      : count === 0
        ? say({ de: "keine", en: "none" })
        : numberWord(count, language);
  if (overdue.length + soon.length + later.length === 0)
    return say({ de: "Keine Frist ist offen.", en: "No date is open." });
  const [late, near] = [capital(number(overdue.length)), number(soon.length)];
  if (language === "de") {
    const first = `${late} ${overdue.length === 1 ? "Frist" : "Fristen"} überfällig`;
    return `${overdue.length === 0 ? "Keine Frist überfällig" : first}, ${near} in den nächsten vierzehn Tagen.`;
  }
  const first = `${late} ${overdue.length === 1 ? "date" : "dates"} overdue`;
  return `${overdue.length === 0 ? "No date overdue" : first}, ${near} in the next fourteen days.`;
}

type GroupProps = { reader: Reader; title: string; dates: readonly Due[]; late?: boolean };

function Group({ reader, title, dates, late = false }: GroupProps): JSX.Element | null {
  if (dates.length === 0) return null;
  return (
    <section>
      <header>
        <h2 safe>{title}</h2>
        <span class="soft num">{dates.length}</span>
      </header>
      <ul class="dates">
        {dates.map((due) => (
          <DateLine reader={reader} due={due} late={late} />
        ))}
      </ul>
    </section>
  );
}

function DateLine({ reader, due, late }: { reader: Reader; due: Due; late: boolean }): JSX.Element {
  const { language } = reader;
  return (
    <li>
      <span class={late ? "num red" : "num"}>
        <span safe>{formatOn(due.on, language)}</span>
        <small safe>{nearWords(daysBetween(reader.today, due.on), language)}</small>
      </span>
      <span>
        <a href={due.href} safe>
          {due.title[language]}
        </a>
        <small safe>{due.what[language]}</small>
      </span>
      <span class="soft" safe>
        {due.person ?? ""}
      </span>
    </li>
  );
}

function Calendar({ reader, feed, address, error }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <div id="calendar">
      {address ? (
        <Secret
          reader={reader}
          title={say({ de: "Adresse Ihres Kalenders", en: "Address of your calendar" })}
          secret={address}
          means={say({
            de: "In der Kalender-App als abonnierten Kalender eintragen. Wer die Adresse kennt, sieht die Fristen.",
            en: "Add it in your calendar app as a subscription. Whoever knows the address sees the dates.",
          })}
        />
      ) : null}
      <section>
        <header>
          <h2>{say({ de: "Kalender", en: "Calendar" })}</h2>
        </header>
        <p class="soft" safe>
          {stateOf(feed, reader)}
        </p>
        <form method="post" action="/deletions/calendar" class="fields">
          <Select
            name="scope"
            label={say({ de: "Was darin steht", en: "What it shows" })}
            value={feed?.scope ?? "mine"}
            error={error}
            full
            options={[
              { value: "mine", label: say({ de: "was ich erledigen muss", en: "what I have to do" }) },
              { value: "all", label: say({ de: "alle Fristen", en: "all dates" }) },
            ]}
          />
          <div class="buttons full">
            <button type="submit" class="plain">
              {feed
                ? say({ de: "Neue Adresse", en: "New address" })
                : say({ de: "Kalender abonnieren", en: "Subscribe" })}
            </button>
          </div>
        </form>
        {feed ? (
          <form method="post" action="/deletions/calendar/revocation" class="buttons soft">
            <button type="submit" class="link">
              {say({ de: "Adresse ungültig machen", en: "Make the address void" })}
            </button>
          </form>
        ) : null}
      </section>
    </div>
  );
}

function stateOf(feed: CalendarFeed | null, { language, company }: Reader): string {
  const tell = tellIn(language);
  if (!feed)
    return tell({
      de: "Die Fristen lassen sich in der eigenen Kalender-App abonnieren.",
      en: "The dates can be subscribed to in your own calendar app.",
    });
  const since = formatOn(dayIn(company.time_zone, new Date(feed.created_at)), language);
  return tell({
    de: `Abonniert seit ${since}. Eine neue Adresse macht die bisherige ungültig.`,
    en: `Subscribed since ${since}. A new address makes the one before void.`,
  });
}

function Reminders({ reader, waiting }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Erinnerungen", en: "Reminders" })}</h2>
      </header>
      <p class="soft">
        {say({
          de: "Am Morgen ab 7 Uhr, eine Woche und einen Tag vorher, dann wenn es überfällig ist, und danach jede Woche: alles von einem Tag in einer Nachricht.",
          en: "In the morning from 7 o'clock, a week and a day before, then once it is overdue, and every week after that: one message for all of a day.",
        })}
      </p>
      {waiting > 0 ? (
        <p class="soft" safe>
          {waiting === 1
            ? tell({ de: "Eine Nachricht wartet auf den Mailversand.", en: "One message waits for mail to be set up." })
            : tell({
                de: `${waiting} Nachrichten warten auf den Mailversand.`,
                en: `${waiting} messages wait for mail to be set up.`,
              })}
        </p>
      ) : null}
    </section>
  );
}
