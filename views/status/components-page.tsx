import type { Fields } from "#src/http/form.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { named } from "#src/settings/company.ts";
import type { Board } from "#src/status/board.ts";
import { type Component, type Group, type State, stateWords } from "#src/status/component.ts";
import { Layout } from "#views/layout.tsx";
import { Input, Select } from "#views/ui/field.tsx";
import { ManageSections } from "./manage-parts.tsx";

type Named = { id: number; name: string; kind: string };
type Typed = { values: Fields; errors: Fields };
const untyped: Typed = { values: {}, errors: {} };

type ListProps = {
  reader: Reader;
  board: Board;
  groups: readonly Group[];
  checks: readonly Named[];
  typed: Typed | undefined;
  typedGroup: Typed | undefined;
};

/** What stands on the public page, in its order. */
export function ComponentsPage({ reader, board, groups, checks, typed, typedGroup }: ListProps): JSX.Element {
  const say = sayIn(reader.language);
  const count = board.components.length;
  return (
    <Layout title={say({ de: "Komponenten", en: "Components" })} reader={reader} current="status">
      <div class="lead">
        <h1 safe>
          {tellIn(reader.language)({
            de:
              count === 0
                ? "Noch steht nichts auf der Seite."
                : `${count} ${count === 1 ? "Komponente steht" : "Komponenten stehen"} auf der Seite.`,
            en:
              count === 0
                ? "Nothing is on the page yet."
                : `${count} ${count === 1 ? "component is" : "components are"} on the page.`,
          })}
        </h1>
        <ManageSections reader={reader} current="/status/manage/components" />
      </div>
      {count > 0 ? <Order reader={reader} board={board} groups={groups} /> : null}
      <section>
        <header>
          <h2>{say({ de: "Neue Komponente", en: "New component" })}</h2>
        </header>
        <ComponentForm
          reader={reader}
          action="/status/manage/components"
          groups={groups}
          checks={checks}
          chosen={[]}
          typed={typed ?? untyped}
        />
      </section>
      <Groups reader={reader} groups={groups} typed={typedGroup ?? untyped} />
    </Layout>
  );
}

