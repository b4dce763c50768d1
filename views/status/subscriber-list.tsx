import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import type { Subscriber } from "#src/status/subscriber.ts";
import { Moment } from "#views/ui/moment.tsx";

const shownAtOnce = 100;

type Props = { reader: Reader; subscribers: readonly Subscriber[]; like: string };

/** A hundred at once, and the way to the next. */
export function SubscriberList({ reader, subscribers, like }: Props): JSX.Element {
  const say = sayIn(reader.language);
  if (subscribers.length === 0)
    return (
      <p class="soft">
        {say({
          de: "Noch niemand. Auf der öffentlichen Seite kann sich eintragen, wer Meldungen möchte; eine Liste von früher lässt sich unten einlesen.",
          en: "Nobody yet. Whoever wants notices can subscribe on the public page; a list from before can be read in below.",
        })}
      </p>
    );
  const shown = subscribers.slice(0, shownAtOnce);
  return (
    <>
      <ul class="lines">
        {shown.map((subscriber) => (
          <li>
            <span safe>{subscriber.address}</span>
            <Standing reader={reader} subscriber={subscriber} />
            <span>
              {subscriber.quarantined_at === null ? null : (
                <form method="post" action={`/status/manage/subscribers/${subscriber.id}/release`} class="inline">
                  <button type="submit" class="link">
                    {say({ de: "wieder senden", en: "send again" })}
                  </button>
                </form>
              )}
              <form method="post" action={`/status/manage/subscribers/${subscriber.id}/removal`} class="inline">
                <button type="submit" class="link">
                  {say({ de: "entfernen", en: "remove" })}
                </button>
              </form>
            </span>
          </li>
        ))}
      </ul>
      {subscribers.length > shownAtOnce ? (
        <p class="links">
          <a href={`/status/manage/subscribers?after=${shown.at(-1)!.id}&q=${encodeURIComponent(like)}`}>
            {say({ de: "weitere", en: "more" })}
          </a>
        </p>
      ) : null}
    </>
  );
}

/** Since when, and how we know that they want it. */
function Standing({ reader, subscriber }: { reader: Reader; subscriber: Subscriber }): JSX.Element {
  const say = sayIn(reader.language);
  if (subscriber.quarantined_at !== null)
    return (
      <span class="red" safe>
        {tellIn(reader.language)({
          de: `in Quarantäne: ${subscriber.quarantine_why ?? ""}`,
          en: `in quarantine: ${subscriber.quarantine_why ?? ""}`,
        })}
      </span>
    );
  if (subscriber.confirmed_at === null)
    return <span class="soft">{say({ de: "nicht bestätigt", en: "not confirmed" })}</span>;
  return (
    <span class="soft">
      {subscriber.source === "import"
        ? say({ de: "eingelesen", en: "imported" })
        : say({ de: "bestätigt", en: "confirmed" })}{" "}
      <Moment at={subscriber.confirmed_at} reader={reader} />
    </span>
  );
}
