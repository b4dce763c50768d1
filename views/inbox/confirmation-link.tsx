import type { ShownMessage } from "#src/inbox/ticket-page.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";

type Props = { reader: Reader; ticketId: number; message: ShownMessage };

/** Under a mail from outside, in a ticket about an old system: it may prove the deletion. */
export function ConfirmationLink({ reader, ticketId, message }: Props): JSX.Element | null {
  if (message.kind !== "in" || !message.has_raw) return null;
  return (
    <p class="event confirms">
      <a href={`/inbox/${ticketId}/messages/${message.id}/confirmation`}>
        {sayIn(reader.language)({
          de: "Als Bestätigung der Löschung verwenden",
          en: "Use as confirmation of the deletion",
        })}
      </a>
    </p>
  );
}
