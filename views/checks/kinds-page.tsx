import type { Kind } from "#src/checks/kind.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { CheckSections } from "./sections.tsx";

type Shown = Pick<Kind, "name" | "label" | "does">;

/** The first step of making a check: what it is to look at. */
export function KindsPage({ reader, kinds }: { reader: Reader; kinds: readonly Shown[] }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Prüfung anlegen", en: "Make a check" })} reader={reader} current="checks">
      <div class="lead">
        <h1>{say({ de: "Was soll geprüft werden?", en: "What is to be checked?" })}</h1>
        <CheckSections reader={reader} current="/checks/new" />
      </div>
      <section>
        <ul class="kinds">
          {kinds.map(({ name, label, does }) => (
            <li>
              <a href={`/checks/new?kind=${name}`} safe>
                {label[reader.language]}
              </a>
              <span class="soft" safe>
                {does[reader.language]}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </Layout>
  );
}
