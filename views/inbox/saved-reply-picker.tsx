import { ticketKeys } from "#src/inbox/keys.ts";
import { offeredReplies, type SavedReply } from "#src/inbox/saved-reply.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";

type Props = { reader: Reader; ticketId: number; replies: readonly SavedReply[]; error: string | undefined };

/**
 * Puts a saved reply into the text. Its button is the first of the form: Enter in a field of one line asks for it, and never sends.
 * With a script the text comes to where the cursor is.
 */
export function SavedReplyPicker({ reader, ticketId, replies, error }: Props): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <div class="saved-picker" data-saved={`/inbox/${ticketId}/saved-reply`}>
      <span class="pick">
        <input
          name="saved"
          list="saved-replies"
          autocomplete="off"
          data-key={ticketKeys.savedReply}
          aria-label={say({ de: "Textbaustein suchen", en: "Find a saved reply" })}
          placeholder={say({ de: "Textbaustein", en: "saved reply" })}
          aria-invalid={error ? "true" : undefined}
          aria-describedby="saved-said"
        />
        <button type="submit" name="insert" value="yes" class="plain">
          {say({ de: "Einsetzen", en: "Insert" })}
        </button>
        <a class="soft" href="/inbox/saved-replies">
          {say({ de: "verwalten", en: "manage" })}
        </a>
      </span>
      <span id="saved-said" class="error" role="alert" safe>
        {error ?? ""}
      </span>
      <datalist id="saved-replies">
        {offeredReplies(replies).map(({ title }) => (
          <option value={title} />
        ))}
      </datalist>
    </div>
  );
}
