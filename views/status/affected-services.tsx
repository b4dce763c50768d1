import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import type { ServiceOn } from "#src/services/register.ts";
import { named } from "#src/settings/company.ts";
import { StageMark } from "#views/services/mark.tsx";

/** Which services of the register an incident touches, for the team alone. */
export function AffectedServices({ reader, rows }: { reader: Reader; rows: readonly ServiceOn[] }): JSX.Element | null {
  if (rows.length === 0) return null;
  return (
    <section id="affected">
      <header>
        <h2>{sayIn(reader.language)({ de: "Betroffene Dienste", en: "Services affected" })}</h2>
      </header>
      <ul class="lines">
        {rows.map(({ service, stage }) => (
          <li>
            <a href={`/services/${service.slug}`} safe>
              {named(service, reader.language)}
            </a>
            <span class="soft" safe>
              {service.owner ?? ""}
            </span>
            <StageMark stage={stage} language={reader.language} />
          </li>
        ))}
      </ul>
    </section>
  );
}
