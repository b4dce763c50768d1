import { type EvidenceFile, formatSize, supportsWords } from "#src/deletions/evidence.ts";
import {
  type DeletionRecord,
  isSaid,
  type LineName,
  methodWords,
  placesIn,
  placeWords,
  type WhenName,
  whenIn,
} from "#src/deletions/record.ts";
import type { Sentence } from "#src/problem.ts";
import { type Language, tellIn } from "#src/say.ts";
import { type Proof, proofWords } from "#src/services/old-data.ts";
import type { System } from "#src/services/system.ts";
import { named } from "#src/settings/company.ts";
import { formatOn, formatWhen } from "#src/when.ts";
import { PrintLayout } from "#views/print-layout.tsx";

type Props = {
  company: string;
  system: System;
  record: DeletionRecord;
  by: string;
  files: readonly { file: EvidenceFile; path: string }[];
  proof: Proof;
  /** The number of the record that takes its place. */
  correction: number | null;
  language: Language;
};

/** A deletion record as a document of its own, with everything that was said and the digests of its files. */
export function RecordPrint(props: Props): JSX.Element {
  const { company, system, record, files, correction, language } = props;
  const tell = tellIn(language);
  const title = tell({ de: `Löschnachweis Nr. ${record.id}`, en: `Deletion record no. ${record.id}` });
  return (
    <PrintLayout title={`${company}: ${title}, ${named(system, language)}`} language={language}>
      {correction === null ? null : (
        <p>
          <b safe>{tell({ de: `Berichtigt durch Nr. ${correction}.`, en: `Corrected by no. ${correction}.` })}</b>
        </p>
      )}
      <table>
        <tbody>
          {linesOf(props).map(({ label, text }) => (
            <tr>
              <th safe>{label}</th>
              <td safe>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2 safe>{tell({ de: "Belege", en: "Evidence" })}</h2>
      {files.length === 0 ? <p safe>{tell({ de: "Keine.", en: "None." })}</p> : null}
      <ul>
        {files.map(({ file, path }) => (
          <File file={file} path={path} language={language} />
        ))}
      </ul>
    </PrintLayout>
  );
}

function File({ file, path, language }: { file: EvidenceFile; path: string; language: Language }): JSX.Element {
  const tell = tellIn(language);
  return (
    <li>
      {file.blob_id === null ? (
        <span safe>{file.name}</span>
      ) : (
        <a href={encodeURI(path)} safe>
          {file.name}
        </a>
      )}
      <span safe>{` (${supportsWords[file.supports][language]}, ${formatSize(file.size, language)})`}</span>
      {file.removed_at === null ? null : (
        <span safe>{`, ${tell({ de: "entfernt", en: "removed" })}: ${file.removed_reason ?? ""}`}</span>
      )}
      <br />
      <code safe>{`SHA-256 ${file.sha256}`}</code>
    </li>
  );
}

type Line = { label: string; text: string };

/** Whatever was said, in the order of the form; what was not is left out. */
function linesOf({ system, record, by, proof, language }: Props): Line[] {
  const tell = tellIn(language);
  const first: [Sentence, string][] = [
    [{ de: "System", en: "System" }, `${named(system, language)}${system.vendor ? `, ${system.vendor}` : ""}`],
    [{ de: "Gelöscht", en: "Deleted" }, formatWhen(whenIn(record, "executed"), language)],
    [{ de: "Durch", en: "By" }, record.executed_by],
    [{ de: "Auf welchem Weg", en: "How" }, methodWords[record.method][language]],
    [{ de: "Nachweis", en: "Proof" }, `${proof.met}/${proof.of}, ${proofWords[proof.level][language]}`],
    [
      { de: "Daten lagen in", en: "Data lay in" },
      placesIn(record.places)
        .map((one) => placeWords[one][language])
        .join(", "),
    ],
  ];
  const last: [Sentence, string][] = [
    [{ de: "Berichtigt Nr.", en: "Corrects no." }, record.corrects === null ? "" : String(record.corrects)],
    [{ de: "Gemeldet am", en: "Reported on" }, formatOn(record.reported_on, language)],
    [{ de: "Erfasst", en: "Recorded" }, `${record.recorded_at}, ${by}`],
  ];
  const said = labels.map(([name, label]): [Sentence, string] => [label, textOf(record, name, language)]);
  return [...first, ...said, ...last].flatMap(([label, text]) => (text === "" ? [] : [{ label: tell(label), text }]));
}

function textOf(record: DeletionRecord, name: LineName | WhenName, language: Language): string {
  if (!(`${name}_on` in record)) return record[name as LineName] ?? "";
  const when = whenIn(record, name as WhenName);
  return isSaid(when) ? formatWhen(when, language) : "";
}

const labels: readonly [LineName | Exclude<WhenName, "executed">, Sentence][] = [
  ["account", { de: "Konto oder Arbeitsbereich", en: "Account or workspace" }],
  ["categories", { de: "Welche Daten", en: "Which data" }],
  ["subjects", { de: "Von wem", en: "About whom" }],
  ["approximate_count", { de: "Ungefähr wie viele", en: "Roughly how many" }],
  ["sub_processors", { de: "Auch gelöscht bei", en: "Also deleted at" }],
  ["not_deleted", { de: "Was nicht gelöscht wurde, und warum", en: "What was not deleted, and why" }],
  ["exported", { de: "Exportiert am", en: "Exported on" }],
  ["export_format", { de: "Format des Exports", en: "Format of the export" }],
  ["export_place", { de: "Wo der Export liegt", en: "Where the export lies" }],
  ["export_sha256", { de: "SHA-256 des Exports", en: "SHA-256 of the export" }],
  ["imported", { de: "Import geprüft am", en: "Import verified on" }],
  ["imported_by", { de: "Import geprüft durch", en: "Import verified by" }],
  ["hold_checked", { de: "Aufbewahrungspflicht geprüft am", en: "Legal hold checked on" }],
  ["hold_checked_by", { de: "Aufbewahrungspflicht geprüft durch", en: "Legal hold checked by" }],
  ["hold_result", { de: "Ergebnis", en: "Result" }],
  ["requested", { de: "Verlangt am", en: "Requested on" }],
  ["requested_by", { de: "Verlangt durch", en: "Requested by" }],
  ["request_channel", { de: "Verlangt auf welchem Weg", en: "Requested in which way" }],
  ["request_reference", { de: "Referenz der Anfrage", en: "Reference of the request" }],
  ["confirmed", { de: "Bestätigt am", en: "Confirmed on" }],
  ["confirmed_from", { de: "Bestätigt von", en: "Confirmed by" }],
  ["confirmation_reference", { de: "Referenz der Bestätigung", en: "Reference of the confirmation" }],
  ["verified", { de: "Nachgeprüft am", en: "Verified on" }],
  ["verified_by", { de: "Nachgeprüft durch", en: "Verified by" }],
  ["verified_how", { de: "Wie nachgeprüft", en: "Verified how" }],
  ["backup_period", { de: "Backups: Frist laut Vertrag", en: "Backups: period by contract" }],
  ["backups_expire", { de: "Backups laufen ab am", en: "Backups expire on" }],
  ["backups_follow_up_by", { de: "Wer dann nachfasst", en: "Who follows up then" }],
  ["contract_end", { de: "Vertrag endet am", en: "Contract ends on" }],
  ["documents_updated", { de: "Dokumente nachgeführt am", en: "Documents updated on" }],
  ["documents", { de: "Welche Dokumente", en: "Which documents" }],
  ["note", { de: "Bemerkung", en: "Remark" }],
];
