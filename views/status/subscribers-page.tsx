import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import type { Subscriber } from "#src/status/subscriber.ts";
import { Layout } from "#views/layout.tsx";
import { Checkbox, TextArea } from "#views/ui/field.tsx";
import { ManageSections } from "./manage-parts.tsx";
import { SubscriberList } from "./subscriber-list.tsx";

export type Outcome =
  | { what: "imported"; added: number; known: number; left: number; refused: number }
  | { what: "unreadable" | "no-consent" | "too-many"; typed: string };

type Props = {
  reader: Reader;
  counts: { reached: number; unconfirmed: number; quarantined: number };
  subscribers: readonly Subscriber[];
  like: string;
  outcome: Outcome | null;
  /** Why nobody can subscribe. */
  trouble: "no-mailbox" | "no-address" | null;
  isOpen: boolean;
};

/** Who gets notices, and whose mail came back. */
export function SubscribersPage(props: Props): JSX.Element {
  const { reader, counts, outcome, like } = props;
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Abonnements", en: "Subscribers" })} reader={reader} current="status">
      <div class="lead">
        <h1 safe>{sentence(counts, reader.language)}</h1>
        <Trouble {...props} />
        <ManageSections reader={reader} current="/status/manage/subscribers" />
      </div>
      {outcome ? <Result reader={reader} outcome={outcome} /> : null}
      <section>
        <header>
          <h2>{say({ de: "Adressen", en: "Addresses" })}</h2>
          <form method="get" action="/status/manage/subscribers" class="controls">
            <label>
              {say({ de: "Suche", en: "Search" })}
              <input type="search" name="q" value={like} />
            </label>
          </form>
        </header>
        <SubscriberList {...props} />
      </section>
      {may(reader, "owner") ? <InAndOut reader={reader} outcome={outcome} /> : null}
    </Layout>
  );
}

function sentence({ reached, quarantined }: Props["counts"], language: "de" | "en"): string {
  const tell = tellIn(language);
  const people = tell({
    de:
      reached === 0
        ? "Niemand bekommt Meldungen."
        : `${reached} ${reached === 1 ? "Person bekommt" : "Personen bekommen"} Meldungen.`,
    en:
      reached === 0
        ? "Nobody receives notices."
        : `${reached} ${reached === 1 ? "person receives" : "people receive"} notices.`,
  });
  if (quarantined === 0) return people;
  return `${people} ${tell({
    de: quarantined === 1 ? "Eine Adresse ist in Quarantäne." : `${quarantined} Adressen sind in Quarantäne.`,
    en: quarantined === 1 ? "One address is in quarantine." : `${quarantined} addresses are in quarantine.`,
  })}`;
}

function Trouble({ reader, trouble, isOpen, counts }: Props): JSX.Element {
  const say = sayIn(reader.language);
  if (trouble === "no-mailbox")
    return (
      <p class="notice">
        {say({
          de: "Auf der öffentlichen Seite kann sich niemand eintragen, weil noch kein Postfach Meldungen sendet. Richten Sie unter Einstellungen, Postfächer eines dafür ein.",
          en: "Nobody can subscribe on the public page, because no mailbox sends notices yet. Set one up under Settings, Mailboxes.",
        })}
      </p>
    );
  if (trouble === "no-address")
    return (
      <p class="notice">
        {say({
          de: "Auf der öffentlichen Seite kann sich niemand eintragen, weil nicht gesagt ist, unter welcher Adresse Aktion erreichbar ist. Setzen Sie sie in den Einstellungen der Firma.",
          en: "Nobody can subscribe on the public page, because it has not been said at which address Aktion is reached. Set it in the company's settings.",
        })}
      </p>
    );
  if (!isOpen)
    return (
      <p>
        {say({
          de: "Das Formular auf der öffentlichen Seite ist ausgeschaltet.",
          en: "The form on the public page is switched off.",
        })}
      </p>
    );
  if (counts.unconfirmed === 0) return <></>;
  return (
    <p safe>
      {tellIn(reader.language)({
        de: `${counts.unconfirmed} noch nicht bestätigt; nach sieben Tagen werden sie gelöscht.`,
        en: `${counts.unconfirmed} not confirmed yet; they are deleted after seven days.`,
      })}
    </p>
  );
}

function Result({ reader, outcome }: { reader: Reader; outcome: Outcome }): JSX.Element {
  const tell = tellIn(reader.language);
  if (outcome.what === "imported") {
    const { added, known, left, refused } = outcome;
    return (
      <p class="notice quiet" role="status" safe>
        {tell({
          de: `${added} neu, ${known} waren schon da, ${left} hatten sich abgemeldet und bleiben es, ${refused} Zeilen ohne Adresse.`,
          en: `${added} new, ${known} were there already, ${left} had unsubscribed and stay so, ${refused} lines without an address.`,
        })}
      </p>
    );
  }
  const sentences = {
    unreadable: {
      de: "Diese Liste liess sich nicht lesen. Erwartet wird CSV oder eine Adresse pro Zeile.",
      en: "That list could not be read. CSV or one address a line is expected.",
    },
    "no-consent": {
      de: "Bestätigen Sie, dass diese Personen zugestimmt haben. Aufgenommen ist noch niemand.",
      en: "Confirm that these people have agreed. Nobody has been added yet.",
    },
    "too-many": {
      de: "Höchstens 50’000 Adressen auf einmal. Aufgenommen ist noch niemand.",
      en: "At most 50’000 addresses at once. Nobody has been added yet.",
    },
  };
  return (
    <p class="notice" role="alert" safe>
      {tell(sentences[outcome.what])}
    </p>
  );
}

function InAndOut({ reader, outcome }: { reader: Reader; outcome: Outcome | null }): JSX.Element {
  const say = sayIn(reader.language);
  const typed = outcome && outcome.what !== "imported" ? outcome.typed : "";
  return (
    <section id="import">
      <header>
        <h2>{say({ de: "Liste einlesen", en: "Read a list in" })}</h2>
        <a class="soft" href="/status/manage/subscribers/export.csv" hx-boost="false">
          {say({ de: "Liste herunterladen (CSV)", en: "Download the list (CSV)" })}
        </a>
      </header>
      <form
        method="post"
        action="/status/manage/subscribers/import"
        enctype="multipart/form-data"
        class="fields"
        hx-boost="false"
      >
        <div class="field full">
          <label for="file">{say({ de: "CSV-Datei", en: "CSV file" })}</label>
          <input type="file" id="file" name="file" accept=".csv,text/csv,text/plain" />
        </div>
        <TextArea
          name="list"
          label={say({ de: "oder Adressen, eine pro Zeile", en: "or addresses, one a line" })}
          rows={4}
          value={typed}
          hint={say({ de: "Wer sich hier abgemeldet hat, bleibt es.", en: "Whoever unsubscribed here stays so." })}
          full
        />
        <Checkbox
          name="consent"
          label={say({
            de: "Diese Personen haben zugestimmt, Meldungen an diese Adressen zu bekommen.",
            en: "These people have agreed to receive notices at these addresses.",
          })}
          checked={false}
        />
        <div class="buttons full">
          <button type="submit">{say({ de: "Einlesen", en: "Read in" })}</button>
        </div>
      </form>
    </section>
  );
}
