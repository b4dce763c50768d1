import type { Fields } from "#src/http/form.ts";
import { type Language, sayIn, tellIn } from "#src/say.ts";
import { named } from "#src/settings/company.ts";
import type { Component } from "#src/status/component.ts";
import { consentWords, type Subscriber } from "#src/status/subscriber.ts";
import { type Public, PublicShell } from "./public-shell.tsx";

type SubscribeProps = { shown: Public; components: readonly Component[]; values?: Fields; errors?: Fields };

/** One address and one button; which components, for whoever wants to say. */
export function SubscribePage({ shown, components, values = {}, errors = {} }: SubscribeProps): JSX.Element {
  const { language } = shown;
  const say = sayIn(language);
  const self = (other: Language) => `/status/subscribe?lang=${other}`;
  const chosen = components.filter(({ id }) => values[`component-${id}`]).map(({ id }) => id);
  return (
    <PublicShell shown={shown} title={say({ de: "Meldungen abonnieren", en: "Subscribe to notices" })} self={self}>
      <div class="lead">
        <h1>{say({ de: "Meldungen per Mail.", en: "Notices by mail." })}</h1>
        <p>
          {say({
            de: "Wir schreiben, wenn etwas gestört ist, wenn sich daran etwas ändert, und vor geplanten Wartungen. Zuerst kommt eine Mail, in der Sie bestätigen, dass Sie es waren.",
            en: "We write when something is down, when that changes, and before planned maintenance. First comes a mail in which you confirm that it was you.",
          })}
        </p>
      </div>
      <form method="post" action={self(language)} class="fields">
        <label>
          {say({ de: "E-Mail-Adresse", en: "E-mail address" })}
          <input
            type="email"
            name="address"
            value={values["address"]}
            autocomplete="email"
            required
            aria-invalid={errors["address"] ? "true" : undefined}
            aria-describedby={errors["address"] ? "address-error" : undefined}
          />
        </label>
        {errors["address"] ? (
          <p id="address-error" class="error" role="alert" safe>
            {errors["address"]}
          </p>
        ) : null}
        <Choice shown={shown} components={components} chosen={chosen} all={values["wants"] !== "some"} />
        <p class="soft">{consentWords[language]}</p>
        <p class="soft">
          {say({
            de: "Wir bewahren die Adresse, die Auswahl und den Zeitpunkt der Bestätigung auf, sonst nichts.",
            en: "We keep the address, the choice and the time of the confirmation, nothing else.",
          })}
        </p>
        <button type="submit">{say({ de: "Abonnieren", en: "Subscribe" })}</button>
      </form>
    </PublicShell>
  );
}

type ChoiceProps = { shown: Public; components: readonly Component[]; chosen: readonly number[]; all: boolean };

function Choice({ shown, components, chosen, all }: ChoiceProps): JSX.Element {
  const say = sayIn(shown.language);
  if (components.length < 2) return <></>;
  return (
    <fieldset>
      <legend>{say({ de: "Worüber?", en: "About what?" })}</legend>
      <div class="tick">
        <label>
          <input type="radio" name="wants" value="all" checked={all} />
          {say({ de: "über alles", en: "about everything" })}
        </label>
      </div>
      <div class="tick">
        <label>
          <input type="radio" name="wants" value="some" checked={!all} />
          {say({ de: "nur darüber:", en: "only about:" })}
        </label>
      </div>
      {components.map((component) => (
        <div class="tick inner">
          <label>
            <input
              type="checkbox"
              name={`component-${component.id}`}
              value="yes"
              checked={chosen.includes(component.id)}
            />
            <span safe>{named(component, shown.language)}</span>
          </label>
        </div>
      ))}
    </fieldset>
  );
}

type PersonProps = { shown: Public; secret: string; person: Subscriber };

/** Opened by a person or by a program that looks into mail: nothing happens until the button is pressed. */
export function ConfirmPage({ shown, secret, person }: PersonProps): JSX.Element {
  const { language } = shown;
  const say = sayIn(language);
  const title = say({ de: "Waren Sie das?", en: "Was it you?" });
  return (
    <PublicShell shown={shown} title={title} self={(other) => `/status/confirm/${secret}?lang=${other}`} listed={false}>
      <div class="lead">
        <h1>{title}</h1>
        <p safe>
          {tellIn(language)({
            de: `Für ${person.address} wurden Meldungen von ${shown.name} bestellt. «${consentWords.de}»`,
            en: `Notices from ${shown.name} were requested for ${person.address}. "${consentWords.en}"`,
          })}
        </p>
      </div>
      <form method="post" action={`/status/confirm/${secret}`}>
        <button type="submit">{say({ de: "Ja, abonnieren", en: "Yes, subscribe" })}</button>
      </form>
    </PublicShell>
  );
}

