import { sayIn } from "#src/say.ts";
import { stateNow, type Told, titleOf, updateWords } from "#src/status/notice.ts";
import { Story, spanWords } from "./notice-story.tsx";
import { type Public, PublicShell } from "./public-shell.tsx";

type Props = { shown: Public; notice: Told; names: ReadonlyMap<number, string> };

/** One incident or maintenance, with everything that was said of it. */
export function NoticePage({ shown, notice, names }: Props): JSX.Element {
  const say = sayIn(shown.language);
  const title = titleOf(notice, shown.language);
  const state = stateNow(notice);
  return (
    <PublicShell shown={shown} title={title} self={(language) => shown.links.notice(notice.id, language)}>
      <div class="lead">
        <h1 safe>{title}</h1>
        <p safe>{`${state ? `${updateWords[state][shown.language]}. ` : ""}${spanWords(notice, shown)}`}</p>
      </div>
      <section>
        <header>
          <h2>{say({ de: "Meldungen", en: "Updates" })}</h2>
        </header>
        <Story shown={shown} notice={notice} names={names} />
      </section>
    </PublicShell>
  );
}
