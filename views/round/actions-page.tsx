import type { Fields } from "#src/http/form.ts";
import { capital, numberWord } from "#src/number-words.ts";
import { may, type Reader } from "#src/reader.ts";
import { type Action, isOverdue } from "#src/round/action.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { formatOn } from "#src/when.ts";
import { Layout } from "#views/layout.tsx";
import { Input } from "#views/ui/field.tsx";

type Props = {
  reader: Reader;
  open: readonly [person: string, Action[]][];
  done: readonly Action[];
  people: readonly string[];
  values: Fields;
  errors: Fields;
};

/** What people took on, by person; done with one click. */
export function ActionsPage(props: Props): JSX.Element {
  const { reader, open, done } = props;
  const say = sayIn(reader.language);
  return (
    <Layout title={say({ de: "Pendenzen", en: "Actions" })} reader={reader} current="round">
      <div class="lead">
        <p>
          <a href="/round">{say({ de: "Wochenrunde", en: "Weekly round" })}</a>
        </p>
        <h1 safe>
          {headline(
            open.flatMap(([, actions]) => actions),
            reader,
          )}
        </h1>
      </div>
      {open.map(([person, actions]) => (
        <section>
          <header>
            <h2 safe>{person}</h2>
          </header>
          <ul class="lines">
            {actions.map((action) => (
              <Line action={action} reader={reader} />
            ))}
          </ul>
        </section>
      ))}
      {may(reader, "member") ? <NewAction {...props} /> : null}
      {done.length > 0 ? (
        <section>
          <header>
            <h2>{say({ de: "Erledigt", en: "Done" })}</h2>
          </header>
          <ul class="lines">
            {done.map((action) => (
              <Line action={action} reader={reader} />
            ))}
          </ul>
        </section>
      ) : null}
    </Layout>
  );
}

function headline(open: readonly Action[], { language, today }: Reader): string {
  const late = open.filter((action) => isOverdue(action, today)).length;
  const tell = tellIn(language);
  if (open.length === 0) return tell({ de: "Keine offenen Pendenzen.", en: "No open actions." });
  const one = open.length === 1;
  const number = one ? { de: "eine", en: "one" }[language] : numberWord(open.length, language);
  const overdue =
    late === 0
      ? tell({ de: "keine überfällig", en: "none overdue" })
      : tell({
          de: `${late === 1 ? "eine" : numberWord(late, "de")} überfällig`,
          en: `${numberWord(late, "en")} overdue`,
        });
  return tell({
    de: `${capital(number)} offene ${one ? "Pendenz" : "Pendenzen"}, ${overdue}.`,
    en: `${capital(number)} open ${one ? "action" : "actions"}, ${overdue}.`,
  });
}

function Line({ action, reader }: { action: Action; reader: Reader }): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  const isDone = action.done_on !== null;
  return (
    <li id={`action-${action.id}`}>
      <span safe>{action.task}</span>
      <Due action={action} reader={reader} />
      {action.round_id === null ? null : (
        <a class="soft" href={`/round/${action.round_id}`}>
          {say({ de: "Runde", en: "round" })}
        </a>
      )}
      {may(reader, "member") ? (
        <form method="post" action={`/round/actions/${action.id}/${isDone ? "open" : "done"}`} class="inline">
          <button type="submit" class="link" aria-label={labelOf(action, language)}>
            {isDone ? say({ de: "doch offen", en: "open again" }) : say({ de: "erledigt", en: "done" })}
          </button>
        </form>
      ) : (
        <span></span>
      )}
    </li>
  );
}

/** When it was done, or by when it is due. */
function Due({ action, reader }: { action: Action; reader: Reader }): JSX.Element {
  const tell = tellIn(reader.language);
  const due = action.due_on ? formatOn(action.due_on, "de") : "";
  if (action.done_on) return <span class="soft" safe>{`${action.person}, ${formatOn(action.done_on, "de")}`}</span>;
  if (isOverdue(action, reader.today))
    return (
      <span class="red" safe>
        {tell({ de: `überfällig seit ${due}`, en: `overdue since ${due}` })}
      </span>
    );
  if (due === "") return <span class="soft">{sayIn(reader.language)({ de: "ohne Termin", en: "no date" })}</span>;
  return (
    <span class="soft" safe>
      {`${reader.language === "de" ? "bis" : "by"} ${due}`}
    </span>
  );
}

function labelOf({ task, done_on }: Action, language: "de" | "en"): string {
  return tellIn(language)({
    de: `${task}: ${done_on ? "doch offen" : "erledigt"}`,
    en: `${task}: ${done_on ? "open again" : "done"}`,
  });
}

function NewAction({ reader, people, values, errors }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Neue Pendenz", en: "New action" })}</h2>
      </header>
      <form class="fields" method="post" action="/round/actions">
        <Input
          name="task"
          label={say({ de: "Was", en: "What" })}
          value={values["task"]}
          error={errors["task"]}
          full={true}
        />
        <Input
          name="who"
          label={say({ de: "Wer", en: "Who" })}
          value={values["who"]}
          error={errors["who"]}
          list="people"
          autocomplete="off"
        />
        <Input
          name="due_on"
          type="date"
          label={say({ de: "Bis", en: "By" })}
          value={values["due_on"]}
          error={errors["due_on"]}
        />
        <datalist id="people">
          {people.map((name) => (
            <option value={name} />
          ))}
        </datalist>
        <div class="buttons full">
          <button type="submit">{say({ de: "Erfassen", en: "Add" })}</button>
        </div>
      </form>
    </section>
  );
}
