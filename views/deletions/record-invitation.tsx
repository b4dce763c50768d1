import type { PropsWithChildren } from "@kitajs/html";
import { places, placeWords } from "#src/deletions/record.ts";
import type { Fields } from "#src/http/form.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { Checkbox, Input, TextArea } from "#views/ui/field.tsx";

type Props = { reader: Reader; values: Fields; errors: Fields };

/** Everything a record can hold beyond its four fields, point by point. A fold is open once something stands in it. */
export function Invitation(props: Props): JSX.Element {
  return (
    <div class="full folds invitation">
      <Scope {...props} />
      <Export {...props} />
      <Hold {...props} />
      <Request {...props} />
      <Confirmation {...props} />
      <SecondPerson {...props} />
      <Backups {...props} />
      <Documents {...props} />
    </div>
  );
}

type FoldProps = PropsWithChildren<{ id: string; title: string; names: readonly string[] } & Props>;

function Fold({ id, title, names, values, errors, children }: FoldProps): JSX.Element {
  return (
    <details class="fold" id={id} open={names.some((name) => values[name] || errors[name])}>
      <summary safe>{title}</summary>
      <div class="fields">{children}</div>
    </details>
  );
}

function fieldIn({ values, errors }: Props) {
  return (name: string) => ({ name, value: values[name], error: errors[name] });
}

function Scope(props: Props): JSX.Element {
  const { reader, values, errors } = props;
  const say = sayIn(reader.language);
  const field = fieldIn(props);
  const names = ["account", "categories", "subjects", "approximate_count", "places", "sub_processors", "not_deleted"];
  const ticked = (values["places"] ?? "").split(",");
  return (
    <Fold
      {...props}
      id="scope"
      title={say({ de: "Umfang: welche Daten, und was blieb", en: "Scope: which data, and what stayed" })}
      names={names}
    >
      <TextArea {...field("categories")} label={say({ de: "Welche Daten", en: "Which data" })} rows={2} full={true} />
      <TextArea {...field("subjects")} label={say({ de: "Von wem", en: "About whom" })} rows={2} full={true} />
      <Input {...field("approximate_count")} label={say({ de: "Ungefähr wie viele", en: "Roughly how many" })} />
      <Input {...field("account")} label={say({ de: "Konto oder Arbeitsbereich", en: "Account or workspace" })} />
      <fieldset class="full ticks">
        <legend class="soft">{say({ de: "Wo überall gelöscht wurde", en: "Where it was deleted" })}</legend>
        {places.map((place) => (
          <Checkbox name="places" value={place} label={say(placeWords[place])} checked={ticked.includes(place)} />
        ))}
        {errors["places"] ? (
          <span class="error" role="alert" safe>
            {errors["places"]}
          </span>
        ) : null}
      </fieldset>
      <Input
        {...field("sub_processors")}
        label={say({ de: "Auch gelöscht bei (Unterauftragsbearbeiter)", en: "Also deleted at (sub-processors)" })}
        full={true}
      />
      <TextArea
        {...field("not_deleted")}
        label={say({ de: "Was nicht gelöscht wurde, und warum", en: "What was not deleted, and why" })}
        rows={2}
        full={true}
      />
    </Fold>
  );
}

function Export(props: Props): JSX.Element {
  const say = sayIn(props.reader.language);
  const field = fieldIn(props);
  const names = ["exported", "export_format", "export_place", "export_sha256", "imported", "imported_by"];
  return (
    <Fold
      {...props}
      id="export"
      title={say({ de: "Export und geprüfter Import", en: "Export and verified import" })}
      names={names}
    >
      <Input {...field("exported")} label={say({ de: "Exportiert am", en: "Exported on" })} />
      <Input {...field("export_format")} label={say({ de: "Format", en: "Format" })} placeholder="CSV" />
      <Input {...field("export_place")} label={say({ de: "Wo der Export liegt", en: "Where the export lies" })} />
      <Input {...field("export_sha256")} label={say({ de: "SHA-256 des Exports", en: "SHA-256 of the export" })} />
      <Input {...field("imported")} label={say({ de: "Import geprüft am", en: "Import verified on" })} />
      <Input {...field("imported_by")} label={say({ de: "Geprüft durch", en: "Verified by" })} list="people" />
    </Fold>
  );
}

function Hold(props: Props): JSX.Element {
  const say = sayIn(props.reader.language);
  const field = fieldIn(props);
  const names = ["hold_checked", "hold_checked_by", "hold_result"];
  return (
    <Fold
      {...props}
      id="hold"
      title={say({ de: "Aufbewahrungspflicht geprüft", en: "Legal hold checked" })}
      names={names}
    >
      <Input {...field("hold_checked")} label={say({ de: "Geprüft am", en: "Checked on" })} />
      <Input {...field("hold_checked_by")} label={say({ de: "Durch", en: "By" })} list="people" />
      <Input {...field("hold_result")} label={say({ de: "Ergebnis", en: "Result" })} full={true} />
    </Fold>
  );
}

