import type { Fields } from "#src/http/form.ts";
import { isAlarm } from "#src/inbox/mailbox-health.ts";
import type { ShownMailbox } from "#src/inbox/mailbox-page.ts";
import { providerNames } from "#src/inbox/providers.ts";
import { capital, numberWord } from "#src/number-words.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { SettingsSections } from "#views/settings/settings-page.tsx";
import { Input, Select } from "#views/ui/field.tsx";

type Props = { reader: Reader; mailboxes: readonly ShownMailbox[] };

/** All mailboxes and how they are; with none, the first step stands there at once. */
export function MailboxesPage({ reader, mailboxes }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const inUse = mailboxes.filter(({ condition }) => condition !== "archived");
  const archived = mailboxes.filter(({ condition }) => condition === "archived");
  return (
    <Layout title={say({ de: "Postfächer", en: "Mailboxes" })} reader={reader} current="settings">
      <div class="lead">
        <h1 safe>{summary(reader, inUse)}</h1>
        {inUse.length === 0 ? (
          <p>
            {say({
              de: "Ein Postfach ist eine Adresse wie support@, die mehrere Leute gemeinsam beantworten. Sie brauchen dafür den Namen des Mailservers und das Passwort. Abgeholt wird erst, wenn Sie es in Betrieb nehmen.",
              en: "A mailbox is an address such as support@ that several people answer together. You need the mail server's name and the password. Nothing is fetched before you take it into use.",
            })}
          </p>
        ) : null}
        <SettingsSections reader={reader} current="/settings/mailboxes" />
      </div>
      {inUse.length === 0 ? <NewMailboxSection reader={reader} values={{}} errors={{}} /> : null}
      {inUse.length > 0 ? (
        <section>
          <header>
            <h2>{say({ de: "In Betrieb", en: "In use" })}</h2>
            <a class="button plain" href="/settings/mailboxes/new">
              {say({ de: "Neues Postfach", en: "New mailbox" })}
            </a>
          </header>
          <MailboxTable reader={reader} mailboxes={inUse} />
        </section>
      ) : null}
      {archived.length > 0 ? (
        <section>
          <header>
            <h2>{say({ de: "Archiviert", en: "Archived" })}</h2>
          </header>
          <MailboxTable reader={reader} mailboxes={archived} />
        </section>
      ) : null}
    </Layout>
  );
}

function summary(reader: Reader, mailboxes: readonly ShownMailbox[]): string {
  const tell = tellIn(reader.language);
  const ill = mailboxes.filter(({ condition }) => isAlarm(condition));
  if (mailboxes.length === 0) return tell({ de: "Noch kein Postfach.", en: "No mailbox yet." });
  if (ill.length === 1) {
    const { name } = ill[0]!.mailbox;
    return tell({ de: `${name} holt keine Mails ab.`, en: `${name} fetches no mail.` });
  }
  if (ill.length > 1)
    return tell({
      de: `${capital(numberWord(ill.length, "de"))} Postfächer holen keine Mails ab.`,
      en: `${capital(numberWord(ill.length, "en"))} mailboxes fetch no mail.`,
    });
  if (mailboxes.length === 1) return tell({ de: `Ein Postfach.`, en: `One mailbox.` });
  const number = (language: "de" | "en") => capital(numberWord(mailboxes.length, language));
  return tell({ de: `${number("de")} Postfächer.`, en: `${number("en")} mailboxes.` });
}

function MailboxTable({ reader, mailboxes }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">{say({ de: "Postfach", en: "Mailbox" })}</th>
          <th scope="col">{say({ de: "Zustand", en: "State" })}</th>
          <th scope="col">{say({ de: "Wer darf hinein", en: "Who may use it" })}</th>
        </tr>
      </thead>
      <tbody>
        {mailboxes.map(({ mailbox, condition, health, sending, people, unaccounted }) => (
          <tr>
            <td class="name">
              <a href={`/settings/mailboxes/${mailbox.slug}`} safe>
                {mailbox.name}
              </a>
              <small safe>{mailbox.address}</small>
            </td>
            <td class="wide">
              <span class={isAlarm(condition) ? "red" : undefined} safe>
                {health}
              </span>
              {sending ? (
                <small class="red" safe>
                  {sending}
                </small>
              ) : null}
              {unaccounted > 0 ? <Unaccounted reader={reader} count={unaccounted} /> : null}
              {mailbox.sends_notices === 1 ? (
                <small>{say({ de: "sendet die Meldungen von Aktion", en: "sends Aktion's own notices" })}</small>
              ) : null}
            </td>
            <td class="wide">
              {people.length === 0 ? (
                <span class="red">{say({ de: "niemand", en: "nobody" })}</span>
              ) : (
                <span safe>{people.join(", ")}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Unaccounted({ reader, count }: { reader: Reader; count: number }): JSX.Element {
  const tell = tellIn(reader.language);
  return (
    <small class="red" safe>
      {tell({
        de: `${count} Mails liegen auf dem Server und nicht hier.`,
        en: `${count} mails lie on the server and not here.`,
      })}
    </small>
  );
}

type New = { reader: Reader; values: Fields; errors: Fields };

export function NewMailboxPage(props: New): JSX.Element {
  const say = sayIn(props.reader.language);
  return (
    <Layout title={say({ de: "Neues Postfach", en: "New mailbox" })} reader={props.reader} current="settings">
      <div class="lead">
        <h1>{say({ de: "Ein neues Postfach.", en: "A new mailbox." })}</h1>
        <SettingsSections reader={props.reader} current="/settings/mailboxes" />
      </div>
      <NewMailboxSection {...props} />
    </Layout>
  );
}

/** The first step asks only for what nobody can guess. */
function NewMailboxSection({ reader, values, errors }: New): JSX.Element {
  const say = sayIn(reader.language);
  const providers = [
    { value: "", label: say({ de: "eigener Server, oder aus der Adresse", en: "own server, or from the address" }) },
    ...providerNames.map(({ code, name }) => ({ value: code, label: name })),
  ];
  return (
    <section id="new">
      <header>
        <h2>{say({ de: "Erster Schritt: wie es heisst", en: "First step: what it is called" })}</h2>
      </header>
      <form method="post" action="/settings/mailboxes/new" class="fields">
        <Input
          name="name"
          label={say({ de: "Name", en: "Name" })}
          hint={say({ de: "Für Ihr Team, etwa Support.", en: "For your team, such as Support." })}
          value={values["name"]}
          error={errors["name"]}
          required
        />
        <Input
          name="address"
          type="email"
          label={say({ de: "Mailadresse", en: "Mail address" })}
          value={values["address"]}
          error={errors["address"]}
          required
        />
        <Select
          name="provider"
          label={say({ de: "Wo das Postfach liegt", en: "Where the mailbox lies" })}
          hint={say({
            de: "Nur ein Vorschlag für die Servernamen; Sie können sie gleich ändern.",
            en: "Only proposes the servers' names; you can change them next.",
          })}
          options={providers}
          value={values["provider"]}
          error={errors["provider"]}
        />
        <div class="buttons full">
          <button type="submit">{say({ de: "Weiter", en: "Continue" })}</button>
        </div>
      </form>
    </section>
  );
}
