import type { Check } from "#src/checks/check.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { Moment } from "#views/ui/moment.tsx";
import { CheckSections } from "./sections.tsx";

export function ArchivePage({ reader, checks }: { reader: Reader; checks: readonly Check[] }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Archivierte Prüfungen", en: "Archived checks" })} reader={reader} current="checks">
      <div class="lead">
        <h1>
          {checks.length === 0
            ? say({ de: "Keine Prüfung ist archiviert.", en: "No check is archived." })
            : say({ de: "Was nicht mehr geprüft wird.", en: "What is no longer checked." })}
        </h1>
        <CheckSections reader={reader} current="/checks/archive" />
      </div>
      <section>
        <ul class="lines">
          {checks.map((check) => (
            <li>
              <a href={`/checks/${check.slug}`} safe>
                {check.name}
              </a>
              <span class="soft">
                <span safe>{check.kind}</span>, <Moment at={check.archived_at ?? check.changed_at} reader={reader} />
              </span>
              {may(reader, "member") ? (
                <form method="post" action={`/checks/${check.slug}/restore`} class="inline">
                  <button type="submit" class="link">
                    {say({ de: "Zurückholen", en: "Bring back" })}
                  </button>
                </form>
              ) : null}
            </li>
          ))}
        </ul>
      </section>
    </Layout>
  );
}
