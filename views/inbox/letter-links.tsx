import type { ShownMessage } from "#src/inbox/ticket-page.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";

type Props = { reader: Reader; ticketId: number; message: ShownMessage };

/** What can be done with this one mail: answer it, or pass it on. */
export function LetterLinks({ reader, ticketId, message: { id, kind, forwards } }: Props): JSX.Element {
  const say = sayIn(reader.language);
  if (!may(reader, "member") || forwards > 0 || (kind !== "in" && kind !== "out")) return <></>;
  return (
    <span class="letter-links">
      {kind === "in" ? (
        <a href={`/inbox/${ticketId}?answer=${id}#reply`}>{say({ de: "antworten", en: "reply" })}</a>
      ) : null}
      <a href={`/inbox/${ticketId}/forward?message=${id}`}>{say({ de: "weiterleiten", en: "forward" })}</a>
    </span>
  );
}
