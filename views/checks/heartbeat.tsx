import type { Check } from "#src/checks/check.ts";
import type { Ping } from "#src/checks/ping-store.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { formatMoment, Moment } from "#views/ui/moment.tsx";

export type HeartbeatShown = { address: string; pings: readonly Ping[]; expected: string | null };

const pingWords = {
  success: { de: "gemeldet", en: "reported" },
  start: { de: "begonnen", en: "started" },
  fail: { de: "fehlgeschlagen", en: "failed" },
  log: { de: "notiert", en: "noted" },
};

/** Where signs of life go, when the next is due, and those that came. */
export function Heartbeat({
  reader,
  check,
  shown,
}: {
  reader: Reader;
  check: Check;
  shown: HeartbeatShown;
}): JSX.Element {
  const say = sayIn(reader.language);
  const { address, pings, expected } = shown;
  return (
    <section id="heartbeat">
      <header>
        <h2>{say({ de: "Herzschlag", en: "Heartbeat" })}</h2>
      </header>
      <p class="soft">
        {say({
          de: "Rufen Sie am Ende der Aufgabe diese Adresse auf, mit GET oder POST. /start davor misst die Dauer, /fail meldet einen Fehler, /log notiert nur, eine Zahl am Ende ist der Exit-Code.",
          en: "Call this address when the task is done, with GET or POST. /start before it measures how long, /fail reports a failure, /log only notes, and a number at the end is the exit code.",
        })}
      </p>
      <code class="secret" safe>
        {`curl -fsS -m 10 --retry 5 ${address}`}
      </code>
      {expected ? (
        <p safe>
          {tellIn(reader.language)({
            de: `Als Nächstes erwartet: ${expectedWords(expected, reader)}`,
            en: `Expected next: ${expectedWords(expected, reader)}`,
          })}
        </p>
      ) : null}
      <ul class="answers">
        {pings.map((ping) => (
          <li>
            <Moment at={ping.at} reader={reader} />
            <span class={ping.kind === "fail" ? "red" : undefined} safe>
              {pingWords[ping.kind][reader.language]}
            </span>
            <span class="num" safe>
              {ping.exit_code === null ? "" : String(ping.exit_code)}
            </span>
            {ping.body ? (
              <details>
                <summary>{say({ de: "Inhalt", en: "Body" })}</summary>
                <pre safe>{ping.body}</pre>
              </details>
            ) : (
              <span />
            )}
          </li>
        ))}
      </ul>
      {may(reader, "member") ? (
        <form method="post" action={`/checks/${check.slug}/key`} class="buttons soft">
          <button type="submit" class="link">
            {say({ de: "Neue Adresse (die alte gilt nicht mehr)", en: "New address (the old one counts no longer)" })}
          </button>
        </form>
      ) : null}
    </section>
  );
}

/** "24.11.2026, 02:00 Europe/Zurich (01:00 UTC)" */
function expectedWords(at: string, { company }: Reader): string {
  return `${formatMoment(at, company.time_zone)} ${company.time_zone} (${at.slice(11, 16)} UTC)`;
}
