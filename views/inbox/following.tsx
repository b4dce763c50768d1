import { ticketKeys } from "#src/inbox/keys.ts";
import type { ShownTicket } from "#src/inbox/ticket-page.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";

type Props = { reader: Reader; shown: ShownTicket; mayWrite: boolean };

/** Who hears of every message in a ticket, beside whoever it is assigned to. */
export function Following({ reader, shown: { ticket, followers }, mayWrite }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const mine = followers.some(({ id }) => id === reader.person?.id);
  if (!mayWrite && followers.length === 0) return <></>;
  return (
    <>
      <dt>{say({ de: "folgen", en: "following" })}</dt>
      <dd>
        <span safe>{followers.map(({ name }) => name).join(", ") || say({ de: "niemand", en: "nobody" })}</span>
        {mayWrite ? (
          <form method="post" action={`/inbox/${ticket.id}/following`}>
            <button
              type="submit"
              name="following"
              value={mine ? "no" : "yes"}
              class="link"
              data-key={ticketKeys.follow}
            >
              {mine
                ? say({ de: "Nicht mehr folgen", en: "Stop following" })
                : say({ de: "Ich folge auch", en: "I follow too" })}
            </button>
          </form>
        ) : null}
      </dd>
    </>
  );
}
