import { ticketKeys } from "#src/inbox/keys.ts";
import type { ShownMessage } from "#src/inbox/ticket-page.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";

type Props = { reader: Reader; ticketId: number; message: ShownMessage; isLastSent: boolean };

/** What servers said of recipients, and the way back while the mail has not left. */
export function DeliveryDetails({ reader, ticketId, message: { id, delivery }, isLastSent }: Props): JSX.Element {
  const say = sayIn(reader.language);
  if (delivery === null) return <></>;
  return (
    <>
      {delivery.details.map((detail) => (
        <p class={delivery.red ? "red" : "soft"} safe>
          {detail[reader.language]}
        </p>
      ))}
      {delivery.undoable && may(reader, "member") ? (
        <form method="post" action={`/inbox/${ticketId}/messages/${id}/undo`} class="undo">
          <button type="submit" class="plain" data-key={isLastSent ? ticketKeys.undo : undefined}>
            {say({ de: "Rückgängig", en: "Undo" })}
          </button>{" "}
          <span class="soft">
            {say({ de: "Der Text kommt in das Antwortfeld zurück.", en: "The text comes back into the reply." })}
          </span>
        </form>
      ) : null}
    </>
  );
}
