import type { EvidenceFile } from "#src/deletions/evidence.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import type { System } from "#src/services/system.ts";
import { named } from "#src/settings/company.ts";
import { Layout } from "#views/layout.tsx";
import { AddEvidence } from "./evidence-add.tsx";
import { EvidenceList } from "./evidence-list.tsx";
import type { Filled } from "./record-form.tsx";

type Props = {
  reader: Reader;
  system: System;
  files: readonly EvidenceFile[];
  names: ReadonlyMap<string, string>;
  typed?: Filled | null | undefined;
};

/** Evidence that is gathered while a system is being left, before there is a record. */
export function SystemEvidencePage({ reader, system, files, names, typed = null }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  const name = named(system, reader.language);
  return (
    <Layout title={say({ de: "Belege", en: "Evidence" })} reader={reader} current="deletions">
      <div class="lead">
        <p>
          <a href="/deletions">{say({ de: "Löschungen", en: "Deletions" })}</a> /{" "}
          <a href={`/services/systems/${system.slug}`} safe>
            {name}
          </a>
        </p>
        <h1 safe>{tell({ de: `${name}: Belege vor der Löschung.`, en: `${name}: evidence before the deletion.` })}</h1>
        <p>
          {say({
            de: "Was Sie hier ablegen, zählt für den Löschnachweis, sobald die Löschung erfasst ist.",
            en: "What you file here counts for the deletion record as soon as the deletion is recorded.",
          })}
        </p>
      </div>
      <section id="evidence">
        <header>
          <h2>{say({ de: "Belege", en: "Evidence" })}</h2>
        </header>
        <EvidenceList reader={reader} files={files} names={names} refused={null} />
        {may(reader, "member") ? (
          <AddEvidence reader={reader} action={`/deletions/systems/${system.slug}/evidence`} typed={typed} />
        ) : null}
      </section>
    </Layout>
  );
}
