import type { PropsWithChildren } from "@kitajs/html";
import type { Fields } from "#src/http/form.ts";
import { countries } from "#src/law/country.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { oldDataStates, oldDataWords } from "#src/services/old-data.ts";
import { stages, stageWords } from "#src/services/stage.ts";
import { answers, answerWords, placeKinds, placeWords } from "#src/services/system.ts";
import { type Criterion, named } from "#src/settings/company.ts";
import { Checkbox, Input, Select } from "#views/ui/field.tsx";

/** A form that was refused: which one, what was typed, what is wrong. The page shows it again, open. */
export type Typed = { form: string; values: Fields; errors: Fields };

type FormProps = { reader: Reader; action: string; typed: Typed | null };

type FoldProps = PropsWithChildren<
  FormProps & { id: string; title: string; button: string; dated?: boolean; whenLabel?: string }
>;

/** A one-line form that unfolds under its section. It is open when it was refused, with everything typed still there. */
export function FactForm({
  id,
  title,
  button,
  action,
  reader,
  typed,
  dated = true,
  whenLabel,
  children,
}: FoldProps): JSX.Element {
  const own = typed?.form === id ? typed : null;
  return (
    <details class="fold" id={id} open={own !== null}>
      <summary safe>{title}</summary>
      <form class="fields" method="post" action={`${action}#${id}`}>
        {own?.errors["form"] ? (
          <p class="error full" role="alert" safe>
            {own.errors["form"]}
          </p>
        ) : null}
        {children}
        {dated ? <Dates reader={reader} field={fieldsOf(typed, id)} whenLabel={whenLabel} /> : null}
        <div class="buttons full">
          <button type="submit" safe>
            {button}
          </button>
        </div>
      </form>
    </details>
  );
}

type DatesProps = { reader: Reader; field: ReturnType<typeof fieldsOf>; whenLabel?: string | undefined };

function Dates({ reader, field, whenLabel }: DatesProps): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <>
      <Input
        {...field("happened")}
        label={whenLabel ?? say({ de: "Seit wann", en: "Since when" })}
        placeholder="08.12.2020"
        hint={say({
          de: "So genau wie bekannt: 08.12.2020, 12.2020, Q4 2020 oder «seit längerem».",
          en: 'As precise as known: 08.12.2020, 12.2020, Q4 2020 or "for some time".',
        })}
      />
      <Input
        {...field("reported_on", reader.today)}
        type="date"
        label={say({ de: "Gemeldet am", en: "Reported on" })}
        hint={say({ de: "Zurückdatiert heisst es «nachgetragen».", en: "Set back, it is marked as added later." })}
      />
      <Input {...field("note")} label={say({ de: "Ein Satz dazu", en: "A sentence about it" })} full={true} />
    </>
  );
}

type Field = { name: string; id: string; value: string | undefined; error: string | undefined };

/** The fields of one form: their names, ids that no other form of the page has, what was typed and what is wrong. */
export function fieldsOf(typed: Typed | null, form: string): (name: string, otherwise?: string) => Field {
  const mine = typed?.form === form ? typed : null;
  return (name, otherwise) => ({
    name,
    id: `${form}-${name}`,
    value: mine?.values[name] ?? otherwise,
    error: mine?.errors[name],
  });
}

export function StageForm(props: FormProps & { stage: string | null }): JSX.Element {
  const say = sayIn(props.reader.language);
  const field = fieldsOf(props.typed, "stage");
  return (
    <FactForm
      {...props}
      id="stage"
      title={say({ de: "Stand melden", en: "Report a stage" })}
      button={say({ de: "Melden", en: "Report" })}
    >
      <Select
        {...field("stage", props.stage ?? "open")}
        label={say({ de: "Status", en: "Stage" })}
        options={stages.map((value) => ({ value, label: say(stageWords[value]) }))}
      />
    </FactForm>
  );
}

