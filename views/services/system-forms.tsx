import { countries } from "#src/law/country.ts";
import type { Reader } from "#src/reader.ts";
import { type Language, sayIn } from "#src/say.ts";
import { oldDataStates, oldDataWords } from "#src/services/old-data.ts";
import { answers, answerWords, placeKinds, placeWords, type System } from "#src/services/system.ts";
import { type Criterion, named } from "#src/settings/company.ts";
import { Checkbox, Input, type Option, Select } from "#views/ui/field.tsx";
import { FactForm, type FormProps, fieldsOf } from "./fact-form.tsx";

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

/** Every country, and first that it cannot be told. */
function countryOptions(language: Language): Option[] {
  const unknown = { value: "", label: { de: "nicht überprüfbar", en: "not verifiable" }[language] };
  return [unknown, ...countries(language).map(({ iso, name }) => ({ value: iso, label: name }))];
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
      <Select {...field("country")} label={say({ de: "Land", en: "Country" })} options={countryOptions(language)} />
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

/** `systems` is given on a service's page, where it must be said whose exception it is. */
export function ExceptionForm(props: CriteriaProps & { systems?: readonly System[] }): JSX.Element {
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
      {props.systems ? (
        <Select
          {...field("system")}
          label={say({ de: "System", en: "System" })}
          options={props.systems.map((one) => ({ value: one.slug, label: named(one, props.reader.language) }))}
        />
      ) : null}
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
      <Select {...field("country")} label={say({ de: "Land", en: "Country" })} options={countryOptions(language)} />
      <Input {...field("purpose")} label={say({ de: "Wofür", en: "What for" })} full={true} />
    </FactForm>
  );
}
