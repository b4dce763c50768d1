import type { Trouble } from "#src/checks/check.ts";
import { expiringIn } from "#src/checks/expiry.ts";
import type { CheckNow } from "#src/checks/read.ts";
import { lasting, momentWords } from "#src/checks/words.ts";
import type { Reader } from "#src/reader.ts";
import { type Language, sayIn } from "#src/say.ts";

type Props = { reader: Reader; rows: readonly CheckNow[]; troubles: readonly Trouble[] };

/** What lasts and needs somebody, the oldest first. */
export function ToDo({ reader, rows, troubles }: Props): JSX.Element | null {
  const say = sayIn(reader.language);
  const byId = new Map(rows.map((row) => [row.check.id, row]));
  const items = troubles.flatMap((trouble) => {
    const row = byId.get(trouble.check_id);
    return row ? [{ trouble, row }] : [];
  });
  if (items.length === 0) return null;
  return (
    <section>
      <header>
        <h2>{say({ de: "Zu erledigen", en: "To do" })}</h2>
      </header>
      <ul class="needs">
        {items.map(({ trouble, row }) => (
          <li class={trouble.kind === "down" || trouble.kind === "unstable" ? undefined : "quiet"}>
            <a href={`/checks/${row.check.slug}`} safe>
              {troubleLine(trouble, row, reader.language)}
            </a>
            <span class="soft" safe>
              {sinceWords(trouble.from_at, reader)}
            </span>
            <span class="soft" safe>
              {quietWords(row, reader)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** "mail.example.ch: Status 451, erwartet 250" */
function troubleLine(trouble: Trouble, { check, seen }: CheckNow, language: Language): string {
  const reason = (trouble.kind === "down" ? (seen?.reason ?? trouble.seen?.reason) : trouble.seen?.reason)?.[language];
  if (trouble.kind === "unstable")
    return language === "de" ? `${check.name}: wechselt dauernd` : `${check.name}: keeps changing`;
  if (trouble.kind !== "expiry") return reason ? `${check.name}: ${reason.replace(/\.$/, "")}` : check.name;
  const on = expiringIn(trouble.seen?.details ?? {})?.on.slice(0, 10) ?? "";
  const day = on ? `${on.slice(8)}.${on.slice(5, 7)}.${on.slice(0, 4)}` : "";
  return language === "de" ? `${check.name}: läuft am ${day} ab` : `${check.name}: expires on ${day}`;
}

function sinceWords(at: string, { language, company, now }: Reader): string {
  const since = momentWords(at, company.time_zone, now);
  const took = lasting(now.getTime() - Date.parse(at), language);
  return language === "de" ? `seit ${since}, ${took}` : `since ${since}, ${took}`;
}

function quietWords({ check }: CheckNow, { language, now }: Reader): string {
  if (check.muted_until !== null && check.muted_until > now.toISOString())
    return { de: "stumm", en: "muted" }[language];
  return "";
}
