import type { RuleWithWhom } from "#src/checks/alert.ts";
import { type Check, troubleKinds } from "#src/checks/check.ts";
import { troubleWords } from "#src/checks/words.ts";
import type { Fields } from "#src/http/form.ts";
import type { Delivery } from "#src/outbox/delivery.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { Input } from "#views/ui/field.tsx";
import { CheckTicks } from "./check-ticks.tsx";

export type FilledRule = {
  values: Fields;
  errors: Fields;
  kinds: readonly string[];
  days: readonly string[];
  recipients: readonly string[];
  checks: readonly string[];
};

export type AlertsProps = {
  reader: Reader;
  rules: readonly RuleWithWhom[];
  checks: readonly Check[];
  /** The one that is being changed; null for a new one. */
  rule: RuleWithWhom | null;
  filled: FilledRule;
  people: readonly { id: number; name: string }[];
  webhooks: readonly { id: number; address: string }[];
  rooms: readonly { id: number; name: string }[];
  deliveries: readonly Delivery[];
  waitingForMail: number;
};

/** Of what, for which checks, when and to whom. */
export function AlertForm(props: AlertsProps): JSX.Element {
  const { reader, rule, checks, filled } = props;
  const { values, errors } = filled;
  const say = sayIn(reader.language);
  return (
    <form method="post" action={rule ? `/checks/alerts/${rule.id}` : "/checks/alerts"} class="fields">
      <Input
        name="name"
        label={say({ de: "Name", en: "Name" })}
        value={values["name"]}
        error={errors["name"]}
        placeholder={say({ de: "Pikett", en: "On call" })}
        required
        full
      />
      <Ticks
        name="kinds"
        legend={say({ de: "Wovon", en: "Of what" })}
        error={errors["kinds"]}
        chosen={filled.kinds}
        options={troubleKinds.map((kind) => ({ value: kind, label: troubleWords[kind][reader.language] }))}
      />
      <CheckTicks reader={reader} checks={checks} scope={values["scope"] ?? "all"} chosen={filled.checks} />
      <Hours {...props} />
      <Input
        name="after_minutes"
        type="number"
        label={say({ de: "Erst nach Minuten", en: "Only after minutes" })}
        value={values["after_minutes"] ?? "0"}
        error={errors["after_minutes"]}
        hint={say({
          de: "Zum Eskalieren: eine zweite Regel, die erst nach 15 Minuten jemand anderen ruft.",
          en: "To escalate: a second rule that calls somebody else after 15 minutes.",
        })}
      />
      <Input
        name="remind_minutes"
        type="number"
        label={say({ de: "Noch einmal alle Minuten", en: "Again every minutes" })}
        value={values["remind_minutes"]}
        error={errors["remind_minutes"]}
        hint={say({ de: "Leer: kein zweites Mal.", en: "Empty: not a second time." })}
      />
      <Whom {...props} />
      <div class="buttons full">
        <button type="submit">
          {rule ? say({ de: "Speichern", en: "Save" }) : say({ de: "Hinzufügen", en: "Add" })}
        </button>
      </div>
    </form>
  );
}

type TicksProps = {
  name: string;
  legend: string;
  error?: string | undefined;
  chosen: readonly string[];
  options: readonly { value: string; label: string }[];
};

function Ticks({ name, legend, error, chosen, options }: TicksProps): JSX.Element {
  return (
    <fieldset class="full ticks">
      <legend class="soft" safe>
        {legend}
      </legend>
      {options.map(({ value, label }) => (
        <label class="tick">
          <input type="checkbox" name={name} value={value} checked={chosen.includes(value)} /> <span safe>{label}</span>
        </label>
      ))}
      {error ? (
        <span class="error" role="alert" safe>
          {error}
        </span>
      ) : null}
    </fieldset>
  );
}

function Hours({ reader, filled: { values, errors, days } }: AlertsProps): JSX.Element {
  const say = sayIn(reader.language);
  const isHours = values["when"] === "hours";
  return (
    <>
      <fieldset class="full ticks">
        <legend class="soft">{say({ de: "Wann", en: "When" })}</legend>
        <label class="tick">
          <input type="radio" name="when" value="always" checked={!isHours} />{" "}
          <span>{say({ de: "jederzeit", en: "at any time" })}</span>
        </label>
        <label class="tick">
          <input type="radio" name="when" value="hours" checked={isHours} />{" "}
          <span>{say({ de: "nur an diesen Tagen und Stunden:", en: "only on these days and hours:" })}</span>
        </label>
      </fieldset>
      <Ticks name="days" legend={say({ de: "Tage", en: "Days" })} chosen={days} options={weekdays(reader)} />
      <Input
        name="from_time"
        label={say({ de: "von", en: "from" })}
        value={values["from_time"] ?? "08:00"}
        error={errors["from_time"]}
      />
      <Input
        name="until_time"
        label={say({ de: "bis", en: "until" })}
        value={values["until_time"] ?? "18:00"}
        error={errors["until_time"]}
        hint={say({
          de: "Früher als der Beginn heisst: bis am nächsten Tag.",
          en: "Earlier than the beginning means: until the next day.",
        })}
      />
    </>
  );
}

function weekdays({ language }: Reader) {
  const format = new Intl.DateTimeFormat(language === "de" ? "de-CH" : "en-GB", { weekday: "long", timeZone: "UTC" });
  return Array.from({ length: 7 }, (_, n) => ({
    value: String(n + 1),
    label: format.format(new Date(Date.UTC(2024, 0, n + 1))),
  }));
}

function Whom({ reader, filled, people, webhooks, rooms, waitingForMail }: AlertsProps): JSX.Element {
  const say = sayIn(reader.language);
  const options = [
    ...people.map(({ id, name }) => ({ value: `person:${id}`, label: name })),
    ...rooms.map(({ id, name }) => ({ value: `talk:${id}`, label: `Nextcloud Talk: ${name}` })),
    ...webhooks.map(({ id, address }) => ({ value: `webhook:${id}`, label: `Webhook: ${hostOf(address)}` })),
  ];
  return (
    <>
      <Ticks
        name="recipients"
        legend={say({ de: "Wer es erfährt (Personen per Mail)", en: "Who is told (people by mail)" })}
        error={filled.errors["recipients"]}
        chosen={filled.recipients}
        options={options}
      />
      <Input
        name="email"
        type="email"
        label={say({ de: "und diese Adresse", en: "and this address" })}
        value={filled.values["email"]}
        error={filled.errors["email"]}
      />
      <p class="soft">
        {may(reader, "owner") ? (
          <>
            <a href="/settings/webhooks">Webhooks</a>, <a href="/settings/talk">Nextcloud Talk</a>
          </>
        ) : (
          say({ de: "Webhooks und Talk richten Inhaber ein.", en: "Owners set up webhooks and Talk." })
        )}
        {waitingForMail > 0 ? (
          <span>
            {" · "}
            {say({ de: "Nachrichten, die auf den Mailversand warten:", en: "Messages that wait for mail:" })}{" "}
            {waitingForMail}
          </span>
        ) : null}
      </p>
    </>
  );
}

export function hostOf(address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address).host : address;
}
