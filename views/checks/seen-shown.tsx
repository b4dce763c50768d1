import type { Seen } from "#src/checks/kind.ts";
import { faceWord } from "#src/checks/words.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { DetailList } from "./detail-list.tsx";

type Props = { reader: Reader; kind: string; seen: Omit<Seen, "answer"> & { answer?: string } };

/** What one run saw: the state, why, how long it took, the details, and the first kilobyte of the answer as text. */
export function SeenShown({ reader, kind, seen }: Props): JSX.Element {
  const { language } = reader;
  return (
    <>
      <p class={seen.state === "down" ? "seen red" : "seen"}>
        <b safe>{faceWord({ kind }, seen.state)[language]}</b>
        <span class="soft num">{Math.round(seen.duration_ms)} ms</span>
      </p>
      {seen.reason ? <p safe>{seen.reason[language]}</p> : null}
      <DetailList reader={reader} details={seen.details} />
      <AnswerText reader={reader} answer={seen.answer} />
    </>
  );
}

/** The first kilobyte of what came back. It is text from outside, and shown as nothing but text. */
export function AnswerText({ reader, answer }: { reader: Reader; answer: string | undefined }): JSX.Element | null {
  const say = sayIn(reader.language);
  if (answer === undefined || answer === "") return null;
  return (
    <figure class="answer">
      <figcaption>{say({ de: "Der Anfang der Antwort", en: "The beginning of the answer" })}</figcaption>
      <pre tabindex="0" safe>
        {answer}
      </pre>
    </figure>
  );
}
