import type { PropsWithChildren } from "@kitajs/html";
import { formatSize, type PendingFile, supportable, supportsWords } from "#src/deletions/evidence.ts";
import { methods, methodWords } from "#src/deletions/record.ts";
import type { Fields } from "#src/http/form.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { Checkbox, Input, Select } from "#views/ui/field.tsx";
import { Invitation } from "./record-invitation.tsx";

/** What stands in the form: typed values, what is wrong with them, and the files that are stored already. */
export type Filled = { values: Fields; errors: Fields; pending: readonly PendingFile[] };

export type Choice = { value: string; label: string };

type Props = Filled & {
  reader: Reader;
  action: string;
  button: string;
  systems: readonly Choice[];
  people: readonly string[];
};

/** Four fields that must be there, then everything else as an invitation, then files. Files come last, so that a broken upload loses no text. */
export function RecordForm(props: Props): JSX.Element {
  const { reader, values, errors, systems, people } = props;
  const say = sayIn(reader.language);
  const field = (name: string) => ({ name, value: values[name], error: errors[name] });
  return (
    <form class="fields" method="post" action={props.action} enctype="multipart/form-data" hx-boost="false">
      {errors["form"] ? (
        <p class="error full" role="alert" safe>
          {errors["form"]}
        </p>
      ) : null}
      <Select
        {...field("system")}
        label={say({ de: "System", en: "System" })}
        required={true}
        options={[{ value: "", label: say({ de: "Bitte wählen", en: "Please choose" }) }, ...systems]}
      />
      <Input
        {...field("executed")}
        label={say({ de: "Gelöscht am", en: "Deleted on" })}
        required={true}
        placeholder="08.12.2020"
        hint={say({
          de: "So genau wie bekannt: 08.12.2020, 12.2020 oder 2020.",
          en: "As precise as known: 08.12.2020, 12.2020 or 2020.",
        })}
      />
      <Input {...field("executed_by")} label={say({ de: "Durch", en: "By" })} required={true} list="people" />
      <datalist id="people">
        {people.map((person) => (
          <option value={person} />
        ))}
      </datalist>
      <Select
        {...field("method")}
        label={say({ de: "Wie", en: "How" })}
        required={true}
        options={methods.map((value) => ({ value, label: say(methodWords[value]) }))}
      />
      <p class="full soft invitation">
        {say({
          de: "Das genügt. Was Sie sonst noch wissen, macht den Nachweis stärker, auch später mit einem Beleg.",
          en: "This is enough. Whatever else you know makes the proof stronger, also later with evidence.",
        })}
      </p>
      <Invitation reader={reader} values={values} errors={errors} />
      <EvidenceFields {...props} />
      <div class="buttons full">
        <button type="submit" safe>
          {props.button}
        </button>
        <span class="soft">
          {say({
            de: "Ein Nachweis lässt sich berichtigen, aber nicht ändern.",
            en: "A record can be corrected, but not changed.",
          })}
        </span>
      </div>
    </form>
  );
}

type EvidenceProps = Filled & { reader: Reader; id?: string };

/** Which files, and what they are evidence for; those that a refused form brought are kept and can be left out. */
export function EvidenceFields({ reader, values, errors, pending, id = "files" }: EvidenceProps): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <>
      <Select
        name="supports"
        id={`${id}-supports`}
        label={say({ de: "Was die Datei belegt", en: "What the file is evidence for" })}
        value={values["supports"] ?? "deletion"}
        error={errors["supports"]}
        options={supportable.map((value) => ({ value, label: say(supportsWords[value]) }))}
      />
      {pending.map((file) => (
        <Checkbox
          name="pending"
          value={file.handle}
          checked={true}
          label={`${file.name}, ${formatSize(file.size, reader.language)}`}
          hint={say({ de: "Schon hochgeladen, wird mitgesendet.", en: "Uploaded already, goes with the form." })}
        />
      ))}
      <FileField id={id} label={say({ de: "Beleg", en: "Evidence" })} error={errors["files"]}>
        {say({
          de: "Bildschirmfoto, PDF, Nachricht: bis 100 MB. Ansehen lassen sich nur Bilder und PDF.",
          en: "Screenshot, PDF, message: up to 100 MB. Only pictures and PDF can be looked at here.",
        })}
      </FileField>
    </>
  );
}

type FileProps = PropsWithChildren<{ id: string; label: string; error: string | undefined }>;

function FileField({ id, label, error, children }: FileProps): JSX.Element {
  return (
    <div class="field">
      <label for={id} safe>
        {label}
      </label>
      <input
        id={id}
        name="files"
        type="file"
        multiple={true}
        aria-invalid={error ? "true" : undefined}
        aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}
      />
      <small id={`${id}-hint`}>{children}</small>
      {error ? (
        <span id={`${id}-error`} class="error" role="alert" safe>
          {error}
        </span>
      ) : null}
    </div>
  );
}
