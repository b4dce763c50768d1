import { type PersonWithState, stateOf } from "#src/people/person.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { Select } from "#views/ui/field.tsx";
import { Moment } from "#views/ui/moment.tsx";
import { Secret } from "#views/ui/secret.tsx";
import { roleOptions, StateOf } from "./people-page.tsx";

/** `link` is shown this once, right after it was made. */
type Props = { reader: Reader; person: PersonWithState; link: string | null };

export function PersonPage({ reader, person, link }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Layout title={person.name} reader={reader} current="people">
      <div class="lead">
        <p>
          <a href="/people">{say({ de: "Personen", en: "People" })}</a>
        </p>
        <h1 safe>{person.name}</h1>
      </div>
      {link ? <Secret {...secretOf(reader, person, link)} /> : null}
      <div class="two">
        <About reader={reader} person={person} />
        <RoleOf reader={reader} person={person} />
        {person.disabled_at === null ? <LinkOf reader={reader} person={person} /> : null}
        <AccessOf reader={reader} person={person} />
      </div>
    </Layout>
  );
}

function secretOf(reader: Reader, person: PersonWithState, link: string) {
  const tell = tellIn(reader.language);
  return {
    reader,
    secret: link,
    title: person.has_password
      ? tell({ de: "Link zum Zurücksetzen", en: "Reset link" })
      : tell({ de: "Link der Einladung", en: "Invitation link" }),
    means: person.has_password
      ? tell({
          de: `Geben Sie ihn ${person.name} auf einem Weg, dem Sie trauen. Er gilt 24 Stunden und einmal.`,
          en: `Give it to ${person.name} in a way you trust. It works for 24 hours, and once.`,
        })
      : tell({
          de: `Geben Sie ihn ${person.name} auf einem Weg, dem Sie trauen. Er gilt drei Tage und einmal.`,
          en: `Give it to ${person.name} in a way you trust. It works for three days, and once.`,
        }),
  };
}

type Part = { reader: Reader; person: PersonWithState };

function About({ reader, person }: Part): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Angaben", en: "Details" })}</h2>
      </header>
      <dl class="facts">
        <dt>{say({ de: "E-Mail", en: "E-mail" })}</dt>
        <dd safe>{person.email}</dd>
        <dt>{say({ de: "Zugang", en: "Access" })}</dt>
        <dd>
          <StateOf reader={reader} person={person} />
        </dd>
        <dt>{say({ de: "dabei seit", en: "since" })}</dt>
        <dd>
          <Moment at={person.created_at} reader={reader} />
        </dd>
        <dt>{say({ de: "zuletzt gesehen", en: "last seen" })}</dt>
        <dd>
          {person.last_seen_at ? (
            <Moment at={person.last_seen_at} reader={reader} />
          ) : (
            <span>{say({ de: "noch nie", en: "never" })}</span>
          )}
        </dd>
      </dl>
    </section>
  );
}

function RoleOf({ reader, person }: Part): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Rolle", en: "Role" })}</h2>
      </header>
      <form method="post" action={`/people/${person.id}/role`} class="fields">
        <Select
          name="role"
          label={say({ de: "Rolle", en: "Role" })}
          options={roleOptions(reader)}
          value={person.role}
          full
        />
        <div class="buttons full">
          <button type="submit" class="plain">
            {say({ de: "Rolle ändern", en: "Change role" })}
          </button>
        </div>
      </form>
    </section>
  );
}

function LinkOf({ reader, person }: Part): JSX.Element {
  const say = sayIn(reader.language);
  const open = (person.link_expires_at ?? "") > reader.now.toISOString();
  return (
    <section>
      <header>
        <h2>
          {person.has_password ? say({ de: "Passwort", en: "Password" }) : say({ de: "Einladung", en: "Invitation" })}
        </h2>
      </header>
      <p class="soft">
        {person.has_password
          ? say({
              de: "Wer sein Passwort vergessen hat, setzt es mit einem Link neu. Damit enden alle Anmeldungen der Person.",
              en: "Whoever forgot their password sets a new one with a link. That ends all of their sessions.",
            })
          : say({
              de: "Der Link wird nur einmal gezeigt. Ein neuer macht den alten ungültig.",
              en: "The link is shown only once. A new one makes the old one worthless.",
            })}
      </p>
      <div class="buttons">
        <form method="post" action={`/people/${person.id}/link`}>
          <button type="submit" class="plain">
            {person.has_password
              ? say({ de: "Link zum Zurücksetzen", en: "Reset link" })
              : say({ de: "Neuer Link", en: "New link" })}
          </button>
        </form>
        {open ? (
          <form method="post" action={`/people/${person.id}/link/void`}>
            <button type="submit" class="plain">
              {say({ de: "Offenen Link ungültig machen", en: "Void the open link" })}
            </button>
          </form>
        ) : null}
      </div>
    </section>
  );
}

function AccessOf({ reader, person }: Part): JSX.Element {
  const say = sayIn(reader.language);
  const disabled = stateOf(person, reader.now) === "disabled";
  return (
    <section>
      <header>
        <h2>{say({ de: "Zugang", en: "Access" })}</h2>
      </header>
      <p class="soft">
        {disabled
          ? say({
              de: "Gesperrt. Was die Person getan hat, bleibt im Verlauf.",
              en: "Disabled. What the person did stays in the history.",
            })
          : say({
              de: "Sperren beendet alle Anmeldungen sofort. Was die Person getan hat, bleibt im Verlauf.",
              en: "Disabling ends all sessions at once. What the person did stays in the history.",
            })}
      </p>
      <form method="post" action={`/people/${person.id}/state`} class="buttons">
        <input type="hidden" name="state" value={disabled ? "active" : "disabled"} />
        <button type="submit" class="plain">
          {disabled ? say({ de: "Wieder zulassen", en: "Enable again" }) : say({ de: "Sperren", en: "Disable" })}
        </button>
      </form>
    </section>
  );
}