function Order({ reader, board, groups }: { reader: Reader; board: Board; groups: readonly Group[] }): JSX.Element {
  const say = sayIn(reader.language);
  const groupNames = new Map(groups.map((group) => [group.id, named(group, reader.language)]));
  return (
    <section>
      <header>
        <h2>{say({ de: "Auf der Seite", en: "On the page" })}</h2>
      </header>
      <ul class="lines">
        {board.components.map(({ component, state }) => (
          <li>
            <a href={`/status/manage/components/${component.id}`} safe>
              {named(component, reader.language)}
            </a>
            <span class="soft" safe>
              {[groupNames.get(component.group_id ?? 0), stateWords[state][reader.language]]
                .filter((part) => part)
                .join(" · ")}
            </span>
            <form method="post" action={`/status/manage/components/${component.id}/order`} class="places">
              <button type="submit" class="link" name="by" value="up" aria-label={upWords(component, reader)}>
                ↑
              </button>
              <button type="submit" class="link" name="by" value="down" aria-label={downWords(component, reader)}>
                ↓
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}

const upWords = (component: Component, { language }: Reader) =>
  language === "de" ? `${component.name} nach oben` : `move ${named(component, "en")} up`;
const downWords = (component: Component, { language }: Reader) =>
  language === "de" ? `${component.name} nach unten` : `move ${named(component, "en")} down`;

type FormProps = {
  reader: Reader;
  action: string;
  groups: readonly Group[];
  checks: readonly Named[];
  chosen: readonly number[];
  typed: Typed;
};

function ComponentForm({ reader, action, groups, checks, chosen, typed: { values, errors } }: FormProps): JSX.Element {
  const say = sayIn(reader.language);
  const none = { value: "", label: say({ de: "keine Gruppe", en: "no group" }) };
  return (
    <form method="post" action={action} class="fields">
      <Input
        name="name"
        label={say({ de: "Name", en: "Name" })}
        value={values["name"]}
        error={errors["name"]}
        required
      />
      <Input
        name="name_en"
        label={say({ de: "Name auf Englisch", en: "Name in English" })}
        value={values["name_en"]}
        error={errors["name_en"]}
      />
      <Input
        name="about"
        label={say({ de: "Was es ist, in einem Satz", en: "What it is, in a sentence" })}
        value={values["about"]}
        error={errors["about"]}
      />
      <Input
        name="about_en"
        label={say({ de: "Satz auf Englisch", en: "Sentence in English" })}
        value={values["about_en"]}
        error={errors["about_en"]}
      />
      <Select
        name="group_id"
        label={say({ de: "Gruppe", en: "Group" })}
        value={values["group_id"] ?? ""}
        options={[none, ...groups.map((group) => ({ value: String(group.id), label: named(group, reader.language) }))]}
      />
      <Select
        name="rule"
        label={say({ de: "Gestört ist sie", en: "It is down" })}
        value={values["rule"] ?? "worst"}
        options={[
          { value: "worst", label: say({ de: "sobald eine Prüfung ausfällt", en: "as soon as one check fails" }) },
          { value: "all", label: say({ de: "erst wenn alle ausfallen", en: "only when all of them fail" }) },
        ]}
      />
      <fieldset class="full ticks">
        <legend class="soft">{say({ de: "Prüfungen, die sie speisen", en: "Checks that feed it" })}</legend>
        {checks.length === 0 ? (
          <p class="soft">
            {say({
              de: "Noch gibt es keine Prüfung. Ohne Prüfung sagen Sie von Hand, wie es steht.",
              en: "There is no check yet. Without a check you say by hand how it is.",
            })}
          </p>
        ) : null}
        {checks.map(({ id, name, kind }) => (
          <p class="tick">
            <label>
              <input
                type="checkbox"
                name={`check-${id}`}
                value="yes"
                checked={values[`check-${id}`] !== undefined || chosen.includes(id)}
              />
              <span safe>{`${name} (${kind})`}</span>
            </label>
          </p>
        ))}
      </fieldset>
      <div class="buttons full">
        <button type="submit">{say({ de: "Speichern", en: "Save" })}</button>
      </div>
    </form>
  );
}

function Groups({ reader, groups, typed }: { reader: Reader; groups: readonly Group[]; typed: Typed }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section id="groups">
      <header>
        <h2>{say({ de: "Gruppen", en: "Groups" })}</h2>
      </header>
      {groups.map((group) => (
        <details class="fold">
          <summary safe>{named(group, reader.language)}</summary>
          <form method="post" action={`/status/manage/groups/${group.id}`} class="fields">
            <Input
              name="name"
              id={`g${group.id}-name`}
              label={say({ de: "Name", en: "Name" })}
              value={group.name}
              required
            />
            <Input
              name="name_en"
              id={`g${group.id}-name_en`}
              label={say({ de: "Name auf Englisch", en: "Name in English" })}
              value={group.name_en ?? ""}
            />
            <div class="buttons full">
              <button type="submit">{say({ de: "Speichern", en: "Save" })}</button>
              <button
                type="submit"
                class="plain"
                formaction={`/status/manage/groups/${group.id}/removal`}
                formnovalidate
              >
                {say({ de: "Gruppe auflösen", en: "Dissolve the group" })}
              </button>
            </div>
          </form>
        </details>
      ))}
      <form method="post" action="/status/manage/groups" class="fields">
        <Input
          name="name"
          id="group-name"
          label={say({ de: "Neue Gruppe", en: "New group" })}
          value={typed.values["name"]}
          error={typed.errors["name"]}
          required
        />
        <Input
          name="name_en"
          id="group-name_en"
          label={say({ de: "auf Englisch", en: "in English" })}
          value={typed.values["name_en"]}
        />
        <div class="buttons full">
          <button type="submit" class="plain">
            {say({ de: "Gruppe anlegen", en: "Add the group" })}
          </button>
        </div>
      </form>
    </section>
  );
}

type OneProps = {
  reader: Reader;
  component: Component;
  state: State;
  groups: readonly Group[];
  checks: readonly Named[];
  chosen: readonly number[];
  typed: Typed | undefined;
};

export function ComponentPage({ reader, component, state, groups, checks, chosen, typed }: OneProps): JSX.Element {
  const say = sayIn(reader.language);
  const { language } = reader;
  const name = named(component, language);
  const stored: Fields = {
    name: component.name,
    name_en: component.name_en ?? "",
    about: component.about ?? "",
    about_en: component.about_en ?? "",
    group_id: String(component.group_id ?? ""),
    rule: component.rule,
  };
  const address = `/status/manage/components/${component.id}`;
  return (
    <Layout title={name} reader={reader} current="status">
      <div class="lead">
        <h1
          safe
        >{`${name} ${tellIn(language)({ de: state === "unknown" ? "ist nicht bekannt." : `${verbOf(state)}.`, en: `is ${stateWords[state].en}.` })}`}</h1>
        <p safe>
          {tellIn(language)({
            de: `Bild für andere Seiten: /status/badge/${component.slug}.svg`,
            en: `Picture for other pages: /status/badge/${component.slug}.svg`,
          })}
        </p>
        <ManageSections reader={reader} current="/status/manage/components" />
      </div>
      {chosen.length === 0 ? <ByHand reader={reader} address={address} /> : null}
      <section>
        <header>
          <h2>{say({ de: "Angaben", en: "Details" })}</h2>
        </header>
        <ComponentForm
          {...{ reader, groups, checks, chosen }}
          action={address}
          typed={typed ?? { values: stored, errors: {} }}
        />
        <form method="post" action={`${address}/removal`}>
          <p class="buttons">
            <button type="submit" class="link">
              {say({ de: "Von der Seite nehmen", en: "Take it off the page" })}
            </button>
          </p>
        </form>
      </section>
    </Layout>
  );
}

const verbOf = (state: State) =>
  ({ up: "läuft", degraded: "läuft eingeschränkt", down: "ist gestört", maintenance: "wird gewartet", unknown: "" })[
    state
  ];

function ByHand({ reader, address }: { reader: Reader; address: string }): JSX.Element {
  const say = sayIn(reader.language);
  const choices = ["up", "degraded", "down", "unknown"] as const;
  return (
    <section>
      <header>
        <h2>{say({ de: "Von Hand gesagt", en: "Said by hand" })}</h2>
      </header>
      <form method="post" action={`${address}/state`} class="buttons">
        {choices.map((state) => (
          <button type="submit" class="plain" name="state" value={state} safe>
            {stateWords[state][reader.language]}
          </button>
        ))}
      </form>
      <p class="soft">
        {say({
          de: "Gilt ab jetzt. Wer davon lesen soll, warum, meldet besser eine Störung.",
          en: "Counts from now on. Whoever should read why is better served by an incident.",
        })}
      </p>
    </section>
  );
}
