import type { Fields } from "#src/http/form.ts";
import { bundleChoices, type Habits } from "#src/notifications/habits.ts";
import type { Way, WishKind } from "#src/notifications/kind.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { Checkbox, Input, Select } from "#views/ui/field.tsx";
import { WishesTable } from "./wishes-table.tsx";

export type Typed = { values: Fields; days: readonly string[]; errors: Fields };

export type WishesProps = {
  reader: Reader;
  ways: ReadonlyMap<WishKind, Way>;
  habits: Habits;
  /** What was just refused. */
  typed: Typed | null;
  saved: boolean;
  /** Mails that wait because nothing sends them. */
  waiting: number;
};

/** What somebody wants to hear of, and how. It is theirs alone: nobody else sees or sets it. */
export function WishesPage(props: WishesProps): JSX.Element {
  const { reader, saved, waiting } = props;
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Was ich erfahre", en: "What I am told" })} reader={reader}>
      <div class="lead">
        <h1>{say({ de: "Was Sie erfahren, und wie.", en: "What you are told, and how." })}</h1>
        <p>
          {say({
            de: "Von dem, was Sie selbst tun, erfahren Sie nie. Gemeldet wird nur, was Sie auch sehen dürfen; das gilt noch, wenn eine Mail schon wartet.",
            en: "Of what you do yourself you are never told. You are told only of what you may see; that still holds while a mail waits.",
          })}
        </p>
        <p class="links">
          <a href="/notifications">{say({ de: "Mitteilungen", en: "Notifications" })}</a>
          <a href="/people/me">{say({ de: "Mein Konto", en: "My account" })}</a>
        </p>
        {saved ? <p role="status">{say({ de: "Gespeichert.", en: "Saved." })}</p> : null}
        {waiting > 0 ? (
          <p class="red">
            {say({
              de: "Zurzeit versendet kein Postfach die Mails von Aktion; sie warten.",
              en: "At present no mailbox sends Aktion's mail; it waits.",
            })}
          </p>
        ) : null}
      </div>
      <form method="post" action="/notifications/settings">
        <WishesTable {...props} />
        <Mail {...props} />
        <Digest {...props} />
      </form>
    </Layout>
  );
}

function Mail({ reader, habits, typed }: WishesProps): JSX.Element {
  const say = sayIn(reader.language);
  const value = (name: keyof Habits) => typed?.values[name] ?? String(habits[name] ?? "");
  const ticked = (name: "mentions_at_once" | "shows_words") =>
    typed ? typed.values[name] === "yes" : habits[name] === 1;
  return (
    <section>
      <header>
        <h2>{say({ de: "Mails", en: "Mail" })}</h2>
      </header>
      <div class="fields">
        <Select
          name="bundle_minutes"
          label={say({ de: "Gesammelt während", en: "Collected for" })}
          options={bundleChoices.map((minutes) => ({ value: String(minutes), label: bundleWord(minutes, reader) }))}
          value={value("bundle_minutes")}
          error={typed?.errors["bundle_minutes"]}
          hint={say({
            de: "Was in dieser Zeit geschieht, kommt als eine Mail. Was Sie vorher auf der Seite lesen, kommt nicht mehr.",
            en: "What happens in that time comes as one mail. What you read on the page before does not come.",
          })}
        />
        <Checkbox
          name="mentions_at_once"
          label={say({ de: "Erwähnungen sofort", en: "Mentions at once" })}
          checked={ticked("mentions_at_once")}
        />
        <Checkbox
          name="shows_words"
          label={say({
            de: "Mit Betreff und erster Zeile, soweit das Postfach es erlaubt",
            en: "With subject and first line, as far as the mailbox allows it",
          })}
          checked={ticked("shows_words")}
          hint={say({
            de: "Ohne das nennt die Mail nur Nummer, Postfach und wer etwas tat: kein Wort der Kundschaft verlässt das Haus.",
            en: "Without it the mail names only number, mailbox and who did something: no word of a customer leaves the house.",
          })}
        />
        <Hours {...{ reader, habits, typed }} />
      </div>
    </section>
  );
}

