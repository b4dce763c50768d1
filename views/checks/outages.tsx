import type { Trouble } from "#src/checks/check.ts";
import { expiringIn } from "#src/checks/expiry.ts";
import { lasting, momentWords, troubleWords } from "#src/checks/words.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import type { CheckProps } from "./check-page.tsx";

/** Every outage, slowness and expiry, the newest first. */
export function Outages({ reader, troubles }: CheckProps): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <section id="outages">
      <header>
        <h2>{say({ de: "Störungen", en: "Outages" })}</h2>
        <span class="soft num">{troubles.length}</span>
      </header>
      {troubles.length === 0 ? <p class="soft">{say({ de: "Bisher keine.", en: "None so far." })}</p> : null}
      <ul class="outages">
        {troubles.map((trouble) => (
          <li>
            <span class="num" safe>
              {momentWords(trouble.from_at, reader.company.time_zone, reader.now)}
            </span>
            <span class={trouble.kind === "down" ? "red" : undefined} safe>
              {troubleWords[trouble.kind][reader.language]}
            </span>
            <span safe>{why(trouble, reader)}</span>
            <span class="soft num" safe>
              {took(trouble, reader)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function why({ kind, seen }: Trouble, { language }: Reader): string {
  if (kind !== "expiry") return seen?.reason?.[language] ?? "";
  const on = expiringIn(seen?.details ?? {})?.on.slice(0, 10) ?? "";
  return on ? `${on.slice(8)}.${on.slice(5, 7)}.${on.slice(0, 4)}` : "";
}

function took({ from_at, until_at }: Trouble, { language, now }: Reader): string {
  const ms = (until_at ? Date.parse(until_at) : now.getTime()) - Date.parse(from_at);
  const words = lasting(ms, language);
  if (until_at !== null) return words;
  return language === "de" ? `dauert an, ${words}` : `lasts, ${words}`;
}
