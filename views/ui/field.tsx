import type { PropsWithChildren } from "@kitajs/html";

type Common = {
  name: string;
  /** The element's id where a page shows fields of one name in several forms; else the name. */
  id?: string | undefined;
  label: string;
  value?: string | undefined;
  error?: string | undefined;
  hint?: string | undefined;
  required?: boolean;
  full?: boolean;
  /** The key that leads here, and whether Enter sends the form (public/app.js). */
  data?: { key?: string; enter?: boolean };
};

type InputProps = Common & {
  type?: "text" | "email" | "password" | "date" | "number" | "url" | "search";
  autocomplete?: string;
  placeholder?: string;
  list?: string;
  readonly?: boolean;
};

/** A labelled field. The error stands under it, is announced, and the field is marked; what was typed stays. */
export function Input(props: InputProps): JSX.Element {
  return (
    <Labelled {...props}>
      <input
        id={props.id ?? props.name}
        name={props.name}
        type={props.type ?? "text"}
        value={props.type === "password" ? undefined : props.value}
        autocomplete={props.autocomplete}
        placeholder={props.placeholder}
        list={props.list}
        readonly={props.readonly}
        required={props.required}
        autofocus={props.error !== undefined}
        aria-invalid={props.error ? "true" : undefined}
        aria-describedby={describedBy(props)}
        data-key={props.data?.key}
        data-enter={props.data?.enter}
      />
    </Labelled>
  );
}

export function TextArea(props: Common & { rows?: number }): JSX.Element {
  return (
    <Labelled {...props}>
      <textarea
        id={props.id ?? props.name}
        name={props.name}
        rows={String(props.rows ?? 3)}
        required={props.required}
        autofocus={props.error !== undefined}
        aria-invalid={props.error ? "true" : undefined}
        aria-describedby={describedBy(props)}
        data-key={props.data?.key}
        data-enter={props.data?.enter}
        safe
      >
        {afterBreak(props.value ?? "")}
      </textarea>
    </Labelled>
  );
}

/** A browser drops the line break that a text area begins with. */
function afterBreak(value: string): string {
  return value.startsWith("\n") ? `\n${value}` : value;
}

export type Option = { value: string; label: string };

export function Select(props: Common & { options: readonly Option[] }): JSX.Element {
  return (
    <Labelled {...props}>
      <select
        id={props.id ?? props.name}
        name={props.name}
        required={props.required}
        autofocus={props.error !== undefined}
        aria-invalid={props.error ? "true" : undefined}
        aria-describedby={describedBy(props)}
        data-key={props.data?.key}
        data-enter={props.data?.enter}
      >
        {props.options.map((option) => (
          <option value={option.value} selected={option.value === props.value} safe>
            {option.label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

export function Checkbox({
  name,
  label,
  checked,
  hint,
  value = "yes",
}: {
  name: string;
  label: string;
  checked: boolean;
  hint?: string;
  value?: string;
}): JSX.Element {
  return (
    <p class="field full tick">
      <label>
        <input type="checkbox" name={name} value={value} checked={checked} />
        <span safe>{label}</span>
      </label>
      {hint ? <small safe>{hint}</small> : null}
    </p>
  );
}

function Labelled({ name, id = name, label, hint, error, full, children }: PropsWithChildren<Common>): JSX.Element {
  return (
    <div class={full ? "field full" : "field"}>
      <label for={id} safe>
        {label}
      </label>
      {children}
      {hint ? (
        <small id={`${id}-hint`} safe>
          {hint}
        </small>
      ) : null}
      {error ? (
        <span id={`${id}-error`} class="error" role="alert" safe>
          {error}
        </span>
      ) : null}
    </div>
  );
}

function describedBy({ name, id = name, hint, error }: Common): string | undefined {
  const ids = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter((id) => id !== "");
  return ids.length > 0 ? ids.join(" ") : undefined;
}
