import type { Proposal } from "#src/checks/old-checks.ts";
import type { CheckNow } from "#src/checks/read.ts";
import { faceOf, faceWord, momentWords, needsPerson } from "#src/checks/words.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { Input } from "#views/ui/field.tsx";

type Props = {
  reader: Reader;
  checks: readonly CheckNow[];
  /** What is worth watching after a deletion. */
  proposals: readonly Proposal[];
  /** Where an ordinary check is made. */
  offer: string | null;
  /** The system's slug. */
  system: string;
};

/** On the page of a system or a service: how its checks stand. */
export function ChecksPanel({ reader, checks, proposals, offer, system }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const mayMake = may(reader, "member");
  return (
    <section id="checks">
      <header>
        <h2>{say({ de: "Prüfungen", en: "Checks" })}</h2>
      </header>
      {checks.length === 0 ? <p class="soft">{say({ de: "Noch keine.", en: "None yet." })}</p> : null}
      <ul class="lines">
        {checks.map((now) => (
          <li>
            <a href={`/checks/${now.check.slug}`} safe>
              {now.check.name}
            </a>
            <span class={needsPerson(faceOf(now)) ? "red" : "soft"} safe>
              {standing(now, reader)}
            </span>
          </li>
        ))}
      </ul>
      {mayMake ? proposals.map((proposal) => <ProposalForm {...{ reader, proposal, system }} />) : null}
      {mayMake && offer !== null ? (
        <p class="links">
          <a href={offer}>{say({ de: "Prüfung anlegen", en: "Make a check" })}</a>
        </p>
      ) : null}
    </section>
  );
}

const proposed = {
  gone: {
    label: { de: "Alte Adresse", en: "Old address" },
    why: { de: "Beweist fortlaufend, dass sie weg ist.", en: "Keeps proving that it is gone." },
    button: { de: "Prüfen, ob es weg ist", en: "Check that it is gone" },
  },
  trace: {
    label: { de: "Unsere Domain", en: "Our domain" },
    why: { de: "Sucht, was noch dorthin zeigt.", en: "Looks for what still points there." },
    button: { de: "Nach Spuren suchen", en: "Look for traces" },
  },
};

/** One click makes it; what is known stands in its field. */
function ProposalForm({
  reader,
  proposal,
  system,
}: {
  reader: Reader;
  proposal: Proposal;
  system: string;
}): JSX.Element {
  const { language } = reader;
  const { kind, target, old } = proposal;
  const words = proposed[kind];
  return (
    <form method="post" action="/checks/offers" class="proposal">
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="system" value={system} />
      <input type="hidden" name="old" value={old} />
      <Input
        name="target"
        id={`target-${kind}`}
        label={words.label[language]}
        value={target}
        hint={words.why[language]}
        autocomplete="off"
      />
      <button type="submit" class="plain" safe>
        {words.button[language]}
      </button>
    </form>
  );
}

function standing(now: CheckNow, { language, company, now: at }: Reader): string {
  const word = faceWord(now.check, faceOf(now))[language];
  const since = now.standing.since ? momentWords(now.standing.since, company.time_zone, at) : "";
  if (since === "") return word;
  return language === "de" ? `${word} seit ${since}` : `${word} since ${since}`;
}
