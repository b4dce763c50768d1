import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { named } from "#src/settings/company.ts";
import type { Board } from "#src/status/board.ts";
import { type Component, type Group, stateWords } from "#src/status/component.ts";
import { Layout } from "#views/layout.tsx";
import { Input } from "#views/ui/field.tsx";
import { type CheckChoice, ComponentForm, type Typed } from "./component-form.tsx";
import { ManageSections } from "./manage-parts.tsx";

const untyped: Typed = { values: {}, errors: {} };

type ListProps = {
  reader: Reader;
  board: Board;
  groups: readonly Group[];
  checks: readonly CheckChoice[];
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
