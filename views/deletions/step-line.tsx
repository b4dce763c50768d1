import { stepDate } from "#src/deletions/offboarding-words.ts";
import { doneWhen, isOverdue, type Step, stepStates, stepStateWords, tickedBy } from "#src/deletions/step.ts";
import type { StepNote } from "#src/deletions/step-notes.ts";
import type { StepWarning } from "#src/deletions/step-order.ts";
import type { Fields } from "#src/http/form.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { named } from "#src/settings/company.ts";
import { typedWhen } from "#src/when.ts";
import { fieldsOf } from "#views/services/fact-form.tsx";
import { Input, Select } from "#views/ui/field.tsx";

type Props = {
  reader: Reader;
  step: Step;
  /** Where the step's form is sent. */
  path: string;
  /** The system's slug. */
  system: string;
  /** Where files for this system are gathered. */
  evidenceAt: string;
  isNext: boolean;
  warnings: readonly StepWarning[];
  notes: readonly StepNote[];
  typed: { form: string; values: Fields; errors: Fields } | null;
};

/** One step: a box to tick, what it is, who and when. Its name unfolds the form. */
export function StepLine(props: Props): JSX.Element {
  const { reader, step, isNext } = props;
  const overdue = isOverdue(step, reader.today);
  return (
    <li class={step.state === "open" ? (isNext ? "now" : undefined) : step.state}>
      <Box {...props} />
      <div>
        {may(reader, "member") ? <Fold {...props} /> : <p safe>{named(step, reader.language)}</p>}
        <Beside {...props} />
      </div>
      <span class="soft" safe>
        {(step.state === "done" ? doer(step) : step.person) ?? ""}
      </span>
      <span class={overdue ? "soft red num" : "soft num"} safe>
        {stepDate(step, reader.language)}
      </span>
    </li>
  );
}

/** Done today, by me, with one click. */
function Box({ reader, step, path }: Props): JSX.Element {
  const tell = tellIn(reader.language);
  const name = named(step, reader.language);
  const state = stepStateWords[step.state][reader.language];
  if (step.state !== "open" || !may(reader, "member"))
    return <span class="box" role="img" aria-label={state} title={state} />;
  const label = tell({ de: `${name}: heute von mir getan`, en: `${name}: done today by me` });
  return (
    <form method="post" action={`${path}/done`}>
      <button type="submit" class="box" aria-label={label} title={label} />
    </form>
  );
}

/** What else there is to say: why not, what stands out, a remark, whether a file counts. */
function Beside({ reader, step, warnings, notes, evidenceAt, system }: Props): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  return (
    <>
      {step.state === "not-needed" ? (
        <small safe>{`${say({ de: "nicht nötig, weil", en: "not needed, because" })} ${step.reason ?? ""}`}</small>
      ) : null}
      {warnings.map(({ sentence }) => (
        <small class="red" safe>
          {sentence[language]}
        </small>
      ))}
      {notes.map(({ text, href, red }) => (
        <small>
          <a href={href} class={red ? "red" : undefined} safe>
            {text[language]}
          </a>
        </small>
      ))}
      <TickedBy reader={reader} step={step} system={system} />
      {step.note ? <small safe>{step.note}</small> : null}
      {step.evidence && step.state === "open" ? (
        <small>
          <a href={evidenceAt}>{say({ de: "Ein Beleg zählt hier.", en: "A file counts here." })}</a>
        </small>
      ) : null}
    </>
  );
}

/** What ticked it by itself, and where that is told. */
function TickedBy({ reader, step, system }: { reader: Reader; step: Step; system: string }): JSX.Element | null {
  const ticked = tickedBy(step, system);
  if (ticked === null) return null;
  return (
    <small>
      <span>{sayIn(reader.language)({ de: "abgehakt von", en: "ticked by" })}</span>{" "}
      <a href={ticked.href} safe>
        {ticked.what[reader.language]}
      </a>
    </small>
  );
}

function Fold(props: Props): JSX.Element {
  const { reader, step, path, typed } = props;
  const say = sayIn(reader.language);
  const id = `step-${step.id}`;
  const wrong = typed?.form === id;
  return (
    <details class="step" id={id} open={wrong}>
      <summary>
        <p safe>{named(step, reader.language)}</p>
      </summary>
      <form class="fields" method="post" action={`${path}#${id}`}>
        <StepFields {...props} />
        <div class="buttons full">
          <button type="submit">{say({ de: "Speichern", en: "Save" })}</button>
        </div>
      </form>
      {step.state === "open" ? null : (
        <form class="buttons" method="post" action={`${path}/reopening`}>
          <button type="submit" class="link">
            {step.state === "done"
              ? say({ de: "Doch nicht getan", en: "Not done after all" })
              : say({ de: "Doch nötig", en: "Needed after all" })}
          </button>
        </form>
      )}
    </details>
  );
}

function StepFields({ reader, step, typed }: Props): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  const field = fieldsOf(typed, `step-${step.id}`);
  const done = step.state === "done";
  return (
    <>
      <input type="hidden" name="was" value={step.state} />
      <Select
        {...field("state", step.state)}
        label={say({ de: "Stand", en: "State" })}
        options={stepStates.map((value) => ({ value, label: stepStateWords[value][language] }))}
      />
      <Input {...field("person", step.person ?? "")} label={say({ de: "Zuständig", en: "In charge" })} list="people" />
      <Input {...field("due_on", step.due_on ?? "")} type="date" label={say({ de: "Fällig am", en: "Due on" })} />
      <Input
        {...field("happened", done ? typedWhen(doneWhen(step)) : "")}
        label={say({ de: "Getan am", en: "Done on" })}
        hint={say({ de: "So genau wie bekannt; leer heisst heute.", en: "As precise as known; empty means today." })}
      />
      <Input
        {...field("done_by", done ? (step.done_by ?? "") : "")}
        label={say({ de: "Getan von", en: "Done by" })}
        list="people"
        hint={say({ de: "Leer heisst: von mir.", en: "Empty means: by me." })}
      />
      <Input
        {...field("reason", step.reason ?? "")}
        label={say({ de: "Nicht nötig, weil", en: "Not needed, because" })}
      />
      <Input {...field("note", step.note ?? "")} label={say({ de: "Notiz", en: "Note" })} full={true} />
    </>
  );
}

/** The program by its name. */
function doer({ done_by }: Step): string | null {
  return done_by === "aktion" ? "Aktion" : done_by;
}
