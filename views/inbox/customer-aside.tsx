import type { CustomerShown } from "#src/inbox/customer-page.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Input, TextArea } from "#views/ui/field.tsx";
import type { Mistaken } from "./customer-page.tsx";

type Props = { reader: Reader; shown: CustomerShown; mistaken: Mistaken | null; mayWrite: boolean };

/** Who somebody is, and what can be done. */
export function CustomerAside(props: Props): JSX.Element {
  const { reader, mayWrite } = props;
  const say = sayIn(reader.language);
  return (
    <aside>
      <section id="addresses">
        <header>
          <h2>{say({ de: "Adressen", en: "Addresses" })}</h2>
        </header>
        <Addresses {...props} />
      </section>
      <section id="note">
        <header>
          <h2>{say({ de: "Name und Notiz", en: "Name and note" })}</h2>
        </header>
        <Named {...props} />
      </section>
      {mayWrite ? <More {...props} /> : null}
      {may(reader, "owner") ? <Privacy {...props} /> : null}
    </aside>
  );
}

const nothing: Pick<Mistaken, "values" | "errors"> = { values: {}, errors: {} };

const valuesOf = (mistaken: Mistaken | null, form: Mistaken["form"]) => (mistaken?.form === form ? mistaken : nothing);

function Addresses({ reader, shown, mistaken, mayWrite }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  const { addresses, customer } = shown;
  const { values, errors } = valuesOf(mistaken, "address");
  return (
    <>
      <ul class="lines addresses">
        {addresses.map(({ address, bounced_at }) => (
          <li>
            <span class={bounced_at ? "red" : undefined} safe>
              {bounced_at ? tell({ de: `${address}, nicht erreichbar`, en: `${address}, not reachable` }) : address}
            </span>
            {mayWrite && addresses.length > 1 ? (
              <form method="post" action={`/inbox/customers/${customer.id}/part`}>
                <input type="hidden" name="address" value={address} />
                <button
                  type="submit"
                  class="link soft"
                  aria-label={tell({ de: `${address} abtrennen`, en: `Part ${address}` })}
                >
                  {say({ de: "abtrennen", en: "part" })}
                </button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
      {mayWrite ? (
        <details class="fold" open={mistaken?.form === "address"}>
          <summary>{say({ de: "Adresse hinzufügen", en: "Add an address" })}</summary>
          <form method="post" action={`/inbox/customers/${customer.id}/addresses`} class="pick">
            <Input
              name="address"
              label={say({ de: "Mailadresse", en: "Mail address" })}
              value={values["address"]}
              error={errors["address"]}
              required
            />
            <button type="submit" class="plain">
              {say({ de: "Hinzufügen", en: "Add" })}
            </button>
          </form>
        </details>
      ) : null}
    </>
  );
}

function Named({ reader, shown: { customer }, mistaken, mayWrite }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const { values, errors } = valuesOf(mistaken, "named");
  if (!mayWrite)
    return (
      <p dir="auto" safe>
        {customer.note || "–"}
      </p>
    );
  return (
    <form method="post" action={`/inbox/customers/${customer.id}`} class="narrow-form">
      <Input
        name="name"
        label={say({ de: "Name", en: "Name" })}
        value={values["name"] ?? customer.name}
        error={errors["name"]}
      />
      <TextArea
        name="note"
        label={say({ de: "Notiz für uns", en: "Note for us" })}
        rows={4}
        value={values["note"] ?? customer.note}
        error={errors["note"]}
        hint={say({ de: "Die Person kann sie verlangen.", en: "The person may ask to see it." })}
      />
      <button type="submit" class="plain">
        {say({ de: "Speichern", en: "Save" })}
      </button>
    </form>
  );
}

function More({ reader, shown, mistaken }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const tell = tellIn(reader.language);
  const { customer, merged } = shown;
  const path = `/inbox/customers/${customer.id}`;
  const { values, errors } = valuesOf(mistaken, "merge");
  return (
    <section id="more">
      <header>
        <h2>{say({ de: "Mehr", en: "More" })}</h2>
      </header>
      <div class="folds more-folds">
        <details class="fold" open={mistaken?.form === "merge"}>
          <summary>{say({ de: "Zusammenführen", en: "Merge" })}</summary>
          <form method="post" action={`${path}/merge`} class="pick">
            <Input
              name="with"
              label={say({ de: "mit Adresse oder Nummer", en: "with address or number" })}
              value={values["with"]}
              error={errors["with"]}
              required
            />
            <button type="submit" class="plain">
              {say({ de: "Zusammenführen", en: "Merge" })}
            </button>
          </form>
        </details>
        <details class="fold">
          <summary>
            {customer.blocked_at ? say({ de: "Sperre aufheben", en: "Unblock" }) : say({ de: "Sperren", en: "Block" })}
          </summary>
          <form method="post" action={`${path}/${customer.blocked_at ? "unblock" : "block"}`} class="pick">
            <span class="soft">
              {customer.blocked_at
                ? say({ de: "Neues kommt wieder in die Liste.", en: "What is new comes to the list again." })
                : say({
                    de: "Was kommt, wird aufbewahrt und als Spam abgelegt, ohne Meldung und ohne Antwort.",
                    en: "What comes is kept and filed as spam, without a notice and without an answer.",
                  })}
            </span>
            <button type="submit" class="plain">
              {customer.blocked_at
                ? say({ de: "Sperre aufheben", en: "Unblock" })
                : say({ de: "Sperren", en: "Block" })}
            </button>
          </form>
        </details>
      </div>
      {merged.map((one) => (
        <form method="post" action={`${path}/unmerge`} class="soft">
          <input type="hidden" name="from" value={String(one.id)} />
          <span safe>
            {tell({
              de: `Enthält ${one.name || one.addresses.join(", ")}.`,
              en: `Contains ${one.name || one.addresses.join(", ")}.`,
            })}
          </span>{" "}
          <button type="submit" class="link">
            {say({ de: "Wieder trennen", en: "Part again" })}
          </button>
        </form>
      ))}
    </section>
  );
}

/** What the law lets a person ask for. */
function Privacy({ reader, shown: { customer } }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const path = `/inbox/customers/${customer.id}`;
  return (
    <section id="privacy">
      <header>
        <h2>{say({ de: "Datenschutz", en: "Privacy" })}</h2>
      </header>
      <ul class="lines">
        <li>
          <a href={`${path}/export`}>{say({ de: "Daten exportieren", en: "Export their data" })}</a>
        </li>
        <li>
          <a href={`${path}/erase`}>{say({ de: "Diese Person löschen", en: "Erase this person" })}</a>
        </li>
      </ul>
    </section>
  );
}
