import { formatSize, supportsWords } from "#src/deletions/evidence.ts";
import type { Dossier } from "#src/deletions/log.ts";
import { type Point, pointRules, points, pointWords } from "#src/deletions/record-gauge.ts";
import type { Line } from "#src/deletions/record-lines.ts";
import { type Language, sayIn, tellIn } from "#src/say.ts";
import { proofWords } from "#src/services/old-data.ts";
import { formatOn } from "#src/when.ts";
import { formatMoment } from "#views/ui/moment.tsx";

export type CertificateProps = {
  language: Language;
  company: { name: string; time_zone: string };
  systemName: string;
  vendor: string | null;
  dossier: Dossier;
  met: readonly Point[];
  lines: readonly (readonly Line[])[];
  correction: number | null;
  entry: { seq: number; hash: string } | null;
  head: { count: number; hash: string };
  /** When this was printed, ISO in UTC. */
  at: string;
};

/** One deletion as a page of paper: what is stated, how well it is proven, and what a stranger needs to check it. */
export function Certificate(props: CertificateProps): JSX.Element {
  const { language, company, dossier, lines, correction, vendor } = props;
  const { record } = dossier;
  const say = sayIn(language);
  const tell = tellIn(language);
  return (
    <article class="certificate">
      <p safe>
        {tell({
          de: `${company.name} hält fest, dass die Daten bei ${props.systemName}${vendor ? ` (${vendor})` : ""} gelöscht wurden.`,
          en: `${company.name} states that the data held at ${props.systemName}${vendor ? ` (${vendor})` : ""} was deleted.`,
        })}
      </p>
      {correction === null ? null : (
        <p>
          <strong safe>
            {tell({
              de: `Dieser Nachweis gilt nicht mehr: er wurde mit Nr. ${correction} berichtigt.`,
              en: `This record no longer holds: it was corrected by no. ${correction}.`,
            })}
          </strong>
        </p>
      )}
      {record.corrects === null ? null : (
        <p safe>{tell({ de: `Berichtigt Nr. ${record.corrects}.`, en: `Corrects no. ${record.corrects}.` })}</p>
      )}
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
      <h2 safe>
        {tell({
          de: `Nachweis ${props.met.length}/${points.length}: ${proofWords[dossier.proof.level].de}`,
          en: `Proof ${props.met.length}/${points.length}: ${proofWords[dossier.proof.level].en}`,
        })}
      </h2>
      <ul class="checks">
        {points.map((point) => (
          <li>
            <span aria-hidden="true">{props.met.includes(point) ? "■" : "□"}</span>
            <span>{say(pointWords[point])}</span>
            <small>
              {props.met.includes(point) ? say({ de: "erfasst", en: "recorded" }) : say({ de: "offen", en: "open" })}
              {": "}
              {say(pointRules[point])}
            </small>
          </li>
        ))}
      </ul>
      <EvidenceOnPaper {...props} />
      <ChainOnPaper {...props} />
      <p class="signature">{say({ de: "Ort, Datum, Unterschrift", en: "Place, date, signature" })}</p>
    </article>
  );
}

function EvidenceOnPaper({ dossier, language }: CertificateProps): JSX.Element {
  const say = sayIn(language);
  if (dossier.files.length === 0) return <p>{say({ de: "Kein Beleg abgelegt.", en: "No evidence is filed." })}</p>;
  return (
    <>
      <h2>{say({ de: "Belege", en: "Evidence" })}</h2>
      <ul class="papers">
        {dossier.files.map((file) => (
          <li>
            <b safe>{file.name}</b>{" "}
            <span safe>{`${formatSize(file.size, language)}, ${supportsWords[file.supports][language]}`}</span>
            {file.removed_at ? <span>{say({ de: " (Datei entfernt)", en: " (file removed)" })}</span> : null}
            <br />
            <code safe>{`SHA-256 ${file.sha256}`}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What makes a later change evident: the entry of this record, and the head of the chain on the day of printing. */
function ChainOnPaper({ dossier, entry, head, company, at, language }: CertificateProps): JSX.Element {
  const say = sayIn(language);
  const tell = tellIn(language);
  const recorded = formatMoment(dossier.record.recorded_at, company.time_zone);
  const reported = formatOn(dossier.record.reported_on, language);
  return (
    <>
      <h2>{say({ de: "Verlauf", en: "History" })}</h2>
      <p safe>
        {tell({
          de: `Gemeldet ${reported}, von der Maschine erfasst ${recorded}. Gedruckt ${formatMoment(at, company.time_zone)}.`,
          en: `Reported ${reported}, recorded by the machine ${recorded}. Printed ${formatMoment(at, company.time_zone)}.`,
        })}
      </p>
      <p>
        <span safe>{tell({ de: `Eintrag Nr. ${entry?.seq ?? "–"}`, en: `Entry no. ${entry?.seq ?? "–"}` })}</span>
        <br />
        <code safe>{entry?.hash ?? ""}</code>
      </p>
      <p>
        <span safe>
          {tell({ de: `Kopf der Kette, ${head.count} Einträge`, en: `Head of the chain, ${head.count} entries` })}
        </span>
        <br />
        <code safe>{head.hash}</code>
      </p>
      <p>
        <small>
          {say({
            de: "Jeder Eintrag trägt den Prüfwert des vorigen. Wer später einen ändert oder entfernt, ändert auch den Kopf: manipulationserkennbar. Über die Löschung beim Anbieter beweist die Kette nichts; dafür stehen die Belege.",
            en: "Each entry carries the hash of the one before. Whoever changes or removes one later changes the head, too: tampering is evident. Of the deletion at the provider the chain proves nothing; that is what the evidence is for.",
          })}
        </small>
      </p>
    </>
  );
}
