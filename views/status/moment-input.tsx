import type { Fields } from "#src/http/form.ts";
import type { Reader } from "#src/reader.ts";
import { tellIn } from "#src/say.ts";

type Props = { name: string; id?: string; label: string; values: Fields; errors: Fields; reader: Reader };

/** A day and time on the company's wall clock. A browser without such a field takes it as text, `27.11.2026 22:00`. */
export function MomentInput({ name, id = name, label, values, errors, reader }: Props): JSX.Element {
  const error = errors[name];
  return (
    <div class="field">
      <label for={id} safe>
        {label}
      </label>
      <input
        id={id}
        name={name}
        type="datetime-local"
        value={values[name]}
        required
        aria-invalid={error ? "true" : undefined}
        aria-describedby={error ? `${id}-error ${id}-hint` : `${id}-hint`}
      />
      <small id={`${id}-hint`} safe>
        {tellIn(reader.language)({
          de: `Ortszeit ${reader.company.time_zone}`,
          en: `Local time ${reader.company.time_zone}`,
        })}
      </small>
      {error ? (
        <span id={`${id}-error`} class="error" role="alert" safe>
          {error}
        </span>
      ) : null}
    </div>
  );
}
