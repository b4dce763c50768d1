import { ticketKeys } from "#src/inbox/keys.ts";
import { sayIn } from "#src/say.ts";
import { TextArea } from "#views/ui/field.tsx";
import type { TicketProps } from "./ticket-page.tsx";

/** What only the team reads. It looks different from an answer, so that nobody mistakes one for the other. */
export function NoteSection({ reader, shown, note }: Omit<TicketProps, "reply">): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section id="note">
      <details class="fold" open={note.error !== null || note.text !== ""}>
        <summary data-key={ticketKeys.note}>{say({ de: "Notiz für das Team", en: "Note for the team" })}</summary>
        <form method="post" action={`/inbox/${shown.ticket.id}/notes`} class="note-form">
          <TextArea
            name="text"
            id="note-text"
            label={say({ de: "Notiz, geht nie hinaus", en: "Note, never leaves the house" })}
            rows={4}
            value={note.text}
            error={note.error ?? undefined}
          />
          <Mentionable
            members={shown.members}
            label={say({ de: "Wer sich erwähnen lässt", en: "Who can be mentioned" })}
          />
          <div class="buttons">
            <button type="submit" data-send>
              {say({ de: "Notieren", en: "Add note" })}
            </button>
          </div>
        </form>
      </details>
    </section>
  );
}

type MentionableProps = { members: readonly { name: string }[]; label: string };

/** Names to write after an @. With scripts they narrow down while one types, and are chosen with the arrows. */
function Mentionable({ members, label }: MentionableProps): JSX.Element {
  return (
    <div class="mentionable soft" data-mentionable>
      <span safe>{`${label}: `}</span>
      <ul aria-label={label}>
        {members.map(({ name }) => (
          <li data-name={name} safe>
            {`@${name}`}
          </li>
        ))}
      </ul>
    </div>
  );
}
