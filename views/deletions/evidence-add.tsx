import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { EvidenceFields, type Filled } from "./record-form.tsx";

/** The form for one more file. It is open when it was refused, and the files that came with it wait there. */
export function AddEvidence({
  reader,
  action,
  typed,
}: {
  reader: Reader;
  action: string;
  typed: Filled | null;
}): JSX.Element {
  const say = sayIn(reader.language);
  const filled = typed ?? { values: {}, errors: {}, pending: [] };
  return (
    <div class="folds">
      <details class="fold" open={typed !== null}>
        <summary>{say({ de: "Beleg hinzufügen", en: "Add evidence" })}</summary>
        <form class="fields" method="post" action={action} enctype="multipart/form-data" hx-boost="false">
          <EvidenceFields reader={reader} {...filled} />
          <div class="buttons full">
            <button type="submit">{say({ de: "Beleg hinzufügen", en: "Add evidence" })}</button>
          </div>
        </form>
      </details>
    </div>
  );
}
