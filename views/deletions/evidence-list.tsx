import { type EvidenceFile, formatSize, supportsWords } from "#src/deletions/evidence.ts";
import { isShowable } from "#src/deletions/evidence-type.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Input } from "#views/ui/field.tsx";
import { formatMoment } from "#views/ui/moment.tsx";

type Props = {
  reader: Reader;
  files: readonly EvidenceFile[];
  names: ReadonlyMap<string, string>;
  /** Whose removal was refused, and why. */
  refused: { id: number; error: string } | null;
};

/** The files that support a record. A removed one stays with its digest and the reason. */
export function EvidenceList({ reader, files, names, refused }: Props): JSX.Element {
  const say = sayIn(reader.language);
  if (files.length === 0)
    return (
      <p class="soft">
        {say({ de: "Noch kein Beleg: eine eigene Aussage.", en: "No evidence yet: our own statement." })}
      </p>
    );
  return (
    <ul class="evidence">
      {files.map((file) => (
        <li class={file.removed_at ? "past" : undefined}>
          <EvidenceName file={file} reader={reader} />
          <small>
            <span>{say(supportsWords[file.supports])}</span>
            <span safe>{` · ${formatSize(file.size, reader.language)}, ${cameFrom(file, reader, names)}`}</span>
          </small>
          <code class="hash" safe>
            {`SHA-256 ${file.sha256}`}
          </code>
          {file.removed_at ? (
            <small safe>{removal(file, reader, names)}</small>
          ) : may(reader, "member") ? (
            <RemovalForm file={file} reader={reader} error={refused?.id === file.id ? refused.error : undefined} />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function EvidenceName({ file, reader }: { file: EvidenceFile; reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  if (file.removed_at) return <b safe>{file.name}</b>;
  return (
    <span>
      <a href={`/deletions/evidence/${file.id}`} hx-boost="false" download={file.name}>
        <b safe>{file.name}</b>
      </a>
      {isShowable(file.type) ? (
        <a class="soft" href={`/deletions/evidence/${file.id}?show`} hx-boost="false" target="_blank" rel="noopener">
          {say({ de: "ansehen", en: "look at" })}
        </a>
      ) : null}
    </span>
  );
}

function cameFrom(
  { uploaded_by, uploaded_at }: EvidenceFile,
  reader: Reader,
  names: ReadonlyMap<string, string>,
): string {
  const at = formatMoment(uploaded_at, reader.company.time_zone);
  const who = names.get(uploaded_by);
  return tellIn(reader.language)({ de: `${at}${who ? ` von ${who}` : ""}`, en: `${at}${who ? ` by ${who}` : ""}` });
}

function removal(file: EvidenceFile, reader: Reader, names: ReadonlyMap<string, string>): string {
  const at = formatMoment(file.removed_at ?? "", reader.company.time_zone);
  const who = names.get(file.removed_by ?? "") ?? "";
  return tellIn(reader.language)({
    de: `Entfernt am ${at}${who ? ` von ${who}` : ""}: ${file.removed_reason}`,
    en: `Removed on ${at}${who ? ` by ${who}` : ""}: ${file.removed_reason}`,
  });
}

function RemovalForm({
  file,
  reader,
  error,
}: {
  file: EvidenceFile;
  reader: Reader;
  error: string | undefined;
}): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <details class="removal" open={error !== undefined}>
      <summary>{say({ de: "entfernen", en: "remove" })}</summary>
      <form class="fields" method="post" action={`/deletions/evidence/${file.id}/removal`}>
        <Input
          name="reason"
          id={`reason-${file.id}`}
          label={say({ de: "Warum", en: "Why" })}
          required={true}
          error={error}
          full={true}
          hint={say({
            de: "Die Datei geht, ihr Prüfwert und der Grund bleiben. Auch das wird ein Eintrag.",
            en: "The file goes, its digest and the reason stay. This becomes an entry, too.",
          })}
        />
        <div class="buttons full">
          <button type="submit" class="plain">
            {say({ de: "Datei entfernen", en: "Remove the file" })}
          </button>
        </div>
      </form>
    </details>
  );
}
