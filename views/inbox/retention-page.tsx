import type { Fields } from "#src/http/form.ts";
import type { MailboxRow } from "#src/inbox/mailbox.ts";
import type { RetentionRule } from "#src/inbox/retention.ts";
import type { RetentionPreview } from "#src/inbox/retention-actions.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { Input } from "#views/ui/field.tsx";

type Props = {
  reader: Reader;
  mailbox: MailboxRow;
  rule: RetentionRule;
  preview: RetentionPreview;
  /** False: what is shown was typed to be looked at, and holds only once it is saved. */
  isSaved: boolean;
  mistaken: { values: Fields; errors: Fields } | null;
};

/** How long a mailbox keeps what is over, and what would go now. */
export function RetentionPage(props: Props): JSX.Element {
  const { reader, mailbox, rule } = props;
  const say = sayIn(reader.language);
  const none = rule.closed_months === null && rule.spam_days === null && rule.raw_months === null;
  return (
    <Layout title={say({ de: "Aufbewahrung", en: "Retention" })} reader={reader} current="settings">
      <div class="lead ticket-lead">
        <p>
          <a href={`/settings/mailboxes/${mailbox.slug}`} safe>
            {mailbox.name}
          </a>
        </p>
        <h1 safe>{headline(reader, mailbox.name, none)}</h1>
        <p class="soft">
          {say({
            de: "Personendaten sollen nicht länger bleiben, als man sie braucht. Einmal am Tag geht, was die Regeln sagen, samt Suchindex; was aufbewahrt werden muss oder ein offenes Begehren ist, bleibt.",
            en: "Personal data should stay no longer than they are needed. Once a day what the rules say goes, with its search index; what must be kept or is an open request stays.",
          })}
        </p>
      </div>
      <RuleForm {...props} />
      {none ? null : <Preview {...props} />}
    </Layout>
  );
}

function headline(reader: Reader, name: string, none: boolean): string {
  const tell = tellIn(reader.language);
  return none
    ? tell({ de: `${name} behält alles.`, en: `${name} keeps everything.` })
    : tell({ de: "Was vorbei ist, geht nach einer Weile.", en: "What is over goes after a while." });
}

function RuleForm({ reader, mailbox, rule, mistaken }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const path = `/settings/mailboxes/${mailbox.slug}/retention`;
  const value = (name: keyof RetentionRule) =>
    mistaken?.values[name] ?? (rule[name] === null ? "" : String(rule[name]));
  const field = (name: keyof RetentionRule, label: string, hint: string) => (
    <Input name={name} label={label} hint={hint} value={value(name)} error={mistaken?.errors[name]} />
  );
  return (
    <section id="rules">
      <header>
        <h2>{say({ de: "Regeln", en: "Rules" })}</h2>
      </header>
      <form method="post" action={path} class="fields">
        {field(
          "closed_months",
          say({ de: "Erledigte Anfragen löschen nach Monaten", en: "Delete closed tickets after months" }),
          say({ de: "ohne Bewegung; leer: nie", en: "without movement; empty: never" }),
        )}
        {field(
          "spam_days",
          say({ de: "Spam löschen nach Tagen", en: "Delete spam after days" }),
          say({ de: "leer: nie", en: "empty: never" }),
        )}
        {field(
          "raw_months",
          say({ de: "Originale der Mails löschen nach Monaten", en: "Delete original mails after months" }),
          say({
            de: "Text und Dateien bleiben, die HTML-Ansicht geht; leer: nie",
            en: "text and files stay, the HTML view goes; empty: never",
          }),
        )}
        <div class="buttons full">
          <button type="submit" class="plain" formmethod="get" formaction={path}>
            {say({ de: "Zuerst ansehen", en: "Look first" })}
          </button>
          <button type="submit">{say({ de: "Speichern", en: "Save" })}</button>
        </div>
      </form>
    </section>
  );
}

function Preview({ reader, preview, rule, isSaved }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  const number = (n: number) => (n >= 10_000 ? say({ de: "10'000 oder mehr", en: "10,000 or more" }) : String(n));
  const lines = [
    { part: preview.closed, what: tell({ de: "erledigte Anfragen", en: "closed tickets" }) },
    { part: preview.spam, what: tell({ de: "Anfragen unter Spam", en: "tickets under spam" }) },
  ].flatMap(({ part, what }) => (part ? [{ ...part, what }] : []));
  return (
    <section id="preview">
      <header>
        <h2>
          {isSaved
            ? say({ de: "Geht beim nächsten Lauf", en: "Goes with the next run" })
            : say({ de: "Ginge, wenn Sie das speichern", en: "Would go if you save this" })}
        </h2>
      </header>
      <table class="tally">
        <tbody>
          {lines.map(({ goes, exempt, what }) => (
            <tr>
              <td class="num" safe>
                {number(goes)}
              </td>
              <td>
                <span safe>{what}</span>
                {exempt > 0 ? (
                  <small safe>
                    {tell({
                      de: `${number(exempt)} weitere bleiben: aufbewahrt oder offenes Begehren`,
                      en: `${number(exempt)} more stay: kept, or an open request`,
                    })}
                  </small>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rule.raw_months === null ? null : (
        <p class="soft" safe>
          {tell({
            de: `Dazu die Originale aller Mails, die älter als ${rule.raw_months} Monate sind.`,
            en: `And the originals of all mail older than ${rule.raw_months} months.`,
          })}
        </p>
      )}
    </section>
  );
}

/** The way there, from the mailbox's own page. */
export function RetentionSection({ reader, shown }: { reader: Reader; shown: { mailbox: MailboxRow } }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section id="retention">
      <header>
        <h2>{say({ de: "Aufbewahrung", en: "Retention" })}</h2>
      </header>
      <p>
        <a href={`/settings/mailboxes/${shown.mailbox.slug}/retention`}>
          {say({
            de: "Wie lange Erledigtes, Spam und Originale bleiben",
            en: "How long closed tickets, spam and originals stay",
          })}
        </a>
      </p>
    </section>
  );
}
