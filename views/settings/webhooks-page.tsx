import type { Fields } from "#src/http/form.ts";
import { capital, numberWord } from "#src/number-words.ts";
import type { Delivery } from "#src/outbox/delivery.ts";
import type { Webhook } from "#src/outbox/webhook.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { kindsOf, webhookKinds, webhookKindWords } from "#src/settings/webhook.ts";
import { Layout } from "#views/layout.tsx";
import { Input } from "#views/ui/field.tsx";
import { Secret } from "#views/ui/secret.tsx";
import { DeliveryLine } from "./delivery-line.tsx";
import { SettingsSections } from "./settings-page.tsx";

/** `about` is the webhook whose form came back with mistakes; "new" for the one at the end. */
export type Mistaken = { about: number | "new"; values: Fields; errors: Fields };

type Shown = { webhook: Webhook; deliveries: readonly Delivery[] };

type Props = {
  reader: Reader;
  webhooks: readonly Shown[];
  /** Right after it was made. */
  secret: string | null;
  mistaken: Mistaken | null;
  waitingForMail: number;
};

export function WebhooksPage({ reader, webhooks, secret, mistaken, waitingForMail }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Layout title="Webhooks" reader={reader} current="settings">
      <div class="lead">
        <h1 safe>{summary(reader, webhooks)}</h1>
        <p>
          {say({
            de: "Ein Webhook meldet einem anderen Programm, was geschieht: JSON per POST, mit dem Geheimnis unterschrieben.",
            en: "A webhook tells another program what happens: JSON by POST, signed with the secret.",
          })}
        </p>
        {waitingForMail > 0 ? <MailNote reader={reader} waiting={waitingForMail} /> : null}
        <SettingsSections reader={reader} current="/settings/webhooks" />
      </div>
      {secret ? (
        <Secret
          reader={reader}
          title={say({ de: "Geheimnis zum Prüfen der Unterschrift", en: "Secret for checking the signature" })}
          secret={secret}
          means={say({
            de: "X-Aktion-Signature ist t=Sekunde,v1=HMAC-SHA256 von «Sekunde.Inhalt» mit diesem Geheimnis.",
            en: 'X-Aktion-Signature is t=second,v1=HMAC-SHA256 of "second.body" with this secret.',
          })}
        />
      ) : null}
      {webhooks.map((shown) => (
        <WebhookSection {...{ reader, mistaken }} {...shown} />
      ))}
      <section id="webhook-new">
        <header>
          <h2>
            {webhooks.length === 0
              ? say({ de: "Ein Webhook", en: "A webhook" })
              : say({ de: "Ein weiterer Webhook", en: "Another webhook" })}
          </h2>
        </header>
        <WebhookForm {...{ reader, mistaken }} about="new" />
      </section>
    </Layout>
  );
}

function summary(reader: Reader, webhooks: readonly Shown[]): string {
  const tell = tellIn(reader.language);
  const failing = webhooks.filter(({ deliveries }) => deliveries[0]?.last_error).length;
  if (webhooks.length === 0)
    return tell({ de: "Kein anderes Programm wird benachrichtigt.", en: "No other program is told." });
  if (failing > 0)
    return tell({
      de:
        failing === 1
          ? "Ein Webhook kommt nicht an."
          : `${capital(numberWord(failing, "de"))} Webhooks kommen nicht an.`,
      en:
        failing === 1
          ? "One webhook does not arrive."
          : `${capital(numberWord(failing, "en"))} webhooks do not arrive.`,
    });
  if (webhooks.length === 1)
    return tell({ de: "Ein anderes Programm wird benachrichtigt.", en: "One other program is told." });
  const number = capital(numberWord(webhooks.length, reader.language));
  return tell({ de: `${number} andere Programme werden benachrichtigt.`, en: `${number} other programs are told.` });
}

