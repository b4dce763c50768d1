import type { Fields } from "#src/http/form.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import type { System } from "#src/services/system.ts";
import { formatOn } from "#src/when.ts";
import { PlainLayout } from "#views/layout.tsx";

type Props = { reader: Reader; system: System; letter: Fields };

/** The letter for the printer, for providers that take requests on paper only. */
export function LetterPrintPage({ reader, system, letter }: Props): JSX.Element {
  const say = sayIn(reader.language);
  const english = letter["language"] === "en";
  return (
    <PlainLayout title={letter["subject"] ?? ""} reader={reader}>
      <p class="links on-screen">
        <a href={`/inbox/deletions/${system.slug}`}>
          {say({ de: "Zurück zum Löschverlangen", en: "Back to the request" })}
        </a>
      </p>
      <article class="paper" lang={english ? "en" : "de-CH"}>
        <p safe>{reader.company.name}</p>
        <p class="words" safe>
          {system.vendor ?? system.name}
        </p>
        <p safe>{formatOn(reader.today, "de")}</p>
        <h1 safe>{letter["subject"] ?? ""}</h1>
        <div class="words" safe>
          {letter["text"] ?? ""}
        </div>
      </article>
    </PlainLayout>
  );
}
