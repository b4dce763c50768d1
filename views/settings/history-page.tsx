import { formatNumber } from "#src/number-words.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn, tellIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { Moment } from "#views/ui/moment.tsx";
import { entryIn } from "./entry-words.ts";
import { SettingsSections } from "./settings-page.tsx";

/** One entry as it is shown: `by` is a name, `about` what it tells of, `said` its names and words, empty once they are erased. */
export type ShownEntry = { seq: number; what: string; recorded_at: string; by: string; about: string; said: string };

/** What the check found; null when nobody asked for one. */
export type Checked =
  | { ok: true; count: number }
  | { ok: false; seq: number; broken: "changed" | "removed" | "reordered" | "words" }
  | null;

type Props = {
  reader: Reader;
  head: { count: number; hash: string };
  /** The keys that signed this chain, the newest first. */
  keys: readonly { id: string; since: number; public_key: string }[];
  signed: { count: number; at: string } | null;
  entries: readonly ShownEntry[];
  checked: Checked;
};

export function HistoryPage({ reader, head, keys, signed, entries, checked }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const oldest = entries.at(-1)?.seq ?? 1;
  return (
    <Layout title={say({ de: "Verlauf", en: "History" })} reader={reader} current="settings">
      <div class="lead">
        <h1 class={checked?.ok === false ? "red" : undefined} safe>
          {summary(reader, head.count, checked)}
        </h1>
        <p>
          {say({
            de: "Was beweisbar bleiben muss, wird ein Eintrag. Jeder Eintrag trägt den Prüfwert des vorigen: wer einen ändert oder entfernt, wird bemerkt.",
            en: "What must stay provable becomes an entry. Each carries the hash of the one before: whoever changes or removes one is noticed.",
          })}
        </p>
        <SettingsSections reader={reader} current="/settings/history" />
      </div>
      <section>
        <header>
          <h2>{say({ de: "Kette", en: "Chain" })}</h2>
          <a href="/settings/history?check">{say({ de: "Jetzt prüfen", en: "Check now" })}</a>
        </header>
        <dl class="facts">
          <dt>{say({ de: "Einträge", en: "Entries" })}</dt>
          <dd safe>{formatNumber(head.count, reader.language)}</dd>
          <dt>{say({ de: "Kopf", en: "Head" })}</dt>
          <dd>
            <code class="hash" safe>
              {head.hash}
            </code>
          </dd>
        </dl>
      </section>
      <Signature reader={reader} keys={keys} signed={signed} />
      <section>
        <header>
          <h2>{say({ de: "Einträge, neueste zuerst", en: "Entries, newest first" })}</h2>
        </header>
        <ol class="story moments">
          {entries.map((entry) => (
            <EntryLine reader={reader} entry={entry} />
          ))}
        </ol>
        {oldest > 1 ? (
          <p class="buttons">
            <a class="button plain" href={`/settings/history?before=${oldest}`}>
              {say({ de: "Ältere", en: "Older" })}
            </a>
          </p>
        ) : null}
      </section>
    </Layout>
  );
}

/** The public half of the key, so that it can be kept elsewhere too. */
function Signature({ reader, keys, signed }: Pick<Props, "reader" | "keys" | "signed">): JSX.Element | null {
  const say = sayIn(reader.language);
  const [key] = keys;
  if (!key) return null;
  const german = reader.language === "de";
  return (
    <section>
      <header>
        <h2>{say({ de: "Unterschrift", en: "Signature" })}</h2>
        <a href="/settings/history/checkpoint.txt" hx-boost="false">
          {say({ de: "Kopf, unterschrieben", en: "Head, signed" })}
        </a>
        <a href="/settings/history/public-key.txt" hx-boost="false">
          {say({ de: "Öffentlicher Schlüssel", en: "Public key" })}
        </a>
      </header>
      <p>
        {say({
          de: "Legen Sie beides von Zeit zu Zeit anderswo ab: nur gegen einen früheren Kopf zeigt sich, wenn jemand die ganze Kette neu schreibt.",
          en: "Keep both elsewhere from time to time: only against an earlier head does it show when somebody writes the whole chain anew.",
        })}
      </p>
      <dl class="facts">
        {signed ? (
          <>
            <dt>{say({ de: "zuletzt", en: "last" })}</dt>
            <dd>
              <span
                safe
              >{`${german ? "bis Eintrag" : "up to entry"} ${formatNumber(signed.count, reader.language)}, `}</span>
              <Moment at={signed.at} reader={reader} />
            </dd>
          </>
        ) : null}
        <dt>{say({ de: "Schlüssel", en: "Key" })}</dt>
        <dd
          safe
        >{`${key.id}, ${german ? "seit Eintrag" : "since entry"} ${formatNumber(key.since, reader.language)}`}</dd>
        <dt>{say({ de: "öffentlich", en: "public" })}</dt>
        <dd>
          <code class="hash" safe>
            {key.public_key}
          </code>
        </dd>
        {keys.length > 1 ? (
          <>
            <dt>{say({ de: "früher", en: "earlier" })}</dt>
            <dd safe>
              {keys
                .slice(1)
                .map(({ id, since }) => `${id} (${since})`)
                .join(", ")}
            </dd>
          </>
        ) : null}
      </dl>
    </section>
  );
}

function summary(reader: Reader, count: number, checked: Checked): string {
  const tell = tellIn(reader.language);
  if (checked?.ok === false)
    return tell({
      de: `Die Kette stimmt nicht: Eintrag ${checked.seq} ${broken[checked.broken].de}.`,
      en: `The chain does not hold: entry ${checked.seq} ${broken[checked.broken].en}.`,
    });
  const number = formatNumber(checked?.count ?? count, reader.language);
  if (checked)
    return tell({
      de: `${number} Einträge geprüft, alle unverändert.`,
      en: `${number} entries checked, all unchanged.`,
    });
  if (count === 1) return tell({ de: "Ein Eintrag in der Kette.", en: "One entry in the chain." });
  return tell({ de: `${number} Einträge in der Kette.`, en: `${number} entries in the chain.` });
}

const broken = {
  changed: { de: "wurde verändert", en: "was changed" },
  removed: { de: "fehlt", en: "is missing" },
  reordered: { de: "steht an anderer Stelle", en: "stands in another place" },
  words: { de: "hat andere Worte als bei der Aufnahme", en: "has other words than when it was recorded" },
};

function EntryLine({ reader, entry }: { reader: Reader; entry: ShownEntry }): JSX.Element {
  return (
    <li id={`entry-${entry.seq}`}>
      <Moment at={entry.recorded_at} reader={reader} />
      <div>
        <p>
          <span safe>{entryIn(entry.what, reader.language)}</span>
          {entry.about ? <span class="soft" safe>{` · ${entry.about}`}</span> : null}
        </p>
        <p safe>
          {[`${reader.language === "de" ? "Nr." : "No."} ${entry.seq}`, entry.by, entry.said]
            .filter((part) => part !== "")
            .join(" · ")}
        </p>
      </div>
    </li>
  );
}
