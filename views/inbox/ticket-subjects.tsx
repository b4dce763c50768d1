import type { ShownTicket } from "#src/inbox/ticket-page.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { named } from "#src/settings/company.ts";

type Props = { reader: Reader; shown: ShownTicket; mayWrite: boolean };

/** Which services and systems of the register a ticket is about. */
export function SubjectsSection(props: Props): JSX.Element | null {
  const { reader, shown, mayWrite } = props;
  const say = sayIn(reader.language);
  if (shown.subjects.length === 0 && !mayWrite) return null;
  return (
    <section id="subjects">
      <header>
        <h2>{say({ de: "Es geht um", en: "This is about" })}</h2>
      </header>
      <ul class="lines">
        {shown.subjects.map((subject) => (
          <li>
            <a href={`/services/${subject.kind === "system" ? "systems/" : ""}${subject.slug}`} safe>
              {named(subject, reader.language)}
            </a>
            {mayWrite ? (
              <Unlink {...props} about={`${subject.kind}:${subject.slug}`} name={named(subject, reader.language)} />
            ) : null}
          </li>
        ))}
      </ul>
      {mayWrite ? <LinkForm {...props} /> : null}
    </section>
  );
}

function Unlink({ reader, shown, about, name }: Props & { about: string; name: string }): JSX.Element {
  const tell = tellIn(reader.language);
  return (
    <form method="post" action={`/inbox/${shown.ticket.id}/subjects/removal`}>
      <input type="hidden" name="about" value={about} />
      <button type="submit" class="link" aria-label={tell({ de: `${name} entfernen`, en: `remove ${name}` })} safe>
        {tell({ de: "entfernen", en: "remove" })}
      </button>
    </form>
  );
}

function LinkForm({ reader, shown }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const said = new Set(shown.subjects.map(({ kind, slug }) => `${kind}:${slug}`));
  const group = (kind: "service" | "system") =>
    shown.targets.filter((one) => one.kind === kind && !said.has(one.value));
  const options = (kind: "service" | "system") =>
    group(kind).map(({ value, label }) => (
      <option value={value} safe>
        {label}
      </option>
    ));
  return (
    <form method="post" action={`/inbox/${shown.ticket.id}/subjects`} class="pick">
      <select name="about" aria-label={say({ de: "Dienst oder System", en: "Service or system" })}>
        <option value="">{say({ de: "Dienst oder System …", en: "Service or system …" })}</option>
        <optgroup label={say({ de: "Dienste", en: "Services" })}>{options("service")}</optgroup>
        <optgroup label={say({ de: "Systeme", en: "Systems" })}>{options("system")}</optgroup>
      </select>
      <button type="submit" class="link">
        {say({ de: "verknüpfen", en: "link" })}
      </button>
    </form>
  );
}
