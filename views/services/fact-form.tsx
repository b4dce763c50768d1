import type { PropsWithChildren } from "@kitajs/html";
import type { Fields } from "#src/http/form.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { Input } from "#views/ui/field.tsx";

/** A form that was refused: which one, what was typed, what is wrong. The page shows it again, open. */
export type Typed = { form: string; values: Fields; errors: Fields };

export type FormProps = { reader: Reader; action: string; typed: Typed | null };

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
        {own?.values["corrects"] ? <Corrects id={own.values["corrects"]} reader={reader} /> : null}
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

/** Says that this form puts an earlier entry right. */
function Corrects({ id, reader }: { id: string; reader: Reader }): JSX.Element {
  return (
    <p class="notice quiet full">
      <input type="hidden" name="corrects" value={id} />
      {sayIn(reader.language)({
        de: "Berichtigung: der frühere Eintrag bleibt lesbar, zählt aber nicht mehr.",
        en: "Correction: the earlier entry stays readable but no longer counts.",
      })}
    </p>
  );
}
