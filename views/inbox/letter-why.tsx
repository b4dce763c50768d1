import type { ShownMessage } from "#src/inbox/ticket-page.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";

type Props = { reader: Reader; ticketId: number; message: ShownMessage };

/** Why a message is here; and where it does not belong here, one press makes it a ticket of its own or takes it to another. */
export function Why({ reader, ticketId, message: { id, kind, why, has_raw } }: Props): JSX.Element {
  const say = sayIn(reader.language);
  if (kind === "note" || kind === "out" || (why === "" && !has_raw)) return <></>;
  return (
    <details>
      <summary>{say({ de: "warum hier?", en: "why here?" })}</summary>
      <p safe>{why}</p>
      {has_raw ? (
        <a href={`/inbox/${ticketId}/messages/${id}/raw`} download="">
          {say({ de: "Rohdaten", en: "Raw mail" })}
        </a>
      ) : null}
      {may(reader, "member") ? (
        <form method="post" action={`/inbox/${ticketId}/messages/${id}/move`}>
          <input
            name="into"
            inputmode="numeric"
            list="sibling-tickets"
            autocomplete="off"
            aria-label={say({ de: "in Anfrage Nummer", en: "to ticket number" })}
            placeholder="Nr."
            size="6"
            required
          />{" "}
          <button type="submit" class="link">
            {say({ de: "dorthin verschieben", en: "move there" })}
          </button>
        </form>
      ) : null}
      {may(reader, "member") ? (
        <form method="post" action={`/inbox/${ticketId}/messages/${id}/move`}>
          <button type="submit" name="into" value="" class="link">
            {say({ de: "eigene Anfrage daraus machen", en: "make it a ticket of its own" })}
          </button>
        </form>
      ) : null}
    </details>
  );
}