export function TargetForm(props: FormProps & { target: string }): JSX.Element {
  const say = sayIn(props.reader.language);
  const field = fieldsOf(props.typed, "target");
  return (
    <FactForm
      {...props}
      id="target"
      title={say({ de: "Termin setzen", en: "Set a target" })}
      button={say({ de: "Setzen", en: "Set" })}
      whenLabel={say({ de: "Beschlossen am", en: "Decided on" })}
    >
      <Input
        {...field("target", props.target)}
        label={say({ de: "Produktiv bis", en: "Live by" })}
        hint={say({ de: "Leer lassen, um das Ziel aufzugeben.", en: "Leave empty to give the target up." })}
      />
    </FactForm>
  );
}

export function ReplacementForm(props: FormProps & { systems: readonly string[] }): JSX.Element {
  const say = sayIn(props.reader.language);
  const field = fieldsOf(props.typed, "replacement");
  return (
    <FactForm
      {...props}
      id="replacement"
      title={say({ de: "System ergänzen", en: "Add a system" })}
      button={say({ de: "Ergänzen", en: "Add" })}
      whenLabel={say({ de: "Abgelöst am", en: "Replaced on" })}
    >
      <Input {...field("from")} label={say({ de: "Bisher", en: "Before" })} list="systems" />
      <Input {...field("to")} label={say({ de: "Neu", en: "After" })} list="systems" />
      <datalist id="systems">
        {props.systems.map((name) => (
          <option value={name} />
        ))}
      </datalist>
    </FactForm>
  );
}

export function OldDataForm(props: FormProps & { state: string }): JSX.Element {
  const say = sayIn(props.reader.language);
  const field = fieldsOf(props.typed, "old-data");
  return (
    <FactForm
      {...props}
      id="old-data"
      title={say({ de: "Zustand der Daten melden", en: "Report the state of the data" })}
      button={say({ de: "Melden", en: "Report" })}
    >
      <Select
        {...field("state", props.state)}
        label={say({ de: "Daten", en: "Data" })}
        options={oldDataStates.map((value) => ({ value, label: say(oldDataWords[value]) }))}
      />
    </FactForm>
  );
}

export function PlaceForm(props: FormProps): JSX.Element {
  const { language } = props.reader;
  const say = sayIn(language);
  const field = fieldsOf(props.typed, "place");
  return (
    <FactForm
      {...props}
      id="place"
      title={say({ de: "Land erfassen", en: "Record a country" })}
      button={say({ de: "Erfassen", en: "Record" })}
    >
      <Select
        {...field("kind")}
        label={say({ de: "Was liegt dort", en: "What is there" })}
        options={placeKinds.map((value) => ({ value, label: say(placeWords[value]) }))}
      />
      <Select
        {...field("country")}
        label={say({ de: "Land", en: "Country" })}
        options={[
          { value: "", label: say({ de: "nicht überprüfbar", en: "not verifiable" }) },
          ...countries(language).map(({ iso, name }) => ({ value: iso, label: name })),
        ]}
      />
      <Input {...field("source")} label={say({ de: "Quelle", en: "Source" })} full={true} />
      <Checkbox
        name="assumed"
        label={say({ de: "nur angenommen, nirgends nachgelesen", en: "only assumed, not read anywhere" })}
        checked={field("assumed").value === "yes"}
      />
    </FactForm>
  );
}

type CriteriaProps = FormProps & { criteria: readonly Criterion[] };

function CriterionSelect({
  reader,
  criteria,
  field,
}: {
  reader: Reader;
  criteria: readonly Criterion[];
  field: ReturnType<typeof fieldsOf>;
}): JSX.Element {
  return (
    <Select
      {...field("criterion")}
      label={sayIn(reader.language)({ de: "Kriterium", en: "Criterion" })}
      options={criteria.map((one) => ({ value: one.slug, label: named(one, reader.language) }))}
    />
  );
}

