import type { Problem } from "#src/problem.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { Layout, PlainLayout } from "./layout.tsx";

type Props = { problem: Problem; reader: Reader | null; requestId: string | null };

const nobody: Reader = {
  person: null,
  language: "de",
  path: "/login",
  company: { name: "Aktion", regime: "CH", time_zone: "Europe/Zurich" },
  now: new Date(0),
  today: "1970-01-01",
};

/** Whatever stands in the way, in one sentence, with the way on. */
export function ProblemPage({ problem, reader, requestId }: Props): JSX.Element {
  const known = reader ?? nobody;
  const say = sayIn(known.language);
  const title = say({ de: "Das ging nicht", en: "That did not work" });
  const body = (
    <>
      <div class="lead">
        <h1 safe>{problem.in(known.language)}</h1>
        <p>
          {known.person ? (
            <a href="/">{say({ de: "Zur Übersicht", en: "To the overview" })}</a>
          ) : (
            <a href="/login">{say({ de: "Zur Anmeldung", en: "To the log-in" })}</a>
          )}
        </p>
      </div>
      {problem.status >= 500 && requestId ? (
        <p class="soft" safe>
          {`${known.language === "de" ? "Kennung für das Protokoll" : "Reference for the log"}: ${requestId}`}
        </p>
      ) : null}
    </>
  );
  return known.person ? (
    <Layout title={title} reader={known}>
      {body}
    </Layout>
  ) : (
    <PlainLayout title={title} reader={known}>
      {body}
    </PlainLayout>
  );
}
