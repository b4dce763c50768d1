import type { RuleWithWhom } from "#src/checks/alert.ts";
import { troubleKinds } from "#src/checks/check.ts";
import { namesOf, troubleWords } from "#src/checks/words.ts";
import { capital, listed, numberWord } from "#src/number-words.ts";
import { may } from "#src/reader.ts";
import { type Language, sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { DeliveryLine } from "#views/settings/delivery-line.tsx";
import { AlertForm, type AlertsProps, hostOf } from "./alert-form.tsx";
import { CheckSections } from "./sections.tsx";

/** The rules by which somebody is told, with a trial for each; then what was sent. */
export function AlertsPage(props: AlertsProps): JSX.Element {
  const { reader, rules, rule, deliveries } = props;
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Alarme", en: "Alerts" })} reader={reader} current="checks">
      <div class="lead">
        <h1 safe>{sentence(rules, reader.language)}</h1>
        <p>
          {say({
            de: "Was innert 30 Sekunden zusammenfällt, kommt in einer Nachricht. Fällt aus, wovon andere abhängen, melden sich die anderen nicht auch noch. Das Ende einer gemeldeten Störung wird immer gemeldet.",
            en: "What falls within 30 seconds comes in one message. When something fails that others depend on, the others raise no alert as well. The end of an outage that was told is always told.",
          })}
        </p>
        <CheckSections reader={reader} current="/checks/alerts" />
      </div>
      {rules.map((one) => (
        <RuleSection {...props} one={one} />
      ))}
      {may(reader, "member") ? (
        <section id="rule-form">
          <header>
            <h2>
              {rule ? say({ de: "Regel ändern", en: "Change the rule" }) : say({ de: "Eine Regel", en: "A rule" })}
            </h2>
            {rule ? <a href="/checks/alerts#rule-form">{say({ de: "Eine neue", en: "A new one" })}</a> : null}
          </header>
          <AlertForm {...props} />
        </section>
      ) : null}
      {deliveries.length > 0 ? (
        <section>
          <header>
            <h2>{say({ de: "Zuletzt gesendet", en: "Sent last" })}</h2>
          </header>
          <ul class="lines">
            {deliveries.map((delivery) => (
              <DeliveryLine reader={reader} delivery={delivery} />
            ))}
          </ul>
        </section>
      ) : null}
    </Layout>
  );
}

function sentence(rules: readonly RuleWithWhom[], language: Language): string {
  const tell = tellIn(language);
  if (rules.length === 0)
    return tell({ de: "Fällt etwas aus, erfährt es niemand.", en: "When something fails, nobody is told." });
  if (rules.length === 1) return tell({ de: "Eine Regel sagt, wer es erfährt.", en: "One rule says who is told." });
  const count = capital(numberWord(rules.length, language));
  return tell({ de: `${count} Regeln sagen, wer es erfährt.`, en: `${count} rules say who is told.` });
}

function RuleSection({ reader, checks, one, ...known }: AlertsProps & { one: RuleWithWhom }): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  const path = `/checks/alerts/${one.id}`;
  const mine = checks.filter(({ id }) => one.check_ids.includes(id));
  return (
    <section id={`rule-${one.id}`}>
      <header>
        <h2 safe>{one.name}</h2>
        {may(reader, "member") ? (
          <form method="post" action={`${path}/test`}>
            <button type="submit" class="plain">
              {say({ de: "Probealarm senden", en: "Send a trial alert" })}
            </button>
          </form>
        ) : null}
      </header>
      <dl class="facts">
        <dt>{say({ de: "wovon", en: "of what" })}</dt>
        <dd safe>{kindsWords(one, language)}</dd>
        <dt>{say({ de: "Prüfungen", en: "checks" })}</dt>
        <dd safe>{one.all_checks ? say({ de: "alle", en: "all" }) : namesOf(mine, language)}</dd>
        <dt>{say({ de: "wann", en: "when" })}</dt>
        <dd safe>{whenWords(one, language)}</dd>
        <dt>{say({ de: "wer", en: "who" })}</dt>
        <dd safe>
          {listed(
            one.recipients.map((recipient) => recipientName(recipient, known, language)),
            language,
          )}
        </dd>
      </dl>
      {may(reader, "member") ? (
        <div class="buttons soft">
          <a href={`${path}#rule-form`}>{say({ de: "Ändern", en: "Change" })}</a>
          <form method="post" action={`${path}/removal`}>
            <button type="submit" class="link">
              {say({ de: "Entfernen", en: "Remove" })}
            </button>
          </form>
        </div>
      ) : null}
    </section>
  );
}

function kindsWords({ kinds }: RuleWithWhom, language: Language): string {
  const chosen = kinds.split(" ");
  return listed(
    troubleKinds.filter((kind) => chosen.includes(kind)).map((kind) => troubleWords[kind][language]),
    language,
  );
}

const dayNames = {
  de: ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
};

function whenWords(rule: RuleWithWhom, language: Language): string {
  const { days, from_time, until_time, after_minutes, remind_minutes } = rule;
  const tell = tellIn(language);
  const hours =
    days === null && from_time === null && until_time === null
      ? tell({ de: "jederzeit", en: "at any time" })
      : `${(days ?? "1 2 3 4 5 6 7")
          .split(" ")
          .map((day) => dayNames[language][Number(day) - 1])
          .join(" ")}, ${from_time ?? "00:00"}–${until_time ?? "24:00"}`;
  const parts = [
    hours,
    after_minutes > 0 ? tell({ de: `nach ${after_minutes} Minuten`, en: `after ${after_minutes} minutes` }) : "",
    remind_minutes === null
      ? ""
      : tell({ de: `noch einmal alle ${remind_minutes} Minuten`, en: `again every ${remind_minutes} minutes` }),
  ];
  return parts.filter((part) => part !== "").join(", ");
}

type Known = Pick<AlertsProps, "people" | "webhooks" | "rooms">;

function recipientName(recipient: string, { people, webhooks, rooms }: Known, language: Language): string {
  const [channel = "", name = ""] = recipient.split(/:(.*)/);
  const id = Number(name);
  const gone = { de: "nicht mehr da", en: "not there any more" }[language];
  if (channel === "email") return name;
  if (channel === "person") return people.find((one) => one.id === id)?.name ?? gone;
  if (channel === "webhook") return `Webhook ${hostOf(webhooks.find((one) => one.id === id)?.address) ?? gone}`;
  return `Talk ${rooms.find((one) => one.id === id)?.name ?? gone}`;
}