type Managing = PersonProps & { components: readonly Component[]; chosen: readonly number[] };

export function SubscriptionPage({ shown, secret, person, components, chosen }: Managing): JSX.Element {
  const { language } = shown;
  const say = sayIn(language);
  const title = say({ de: "Ihr Abonnement", en: "Your subscription" });
  return (
    <PublicShell
      shown={shown}
      title={title}
      self={(other) => `/status/subscription/${secret}?lang=${other}`}
      listed={false}
    >
      <div class="lead">
        <h1>{say({ de: "Sie bekommen Meldungen.", en: "You receive notices." })}</h1>
        <p safe>{person.address}</p>
        {person.quarantined_at === null ? null : (
          <p class="red">
            {say({
              de: "Eine Mail kam von dieser Adresse zurück, darum senden wir gerade nichts. Bestellen Sie das Abonnement noch einmal, sobald sie wieder geht.",
              en: "A mail came back from this address, so nothing is sent at present. Subscribe once more as soon as it works again.",
            })}
          </p>
        )}
      </div>
      <form method="post" action={`/status/subscription/${secret}`} class="fields">
        <Choice shown={shown} components={components} chosen={chosen} all={person.wants_all === 1} />
        <label>
          {say({ de: "Sprache", en: "Language" })}
          <select name="language">
            <option value="de" selected={person.language === "de"}>
              Deutsch
            </option>
            <option value="en" selected={person.language === "en"}>
              English
            </option>
          </select>
        </label>
        <button type="submit">{say({ de: "Speichern", en: "Save" })}</button>
      </form>
      <form method="post" action={`/status/unsubscribe/${secret}?lang=${language}`} class="after">
        <button type="submit" class="plain">
          {say({ de: "Abbestellen", en: "Unsubscribe" })}
        </button>
      </form>
    </PublicShell>
  );
}

export function LeavePage({ shown, secret }: { shown: Public; secret: string }): JSX.Element {
  const { language } = shown;
  const say = sayIn(language);
  const title = say({ de: "Keine Meldungen mehr?", en: "No more notices?" });
  return (
    <PublicShell
      shown={shown}
      title={title}
      self={(other) => `/status/unsubscribe/${secret}?lang=${other}`}
      listed={false}
    >
      <div class="lead">
        <h1>{title}</h1>
        <p>{say({ de: "Ihre Adresse wird bei uns gelöscht.", en: "Your address is deleted here." })}</p>
      </div>
      <form method="post" action={`/status/unsubscribe/${secret}?lang=${language}`}>
        <button type="submit">{say({ de: "Abbestellen", en: "Unsubscribe" })}</button>
      </form>
    </PublicShell>
  );
}

export function DonePage({ shown, what }: { shown: Public; what: "sent" | "left" }): JSX.Element {
  const say = sayIn(shown.language);
  const sent = what === "sent";
  const title = sent
    ? say({ de: "Sehen Sie in Ihr Postfach.", en: "Look into your mailbox." })
    : say({ de: "Abbestellt.", en: "Unsubscribed." });
  const self = (language: Language) => (sent ? `/status/subscribe/sent?lang=${language}` : `/status?lang=${language}`);
  return (
    <PublicShell shown={shown} title={title} self={self} listed={false}>
      <div class="lead">
        <h1>{title}</h1>
        <p>
          {sent
            ? say({
                de: "Wir haben an die Adresse geschrieben. Das Abonnement beginnt, sobald Sie es dort bestätigen. Kam in den letzten Minuten schon eine Mail, kommt keine zweite.",
                en: "We have written to the address. The subscription begins as soon as you confirm it there. If a mail came within the last minutes, no second one follows.",
              })
            : say({
                de: "Ihre Adresse ist gelöscht, und was noch nicht abgeschickt war, geht nicht mehr hinaus.",
                en: "Your address is deleted, and what had not been sent yet will not leave any more.",
              })}
        </p>
      </div>
    </PublicShell>
  );
}
