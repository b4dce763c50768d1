import type { Dossier } from "#src/deletions/log.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import type { System } from "#src/services/system.ts";
import { Gauge } from "#views/services/gauge.tsx";

type Props = { reader: Reader; system: System; dossier: Dossier | null };

/** On a system's page: its deletion record, or the way to one. */
export function RecordPanel({ reader, system, dossier }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Löschnachweis", en: "Deletion record" })}</h2>
      </header>
      {dossier ? (
        <p>
          <Gauge proof={dossier.proof} language={reader.language} />
        </p>
      ) : (
        <p class="soft">{say({ de: "Keine Löschung erfasst.", en: "No deletion recorded." })}</p>
      )}
      {dossier ? (
        <p class="links">
          <a href={`/deletions/${dossier.record.id}`} safe>
            {`${{ de: "Nachweis Nr.", en: "Record no." }[reader.language]} ${dossier.record.id}`}
          </a>
          {may(reader, "member") && isUnconfirmed(dossier) ? (
            <a href={`/inbox/deletions/${system.slug}`}>
              {say({ de: "Bestätigung verlangen", en: "Ask for a confirmation" })}
            </a>
          ) : null}
        </p>
      ) : may(reader, "member") && system.archived_on === null ? (
        <p class="links">
          <a href={`/deletions/new?system=${system.slug}`}>
            {say({ de: "Löschung erfassen", en: "Record the deletion" })}
          </a>
          <a href={`/inbox/deletions/${system.slug}`}>{say({ de: "Löschung verlangen", en: "Request deletion" })}</a>
          <a href={`/deletions/systems/${system.slug}/evidence`}>
            {say({ de: "Belege sammeln", en: "Gather evidence" })}
          </a>
        </p>
      ) : null}
    </section>
  );
}

function isUnconfirmed({ proof: { level } }: Dossier): boolean {
  return level === "own-statement" || level === "own-evidence";
}