function bundleWord(minutes: number, { language }: Reader): string {
  if (minutes === 0) return { de: "gar nicht, jede sofort", en: "not at all, each at once" }[language];
  if (minutes < 60) return { de: `${minutes} Minuten`, en: `${minutes} minutes` }[language];
  const hours = minutes / 60;
  return hours === 1
    ? { de: "eine Stunde", en: "an hour" }[language]
    : { de: `${hours} Stunden`, en: `${hours} hours` }[language];
}

function Hours({ reader, habits, typed }: Pick<WishesProps, "reader" | "habits" | "typed">): JSX.Element {
  const say = sayIn(reader.language);
  const isAlways = typed ? typed.values["when"] !== "hours" : habits.from_time === null;
  const days = typed?.days ?? habits.days?.split(" ") ?? (habits.from_time === null ? workdays : everyDay);
  const error = typed?.errors["days"];
  return (
    <>
      <fieldset class="full ticks">
        <legend class="soft">{say({ de: "Wann Mails kommen dürfen", en: "When mail may come" })}</legend>
        <label class="tick">
          <input type="radio" name="when" value="always" checked={isAlways} />{" "}
          <span>{say({ de: "jederzeit", en: "at any time" })}</span>
        </label>
        <label class="tick">
          <input type="radio" name="when" value="hours" checked={!isAlways} />{" "}
          <span>
            {say({
              de: "nur an diesen Tagen und Stunden, sonst später:",
              en: "only on these days and hours, else later:",
            })}
          </span>
        </label>
      </fieldset>
      <fieldset class="full ticks">
        <legend class="soft">{say({ de: "Tage", en: "Days" })}</legend>
        {weekdays(reader).map(({ value, label }) => (
          <label class="tick">
            <input type="checkbox" name="days" value={value} checked={days.includes(value)} /> <span safe>{label}</span>
          </label>
        ))}
        {error ? (
          <span class="error" role="alert" safe>
            {error}
          </span>
        ) : null}
      </fieldset>
      <Input
        name="from_time"
        label={say({ de: "von", en: "from" })}
        value={typed?.values["from_time"] ?? habits.from_time ?? "08:00"}
        error={typed?.errors["from_time"]}
      />
      <Input
        name="until_time"
        label={say({ de: "bis", en: "until" })}
        value={typed?.values["until_time"] ?? habits.until_time ?? "18:00"}
        error={typed?.errors["until_time"]}
      />
    </>
  );
}

const everyDay = ["1", "2", "3", "4", "5", "6", "7"];
const workdays = everyDay.slice(0, 5);

function weekdays({ language }: Reader) {
  const format = new Intl.DateTimeFormat(language === "de" ? "de-CH" : "en-GB", { weekday: "long", timeZone: "UTC" });
  return everyDay.map((value, n) => ({ value, label: format.format(new Date(Date.UTC(2024, 0, n + 1))) }));
}

function Digest({ reader, habits, typed }: WishesProps): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section id="digest">
      <header>
        <h2>{say({ de: "Die Übersicht in der Woche", en: "The weekly overview" })}</h2>
      </header>
      <div class="fields">
        <Select
          name="digest_day"
          label={say({ de: "Tag", en: "Day" })}
          options={weekdays(reader)}
          value={typed?.values["digest_day"] ?? String(habits.digest_day)}
          error={typed?.errors["digest_day"]}
        />
        <Select
          name="digest_hour"
          label={say({ de: "Stunde", en: "Hour" })}
          options={Array.from({ length: 24 }, (_, hour) => ({
            value: String(hour),
            label: `${String(hour).padStart(2, "0")}:00`,
          }))}
          value={typed?.values["digest_hour"] ?? String(habits.digest_hour)}
          error={typed?.errors["digest_hour"]}
        />
        <div class="buttons full">
          <button type="submit">{say({ de: "Speichern", en: "Save" })}</button>
        </div>
      </div>
    </section>
  );
}
