import type { Field } from "#src/checks/kind.ts";
import type { Fields } from "#src/http/form.ts";
import type { Reader } from "#src/reader.ts";
import { Checkbox, Input, Select, TextArea } from "#views/ui/field.tsx";

type Props = {
  reader: Reader;
  field: Field;
  values: Fields;
  errors: Fields;
  secrets: readonly string[];
  /** Secrets are stored: an empty field keeps them. */
  keepsSecrets: boolean;
};

/** One field of a kind. It stands in the form as `config.` and its name. */
export function KindField({ reader, field, values, errors, secrets, keepsSecrets }: Props): JSX.Element {
  const { language } = reader;
  const name = `config.${field.name}`;
  const isSecret = secrets.includes(field.name);
  const kept =
    isSecret && keepsSecrets
      ? { de: "Leer lassen behält, was gespeichert ist.", en: "Left empty, what is stored stays." }
      : null;
  const hint = [field.hint?.[language], kept?.[language]].filter(Boolean).join(" ") || undefined;
  const common = {
    name,
    id: `config-${field.name}`,
    label: field.label[language],
    hint,
    value: values[name],
    error: errors[name],
    required: field.required ?? false,
  };
  if (field.input === "select")
    return (
      <Select
        {...common}
        options={(field.choices ?? []).map(({ value, label }) => ({ value, label: label[language] }))}
      />
    );
  if (field.input === "lines") return <TextArea {...common} rows={3} full />;
  if (field.input === "checkbox")
    return (
      <Checkbox
        name={name}
        label={common.label}
        checked={values[name] === "on"}
        value="on"
        {...(hint ? { hint } : {})}
      />
    );
  return (
    <Input
      {...common}
      type={field.input}
      full={field.input === "url"}
      autocomplete={field.input === "password" ? "new-password" : "off"}
    />
  );
}
