import type { Fields } from "#src/http/form.ts";
import { capital, numberWord } from "#src/number-words.ts";
import { type PersonWithState, roleMeanings, roles, roleWords, stateOf } from "#src/people/person.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { Input, type Option, Select } from "#views/ui/field.tsx";
import { formatMoment, Moment } from "#views/ui/moment.tsx";
import { Sections } from "#views/ui/sections.tsx";

type Props = { reader: Reader; people: readonly PersonWithState[]; values?: Fields; errors?: Fields };

export function PeoplePage({ reader, people, values = {}, errors = {} }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Personen", en: "People" })} reader={reader} current="people">
      <div class="lead">
        <h1 safe>{summary(reader, people)}</h1>
        <PeopleSections reader={reader} current="/people" />
      </div>
      <section>
        <header>
          <h2>{say({ de: "Personen", en: "People" })}</h2>
        </header>
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">{say({ de: "Name", en: "Name" })}</th>
              <th scope="col">{say({ de: "Rolle", en: "Role" })}</th>
              <th scope="col">{say({ de: "Zugang", en: "Access" })}</th>
              <th scope="col">{say({ de: "zuletzt gesehen", en: "last seen" })}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <PersonRow reader={reader} person={person} />
            ))}
          </tbody>
        </table>
      </section>
      <Invite reader={reader} values={values} errors={errors} />
    </Layout>
  );
}

function summary(reader: Reader, people: readonly PersonWithState[]): string {
  const tell = tellIn(reader.language);
  const count = (number: number) => capital(numberWord(number, reader.language));
  const active = people.filter((person) => stateOf(person, reader.now) === "active");
  const owners = active.filter(({ role }) => role === "owner").length;
  const invited = people.filter((person) => stateOf(person, reader.now) === "invited").length;
  if (active.length > 1)
    return tell({
      de: `${count(active.length)} Personen haben Zugang, ${owners === 1 ? "eine verwaltet" : `${numberWord(owners, "de")} verwalten`} Aktion.`,
      en: `${count(active.length)} people have access, ${owners === 1 ? "one manages" : `${numberWord(owners, "en")} manage`} Aktion.`,
    });
  if (invited === 0) return tell({ de: "Bisher haben nur Sie Zugang.", en: "So far only you have access." });
  return tell({
    de: `Bisher haben nur Sie Zugang; ${invited === 1 ? "eine Person ist" : `${numberWord(invited, "de")} Personen sind`} eingeladen.`,
    en: `So far only you have access; ${invited === 1 ? "one person is" : `${numberWord(invited, "en")} people are`} invited.`,
  });
}

function PersonRow({ reader, person }: { reader: Reader; person: PersonWithState }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <tr>
      <td class="name">
        <a href={`/people/${person.id}`} safe>
          {person.name}
        </a>
        <small safe>{person.email}</small>
      </td>
      <td safe>{roleWords[person.role][reader.language]}</td>
      <td>
        <StateOf reader={reader} person={person} />
      </td>
      <td class="wide" data-label={say({ de: "zuletzt gesehen", en: "last seen" })}>
        {person.last_seen_at ? (
          <Moment at={person.last_seen_at} reader={reader} />
        ) : (
          <span>{say({ de: "noch nie", en: "never" })}</span>
        )}
      </td>
    </tr>
  );
}

/** Red only where somebody has to do something: an invitation that ran out. */
export function StateOf({ reader, person }: { reader: Reader; person: PersonWithState }): JSX.Element {
  const say = sayIn(reader.language);
  const state = stateOf(person, reader.now);
  if (state === "disabled") return <span>{say({ de: "gesperrt", en: "disabled" })}</span>;
  if (state === "active") return <span>{say({ de: "aktiv", en: "active" })}</span>;
  if (state === "invitation-over")
    return <span class="red">{say({ de: "Einladung abgelaufen", en: "invitation expired" })}</span>;
  const until = formatMoment(person.link_expires_at!, reader.company.time_zone);
  return (
    <>
      {say({ de: "eingeladen", en: "invited" })}
      <small safe>{reader.language === "de" ? `Link gilt bis ${until}` : `link works until ${until}`}</small>
    </>
  );
}

export function PeopleSections({ reader, current }: { reader: Reader; current: string }): JSX.Element {
  const say = sayIn(reader.language);
  const items = [
    { href: "/people", label: say({ de: "Personen", en: "People" }) },
    { href: "/people/tokens", label: say({ de: "API-Token", en: "API tokens" }) },
  ];
  return (
    <Sections label={say({ de: "Personen und Token", en: "People and tokens" })} items={items} current={current} />
  );
}

export function roleOptions(reader: Reader): Option[] {
  return roles.map((role) => ({
    value: role,
    label: `${roleWords[role][reader.language]}: ${roleMeanings[role][reader.language]}`,
  }));
}

export const languageOptions: readonly Option[] = [
  { value: "de", label: "Deutsch" },
  { value: "en", label: "English" },
];

function Invite({ reader, values, errors }: { reader: Reader; values: Fields; errors: Fields }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section id="invite">
      <header>
        <h2>{say({ de: "Jemanden einladen", en: "Invite somebody" })}</h2>
      </header>
      <form method="post" action="/people" class="fields">
        <Input
          name="email"
          type="email"
          label={say({ de: "E-Mail", en: "E-mail" })}
          autocomplete="off"
          value={values["email"]}
          error={errors["email"]}
          required
        />
        <Input
          name="name"
          label={say({ de: "Name", en: "Name" })}
          autocomplete="off"
          value={values["name"]}
          error={errors["name"]}
          required
        />
        <Select
          name="role"
          label={say({ de: "Rolle", en: "Role" })}
          options={roleOptions(reader)}
          value={values["role"] ?? "member"}
          error={errors["role"]}
        />
        <Select
          name="language"
          label={say({ de: "Sprache", en: "Language" })}
          options={languageOptions}
          value={values["language"] ?? reader.language}
          error={errors["language"]}
        />
        <div class="buttons full">
          <button type="submit">{say({ de: "Einladen", en: "Invite" })}</button>
          <span class="soft">
            {say({
              de: "Sie erhalten einen Link, den Sie selbst weitergeben. Er gilt drei Tage und einmal.",
              en: "You get a link to pass on yourself. It works for three days, and once.",
            })}
          </span>
        </div>
      </form>
    </section>
  );
}
