import { may, type Reader } from "#src/reader.ts";
import type { Round } from "#src/round/round.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { TextArea } from "#views/ui/field.tsx";
import { formatMoment } from "#views/ui/moment.tsx";

type Props = { reader: Reader; round: Round; closedBy: string; text: string };

/** Somebody sent words to a round that is over (or has begun) meanwhile. They are here, ready to be added. */
export function OverPage({ reader, round, closedBy, text }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const path = `/round/${round.id}`;
  return (
    <Layout title={say({ de: "Wochenrunde", en: "Weekly round" })} reader={reader} current="round">
      <div class="lead">
        <h1 safe>{sentence(reader, round, closedBy)}</h1>
        <p>
          <a href={path}>
            {round.state === "open"
              ? say({ de: "Zur laufenden Runde", en: "To the running round" })
              : say({ de: "Zum Protokoll", en: "To the minutes" })}
          </a>
        </p>
      </div>
      {text === "" ? null : (
        <section>
          <header>
            <h2>{say({ de: "Was Sie geschrieben haben", en: "What you wrote" })}</h2>
          </header>
          {round.state === "closed" && may(reader, "member") ? (
            <form class="fields" method="post" action={`${path}/addenda`}>
              <TextArea
                name="text"
                label={say({ de: "Nachtrag zum Protokoll", en: "Addition to the minutes" })}
                value={text}
                full={true}
                rows={4}
              />
              <div class="buttons full">
                <button type="submit">{say({ de: "Als Nachtrag anfügen", en: "Add to the minutes" })}</button>
              </div>
            </form>
          ) : (
            <p class="theirs" safe>
              {text}
            </p>
          )}
        </section>
      )}
    </Layout>
  );
}

function sentence(reader: Reader, round: Round, closedBy: string): string {
  const tell = tellIn(reader.language);
  if (round.state === "open")
    return tell({
      de: "Die Runde hat inzwischen begonnen. Sagen Sie es dort.",
      en: "The round has begun meanwhile. Say it there.",
    });
  const at = round.closed_at ? formatMoment(round.closed_at, reader.company.time_zone) : "";
  if (at === "" || closedBy === "")
    return tell({ de: "Diese Runde läuft nicht mehr.", en: "This round is no longer running." });
  return tell({
    de: `${closedBy} hat diese Runde am ${at} geschlossen. Ihr Protokoll ist eingefroren.`,
    en: `${closedBy} closed this round on ${at}. Its minutes are frozen.`,
  });
}
