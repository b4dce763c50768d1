import type { Dossier } from "#src/deletions/log.ts";
import type { Point } from "#src/deletions/record-gauge.ts";
import type { Line } from "#src/deletions/record-lines.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import type { System } from "#src/services/system.ts";
import { dayIn, formatOn } from "#src/when.ts";
import { Layout } from "#views/layout.tsx";
import { formatMoment } from "#views/ui/moment.tsx";
import { AddEvidence } from "./evidence-add.tsx";
import { EvidenceList } from "./evidence-list.tsx";
import { GaugeList } from "./gauge-list.tsx";
import type { Filled } from "./record-form.tsx";

export type RecordProps = {
  reader: Reader;
  dossier: Dossier;
  headline: string;
  system: System;
  met: readonly Point[];
  lines: readonly (readonly Line[])[];
  names: ReadonlyMap<string, string>;
  /** The number of the record that corrects this one. */
  correction: number | null;
  entry: { seq: number; hash: string } | null;
  typed?: Filled | null;
  refused?: { id: number; error: string } | null;
};

/** A deletion record: what it says, what supports it, what corrects it, and where it stands in the chain. */
export function RecordPage(props: RecordProps): JSX.Element {
  const { reader, dossier, correction, lines, names } = props;
  const { record } = dossier;
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  const title = tell({ de: `Löschnachweis Nr. ${record.id}`, en: `Deletion record no. ${record.id}` });
  const stands = correction === null;
  return (
    <Layout title={title} reader={reader} current="deletions">
      <div class="lead">
        <p>
          <a href="/deletions">{say({ de: "Löschungen", en: "Deletions" })}</a>
        </p>
        <h1 safe>{props.headline}</h1>
        <Corrections record={record} correction={correction} reader={reader} />
      </div>
      <div class="aside">
        <div>
          <section>
            <header>
              <h2 safe>{title}</h2>
              <span class="links">
                <a href={`/deletions/${record.id}/certificate`} hx-boost="false">
                  {say({ de: "Zum Ausdrucken", en: "For printing" })}
                </a>
                {stands && may(reader, "member") ? (
                  <a href={`/deletions/${record.id}/correction`}>{say({ de: "Berichtigen", en: "Correct" })}</a>
                ) : null}
              </span>
            </header>
            {lines.map((group) => (
              <dl class="facts statements">
                {group.map(({ label, text }) => (
                  <>
                    <dt safe>{label}</dt>
                    <dd safe>{text}</dd>
                  </>
                ))}
              </dl>
            ))}
          </section>
          <section id="evidence">
            <header>
              <h2>{say({ de: "Belege", en: "Evidence" })}</h2>
            </header>
            <EvidenceList reader={reader} files={dossier.files} names={names} refused={props.refused ?? null} />
            {stands && may(reader, "member") ? (
              <AddEvidence
                reader={reader}
                action={`/deletions/${record.id}/evidence#evidence`}
                typed={props.typed ?? null}
              />
            ) : null}
          </section>
        </div>
        <aside>
          <section>
            <header>
              <h2>{say({ de: "Nachweis", en: "Proof" })}</h2>
            </header>
            <GaugeList met={props.met} level={dossier.proof.level} language={reader.language} />
          </section>
          <Provenance {...props} />
        </aside>
      </div>
    </Layout>
  );
}

type CorrectionsProps = { record: Dossier["record"]; correction: number | null; reader: Reader };

/** Old and new name each other. */
function Corrections({ record, correction, reader }: CorrectionsProps): JSX.Element {
  const say = sayIn(reader.language);
  const number = reader.language === "de" ? "Nr." : "no.";
  return (
    <>
      {correction === null ? null : (
        <p class="notice" role="status">
          {say({
            de: "Dieser Nachweis gilt nicht mehr; berichtigt hat ihn",
            en: "This record no longer holds; it was corrected by",
          })}{" "}
          <a href={`/deletions/${correction}`} safe>{`${number} ${correction}`}</a>.
        </p>
      )}
      {record.corrects === null ? null : (
        <p>
          {say({ de: "Berichtigt", en: "Corrects" })}{" "}
          <a href={`/deletions/${record.corrects}`} safe>{`${number} ${record.corrects}`}</a>
        </p>
      )}
    </>
  );
}

/** Who recorded it and when, and its place in the chain. */
function Provenance({ reader, dossier, system, names, entry }: RecordProps): JSX.Element {
  const { record } = dossier;
  const say = sayIn(reader.language);
  const zone = reader.company.time_zone;
  const isBackdated = record.reported_on < dayIn(zone, new Date(record.recorded_at));
  return (
    <section>
      <header>
        <h2>{say({ de: "Herkunft", en: "Provenance" })}</h2>
      </header>
      <dl class="facts narrow-facts">
        <dt>{say({ de: "System", en: "system" })}</dt>
        <dd>
          <a href={`/services/systems/${system.slug}`} safe>
            {system.name}
          </a>
        </dd>
        <dt>{say({ de: "gemeldet", en: "reported" })}</dt>
        <dd>
          <span safe>{formatOn(record.reported_on, reader.language)}</span>
          {isBackdated ? <span class="soft">{say({ de: ", nachgetragen", en: ", added later" })}</span> : null}
        </dd>
        <dt>{say({ de: "erfasst", en: "recorded" })}</dt>
        <dd safe>{[formatMoment(record.recorded_at, zone), names.get(record.by) ?? ""].filter(Boolean).join(", ")}</dd>
        <dt>{say({ de: "Eintrag", en: "entry" })}</dt>
        <dd>
          <span>{say({ de: "Nr.", en: "no." })} </span>
          <span>{entry?.seq ?? "–"}</span>
          <code class="hash" safe>
            {entry?.hash ?? ""}
          </code>
        </dd>
      </dl>
    </section>
  );
}
