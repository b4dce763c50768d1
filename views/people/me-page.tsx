import type { Fields } from "#src/http/form.ts";
import { deviceIn } from "#src/people/device.ts";
import { roleMeanings, roleWords } from "#src/people/person.ts";
import type { Session } from "#src/people/session.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { Input, Select } from "#views/ui/field.tsx";
import { Moment } from "#views/ui/moment.tsx";
import { NewPassword } from "./link-page.tsx";
import { languageOptions } from "./people-page.tsx";
import { WorkingOf } from "./working-form.tsx";

/** `own` is the handle of the session that asks. `changed` is true right after the password was changed. */
type Props = {
  reader: Reader;
  sessions: readonly Session[];
  own: string;
  changed?: boolean;
  values?: Fields;
  errors?: Fields;
};

export function MePage({ reader, sessions, own, changed = false, values = {}, errors = {} }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const person = reader.person!;
  const role = `${roleWords[person.role][reader.language]}: ${roleMeanings[person.role][reader.language]}`;
  return (
    <Layout title={say({ de: "Mein Konto", en: "My account" })} reader={reader}>
      <div class="lead">
        <h1 safe>{person.name}</h1>
        <p safe>{`${person.email} · ${role}`}</p>
        <p class="links">
          <a href="/notifications/settings">{say({ de: "Was ich erfahre, und wie", en: "What I am told, and how" })}</a>
        </p>
        {changed ? (
          <p role="status">
            {say({
              de: "Das Passwort ist geändert. Auf anderen Geräten sind Sie abgemeldet.",
              en: "Your password is changed. You are logged out on other devices.",
            })}
          </p>
        ) : null}
      </div>
      <div class="two">
        <NameOf reader={reader} values={values} errors={errors} />
        <LanguageOf reader={reader} />
      </div>
      <WorkingOf reader={reader} />
      <PasswordOf reader={reader} errors={errors} />
      <Sessions reader={reader} sessions={sessions} own={own} />
    </Layout>
  );
}

type Part = { reader: Reader; values?: Fields; errors: Fields };

function NameOf({ reader, values = {}, errors }: Part): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Name", en: "Name" })}</h2>
      </header>
      <form method="post" action="/people/me" class="fields">
        <Input
          name="name"
          label={say({ de: "So erscheinen Sie bei anderen", en: "How others see you" })}
          autocomplete="name"
          value={values["name"] ?? reader.person!.name}
          error={errors["name"]}
          required
          full
        />
        <div class="buttons full">
          <button type="submit" class="plain">
            {say({ de: "Namen ändern", en: "Change name" })}
          </button>
        </div>
      </form>
    </section>
  );
}

function LanguageOf({ reader }: { reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Sprache", en: "Language" })}</h2>
      </header>
      <form method="post" action="/people/me/language" class="fields" hx-boost="false">
        <input type="hidden" name="back" value="/people/me" />
        <Select
          name="language"
          label={say({ de: "Sprache der Seiten", en: "Language of the pages" })}
          options={languageOptions}
          value={reader.language}
          full
        />
        <div class="buttons full">
          <button type="submit" class="plain">
            {say({ de: "Sprache ändern", en: "Change language" })}
          </button>
        </div>
      </form>
    </section>
  );
}

function PasswordOf({ reader, errors }: Part): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section id="password-of-mine">
      <header>
        <h2>{say({ de: "Passwort", en: "Password" })}</h2>
      </header>
      <form method="post" action="/people/me/password" class="fields">
        <input type="text" name="email" value={reader.person!.email} autocomplete="username" hidden readonly />
        <Input
          name="current"
          type="password"
          label={say({ de: "Bisheriges Passwort", en: "Current password" })}
          autocomplete="current-password"
          error={errors["current"]}
          required
          full
        />
        <NewPassword reader={reader} error={errors["password"]} />
        <div class="buttons full">
          <button type="submit" class="plain">
            {say({ de: "Passwort ändern", en: "Change password" })}
          </button>
          <span class="soft">
            {say({ de: "Auf anderen Geräten werden Sie abgemeldet.", en: "You will be logged out on other devices." })}
          </span>
        </div>
      </form>
    </section>
  );
}

type Devices = { reader: Reader; sessions: readonly Session[]; own: string };

function Sessions({ reader, sessions, own }: Devices): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section id="sessions">
      <header>
        <h2>{say({ de: "Angemeldete Geräte", en: "Devices logged in" })}</h2>
        {sessions.length > 1 ? (
          <form method="post" action="/people/me/sessions">
            <button type="submit" class="plain" name="session" value="others">
              {say({ de: "Alle anderen abmelden", en: "Log out all others" })}
            </button>
          </form>
        ) : null}
      </header>
      <ul class="lines">
        {sessions.map((session) => (
          <SessionLine reader={reader} session={session} own={own} />
        ))}
      </ul>
    </section>
  );
}

function SessionLine({ reader, session, own }: { reader: Reader; session: Session; own: string }): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  const device = deviceIn(session.device, reader.language);
  return (
    <li>
      <span safe>{device}</span>
      <span class="soft">
        {say({ de: "zuletzt", en: "last" })} <Moment at={session.last_seen_at} reader={reader} />
      </span>
      {session.handle === own ? (
        <span class="soft">{say({ de: "dieses Gerät", en: "this device" })}</span>
      ) : (
        <form method="post" action="/people/me/sessions">
          <input type="hidden" name="session" value={session.handle} />
          <button type="submit" class="link" aria-label={tell({ de: `${device} abmelden`, en: `Log out ${device}` })}>
            {say({ de: "Abmelden", en: "Log out" })}
          </button>
        </form>
      )}
    </li>
  );
}
