import { sayIn } from "#src/say.ts";
import { stages, stageWords } from "#src/services/stage.ts";
import { Input, Select } from "#views/ui/field.tsx";
import { FactForm, type FormProps, fieldsOf } from "./fact-form.tsx";

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
