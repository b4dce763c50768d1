import { formatSize } from "#src/deletions/evidence.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";

export type WaitingFile = { id: number; name: string; size: number };

type FilesProps = { reader: Reader; files: readonly WaitingFile[]; error: string | undefined };

/** Files that wait with the draft, and room for more. */
export function ReplyFiles({ reader, files, error }: FilesProps): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <div class="field">
      {files.map(({ id, name, size }) => (
        <p class="tick">
          <label>
            <input type="checkbox" name="kept" value={String(id)} checked />
            <span>
              <span dir="auto" safe>
                {name}
              </span>{" "}
              <span class="soft" safe>
                {formatSize(size, reader.language)}
              </span>
            </span>
          </label>
        </p>
      ))}
      <label for="files">{say({ de: "Dateien", en: "Files" })}</label>
      <input
        id="files"
        type="file"
        name="files"
        multiple
        aria-invalid={error ? "true" : undefined}
        aria-describedby={error ? "files-error" : undefined}
      />
      {error ? (
        <span id="files-error" class="error" role="alert" safe>
          {error}
        </span>
      ) : null}
    </div>
  );
}
