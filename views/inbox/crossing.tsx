import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";

/** Told while it is written, before anything is sent: what came in between. The server asks again when it is sent unread. */
export function Crossing({ reader }: { reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <div id="crossing" role="status">
      <div class="notice" hidden>
        <p>
          <b data-said></b>
          {say({ de: ", während Sie schreiben. ", en: ", while you are writing. " })}
          <a href="#thread">{say({ de: "Lesen", en: "Read it" })}</a>
        </p>
        <button type="button" class="plain">
          {say({ de: "Gelesen, mein Text gilt noch", en: "Read, my text still stands" })}
        </button>
      </div>
    </div>
  );
}