function MailNote({ reader, waiting }: { reader: Reader; waiting: number }): JSX.Element {
  const tell = tellIn(reader.language);
  return (
    <p safe>
      {tell({
        de: `Erinnerungen per Mail, die auf den Mailversand warten: ${waiting}. Nach drei Tagen werden sie aufgegeben.`,
        en: `Reminders by mail that wait for mail to be set up: ${waiting}. After three days they are given up.`,
      })}
    </p>
  );
}

type SectionProps = Shown & { reader: Reader; mistaken: Mistaken | null };

function WebhookSection({ reader, webhook, deliveries, mistaken }: SectionProps): JSX.Element {
  const say = sayIn(reader.language);
  const path = `/settings/webhooks/${webhook.id}`;
  return (
    <section id={`webhook-${webhook.id}`}>
      <header>
        <h2 safe>{shortened(webhook.address)}</h2>
        <form method="post" action={`${path}/test`}>
          <button type="submit" class="plain">
            {say({ de: "Probe senden", en: "Send a trial" })}
          </button>
        </form>
      </header>
      {deliveries.length === 0 ? (
        <p class="soft">{say({ de: "Noch nichts gesendet.", en: "Nothing sent yet." })}</p>
      ) : null}
      <ul class="lines">
        {deliveries.map((delivery) => (
          <DeliveryLine reader={reader} delivery={delivery} />
        ))}
      </ul>
      <div class="folds">
        <details class="fold" open={mistaken?.about === webhook.id}>
          <summary>{say({ de: "Ändern", en: "Change" })}</summary>
          <WebhookForm {...{ reader, mistaken, webhook }} about={webhook.id} />
        </details>
      </div>
      <div class="buttons soft">
        <form method="post" action={`${path}/secret`}>
          <button type="submit" class="link">
            {say({ de: "Neues Geheimnis", en: "New secret" })}
          </button>
        </form>
        <form method="post" action={`${path}/removal`}>
          <button type="submit" class="link">
            {say({ de: "Entfernen", en: "Remove" })}
          </button>
        </form>
      </div>
    </section>
  );
}

/** Host and path: two webhooks may lead to one host. */
function shortened(address: string): string {
  const { host, pathname } = URL.canParse(address) ? new URL(address) : { host: address, pathname: "" };
  const whole = pathname === "/" ? host : host + pathname;
  return whole.length > 60 ? `${whole.slice(0, 59)}…` : whole;
}

type FormProps = { reader: Reader; about: number | "new"; webhook?: Webhook; mistaken: Mistaken | null };

function WebhookForm({ reader, about, webhook, mistaken }: FormProps): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  const own = mistaken?.about === about ? mistaken : null;
  const chosen: readonly string[] = own ? [] : webhook ? kindsOf(webhook) : webhookKinds;
  return (
    <form method="post" action={about === "new" ? "/settings/webhooks" : `/settings/webhooks/${about}`} class="fields">
      <Input
        name="address"
        id={`webhook-${about}-address`}
        type="url"
        label={say({ de: "Adresse", en: "Address" })}
        value={own ? own.values["address"] : webhook?.address}
        error={own?.errors["address"]}
        hint={say({
          de: "Auch im eigenen Netz. Einer Umleitung wird nicht gefolgt.",
          en: "On your own network too. A redirect is not followed.",
        })}
        required
        full
      />
      <fieldset class="full">
        {webhookKinds.map((kind) => (
          <p class="field tick">
            <label>
              <input type="checkbox" name="kinds" value={kind} checked={chosen.includes(kind)} />
              <span>{say(webhookKindWords[kind])}</span>
            </label>
          </p>
        ))}
        {own?.errors["kinds"] ? (
          <p class="error" role="alert" safe>
            {own.errors["kinds"]}
          </p>
        ) : null}
      </fieldset>
      <div class="buttons full">
        <button type="submit" class={about === "new" ? undefined : "plain"}>
          {about === "new" ? say({ de: "Hinzufügen", en: "Add" }) : say({ de: "Speichern", en: "Save" })}
        </button>
      </div>
    </form>
  );
}