export function AnswerForm(props: CriteriaProps): JSX.Element {
  const say = sayIn(props.reader.language);
  const field = fieldsOf(props.typed, "answer");
  return (
    <FactForm
      {...props}
      id="answer"
      title={say({ de: "Kriterium beurteilen", en: "Judge a criterion" })}
      button={say({ de: "Festhalten", en: "Record" })}
    >
      <CriterionSelect reader={props.reader} criteria={props.criteria} field={field} />
      <Select
        {...field("answer")}
        label={say({ de: "Erfüllt", en: "Met" })}
        options={answers.map((value) => ({ value, label: say(answerWords[value]) }))}
      />
      <Input {...field("reason")} label={say({ de: "Warum", en: "Why" })} full={true} />
    </FactForm>
  );
}

export function ExceptionForm(props: CriteriaProps): JSX.Element {
  const say = sayIn(props.reader.language);
  const field = fieldsOf(props.typed, "exception");
  return (
    <FactForm
      {...props}
      id="exception"
      title={say({ de: "Ausnahme begründen", en: "Justify an exception" })}
      button={say({ de: "Festhalten", en: "Record" })}
      whenLabel={say({ de: "Beschlossen am", en: "Decided on" })}
    >
      <CriterionSelect reader={props.reader} criteria={props.criteria} field={field} />
      <Input
        {...field("person_name", props.reader.person?.name)}
        label={say({ de: "Verantwortet von", en: "Accepted by" })}
      />
      <Input {...field("reason")} label={say({ de: "Begründung", en: "Reason" })} full={true} />
      <Input
        {...field("review_on")}
        type="date"
        label={say({ de: "Wieder prüfen am", en: "Review on" })}
        hint={say({
          de: "Ohne Grund, Person und Datum gilt die Ausnahme als unvollständig.",
          en: "Without reason, person and date the exception counts as incomplete.",
        })}
      />
    </FactForm>
  );
}

export function ContractForm(props: FormProps): JSX.Element {
  const say = sayIn(props.reader.language);
  const field = fieldsOf(props.typed, "contract");
  return (
    <FactForm
      {...props}
      id="contract"
      title={say({ de: "Vertrag erfassen", en: "Record a contract" })}
      button={say({ de: "Erfassen", en: "Record" })}
      whenLabel={say({ de: "Gültig ab", en: "Valid from" })}
    >
      <Select
        {...field("kind")}
        label={say({ de: "Art", en: "Kind" })}
        options={[
          { value: "processing", label: say({ de: "Auftragsbearbeitung (ABV)", en: "Data processing agreement" }) },
          { value: "service", label: say({ de: "Dienstvertrag", en: "Service contract" }) },
        ]}
      />
      <Input {...field("reference")} label={say({ de: "Name oder Nummer", en: "Name or number" })} />
      <Input
        {...field("valid_until")}
        type="date"
        label={say({ de: "Gültig bis", en: "Valid until" })}
        hint={say({ de: "Leer: bis zur Kündigung.", en: "Empty: until notice is given." })}
      />
    </FactForm>
  );
}

export function SubProcessorForm(props: FormProps): JSX.Element {
  const { language } = props.reader;
  const say = sayIn(language);
  const field = fieldsOf(props.typed, "sub-processor");
  return (
    <FactForm
      {...props}
      id="sub-processor"
      title={say({ de: "Unterauftragsbearbeiter erfassen", en: "Record a sub-processor" })}
      button={say({ de: "Erfassen", en: "Record" })}
    >
      <Input {...field("name")} label={say({ de: "Firma", en: "Firm" })} />
      <Select
        {...field("country")}
        label={say({ de: "Land", en: "Country" })}
        options={[
          { value: "", label: say({ de: "nicht überprüfbar", en: "not verifiable" }) },
          ...countries(language).map(({ iso, name }) => ({ value: iso, label: name })),
        ]}
      />
      <Input {...field("purpose")} label={say({ de: "Wofür", en: "What for" })} full={true} />
    </FactForm>
  );
}
