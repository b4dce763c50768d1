import { type Shortcut, type ShortcutGroup, shortcutGroups } from "#src/inbox/keys.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";

/** All keys of the inbox on one sheet, to look up and to print. */
export function KeysPage({ reader }: { reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  const isOff = reader.working?.single_keys === false;
  return (
    <Layout title={say({ de: "Tasten", en: "Keys" })} reader={reader} current="inbox">
      <div class="lead">
        <h1>{say({ de: "Die Anfragen, ganz mit der Tastatur.", en: "The inbox, by keyboard alone." })}</h1>
        <p>
          {isOff
            ? say({
                de: "Einzelne Tasten sind für Sie ausgeschaltet. ",
                en: "Single keys are switched off for you. ",
              })
            : say({
                de: "Solange Sie in einem Feld schreiben, gilt nur, was unter «Beim Schreiben» steht. ",
                en: 'While you write in a field, only what stands under "While writing" applies. ',
              })}
          <a href="/people/me#working">
            {isOff
              ? say({ de: "Einschalten", en: "Switch them on" })
              : say({ de: "Ausschalten", en: "Switch them off" })}
          </a>
        </p>
      </div>
      <div class="two keys">
        {shortcutGroups.map((group) => (
          <Group reader={reader} group={group} />
        ))}
      </div>
    </Layout>
  );
}

function Group({ reader, group: { title, shortcuts } }: { reader: Reader; group: ShortcutGroup }): JSX.Element {
  return (
    <section>
      <header>
        <h2 safe>{title[reader.language]}</h2>
      </header>
      <dl>
        {shortcuts.map(({ keys, does }) => (
          <>
            <dt>
              <Keys keys={keys} />
            </dt>
            <dd safe>{does[reader.language]}</dd>
          </>
        ))}
      </dl>
    </section>
  );
}

function Keys({ keys }: Pick<Shortcut, "keys">): JSX.Element {
  return (
    <>
      {keys.map((key) => (
        <>
          <kbd safe>{key}</kbd>{" "}
        </>
      ))}
    </>
  );
}
