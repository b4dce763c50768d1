import type { LinkedText as Pieces } from "#src/inbox/linked-text.ts";
import type { Reader } from "#src/reader.ts";
import { tellIn } from "#src/say.ts";

/** Plain text as it was written; addresses in it open elsewhere, and where they could deceive their true host stands beside. */
export function LinkedText({ reader, pieces }: { reader: Reader; pieces: Pieces }): JSX.Element {
  const tell = tellIn(reader.language);
  return (
    <>
      {pieces.map(({ text, href, host, mention }) =>
        mention ? (
          <b class="mention" safe>
            {text}
          </b>
        ) : href === null ? (
          <span safe>{text}</span>
        ) : (
          <>
            <a href={href} target="_blank" rel="noopener noreferrer nofollow" safe>
              {text}
            </a>
            {host === null ? null : (
              <b class="red" safe>
                {tell({ de: ` (führt zu ${host})`, en: ` (leads to ${host})` })}
              </b>
            )}
          </>
        ),
      )}
    </>
  );
}
