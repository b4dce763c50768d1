import type { Undoable } from "#src/inbox/delivery-store.ts";
import { ticketKeys } from "#src/inbox/keys.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { formatTime } from "#views/ui/moment.tsx";

/** After a reply somebody is already elsewhere: the way back is there too, until it has left. */
export function SentFlash({ reader, sent }: { reader: Reader; sent: Undoable | null }): JSX.Element {
  if (sent === null) return <></>;
  const say = sayIn(reader.language);
  const { message_id, ticket_id, not_before } = sent;
  return (
    <form
      method="post"
      action={`/inbox/${ticket_id}/messages/${message_id}/undo`}
      class="flash"
      data-until={not_before}
    >
      <span role="status" safe>
        {words(reader, sent)}
      </span>{" "}
      <button type="submit" class="link" data-key={ticketKeys.undo}>
        {say({ de: "Rückgängig", en: "Undo" })}
      </button>
    </form>
  );
}

function words({ language, company }: Reader, { ticket_id, not_before }: Undoable): string {
  const time = formatTime(not_before, company.time_zone);
  return tellIn(language)({
    de: `Ihre Antwort in Nr. ${ticket_id} geht um ${time} hinaus.`,
    en: `Your reply in no. ${ticket_id} leaves at ${time}.`,
  });
}