function Request(props: Props): JSX.Element {
  const say = sayIn(props.reader.language);
  const field = fieldIn(props);
  const names = ["requested", "requested_by", "request_channel", "request_reference"];
  return (
    <Fold
      {...props}
      id="request"
      title={say({ de: "Beim Anbieter verlangt", en: "Requested from the provider" })}
      names={names}
    >
      <Input {...field("requested")} label={say({ de: "Verlangt am", en: "Requested on" })} />
      <Input {...field("requested_by")} label={say({ de: "Durch", en: "By" })} list="people" />
      <Input
        {...field("request_channel")}
        label={say({ de: "Auf welchem Weg", en: "In which way" })}
        placeholder={say({ de: "E-Mail", en: "e-mail" })}
      />
      <Input {...field("request_reference")} label={say({ de: "Referenz", en: "Reference" })} />
    </Fold>
  );
}

function Confirmation(props: Props): JSX.Element {
  const say = sayIn(props.reader.language);
  const field = fieldIn(props);
  const names = ["confirmed", "confirmed_from", "confirmation_reference"];
  return (
    <Fold
      {...props}
      id="confirmation"
      title={say({ de: "Bestätigung des Anbieters", en: "The provider's confirmation" })}
      names={names}
    >
      <Input {...field("confirmed")} label={say({ de: "Erhalten am", en: "Received on" })} />
      <Input {...field("confirmed_from")} label={say({ de: "Von wem", en: "From whom" })} />
      <Input {...field("confirmation_reference")} label={say({ de: "Referenz", en: "Reference" })} full={true} />
    </Fold>
  );
}

function SecondPerson(props: Props): JSX.Element {
  const say = sayIn(props.reader.language);
  const field = fieldIn(props);
  return (
    <Fold
      {...props}
      id="second-person"
      title={say({ de: "Nachgeprüft durch eine zweite Person", en: "Verified by a second person" })}
      names={["verified", "verified_by", "verified_how"]}
    >
      <Input {...field("verified")} label={say({ de: "Nachgeprüft am", en: "Verified on" })} />
      <Input
        {...field("verified_by")}
        label={say({ de: "Durch", en: "By" })}
        list="people"
        hint={say({ de: "Jemand anderes, als wer gelöscht hat.", en: "Somebody else than who deleted." })}
      />
      <Input
        {...field("verified_how")}
        label={say({
          de: "Wie: Anmeldung geht nicht mehr, Adresse antwortet mit 404 …",
          en: "How: log-in is dead, the address answers 404 …",
        })}
        full={true}
      />
    </Fold>
  );
}

function Backups(props: Props): JSX.Element {
  const say = sayIn(props.reader.language);
  const field = fieldIn(props);
  const names = ["backup_period", "backups_expire", "backups_follow_up_by", "contract_end"];
  return (
    <Fold
      {...props}
      id="backups"
      title={say({ de: "Backups und Vertragsende", en: "Backups and end of contract" })}
      names={names}
    >
      <Input
        {...field("backup_period")}
        label={say({ de: "Frist laut Vertrag", en: "Period by contract" })}
        placeholder={say({ de: "14 Tage", en: "14 days" })}
      />
      <Input {...field("backups_expire")} label={say({ de: "Backups laufen ab am", en: "Backups expire on" })} />
      <Input
        {...field("backups_follow_up_by")}
        label={say({ de: "Wer dann nachfasst", en: "Who follows up then" })}
        list="people"
      />
      <Input {...field("contract_end")} label={say({ de: "Vertrag endet am", en: "Contract ends on" })} />
    </Fold>
  );
}

function Documents(props: Props): JSX.Element {
  const { reader, values } = props;
  const say = sayIn(reader.language);
  const field = fieldIn(props);
  return (
    <Fold
      {...props}
      id="documents"
      title={say({ de: "Dokumente nachgeführt, Bemerkung", en: "Documents updated, remark" })}
      names={["documents_updated", "documents", "note", "reported_on"].filter(
        (name) => name !== "reported_on" || props.errors[name],
      )}
    >
      <Input {...field("documents_updated")} label={say({ de: "Nachgeführt am", en: "Updated on" })} />
      <Input
        {...field("documents")}
        label={say({ de: "Welche", en: "Which" })}
        placeholder={say({ de: "Datenschutzerklärung, Verzeichnis", en: "Privacy notice, register" })}
      />
      <TextArea {...field("note")} label={say({ de: "Bemerkung", en: "Remark" })} rows={2} full={true} />
      <Input
        {...field("reported_on")}
        value={values["reported_on"] ?? reader.today}
        type="date"
        label={say({ de: "Gemeldet am", en: "Reported on" })}
        hint={say({ de: "Zurückdatiert heisst es «nachgetragen».", en: "Set back, it is marked as added later." })}
      />
    </Fold>
  );
}
