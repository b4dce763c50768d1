import type { Answer, Check, Trouble } from "#src/checks/check.ts";
import { checkHeadline } from "#src/checks/check-words.ts";
import type { DayTimes } from "#src/checks/days.ts";
import type { Chart, ChartSpan } from "#src/checks/detail.ts";
import type { CheckNow } from "#src/checks/read.ts";
import type { Times } from "#src/checks/uptime.ts";
import { faceOf, needsPerson } from "#src/checks/words.ts";
import { may, type Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import { Layout } from "#views/layout.tsx";
import { AnswerTimes } from "./answer-times.tsx";
import { CheckAside } from "./check-aside.tsx";
import { DetailList } from "./detail-list.tsx";
import { Heartbeat, type HeartbeatShown } from "./heartbeat.tsx";
import { LastAnswers } from "./last-answers.tsx";
import { Outages } from "./outages.tsx";
import { AnswerText } from "./seen-shown.tsx";
import { UptimeSection } from "./uptime-section.tsx";

export type CheckProps = {
  reader: Reader;
  now: CheckNow;
  /** What is asked, in one line. */
  target: string;
  days: readonly DayTimes[];
  times: { day: Times; week: Times };
  chart: Chart;
  span: ChartSpan;
  answers: readonly Answer[];
  troubles: readonly Trouble[];
  parent: Check | null;
  system: { slug: string; name: string } | null;
  service: { slug: string; name: string } | null;
  heartbeat: HeartbeatShown | null;
};

/** A check: how it stands and why, how it was, what it answered. */
export function CheckPage(props: CheckProps): JSX.Element {
  const { reader, now, heartbeat } = props;
  const { check } = now;
  const say = sayIn(reader.language);
  return (
    <Layout title={check.name} reader={reader} current="checks">
      <div class="lead">
        <p>
          <a href="/checks">{say({ de: "Prüfungen", en: "Checks" })}</a>
        </p>
        <h1 safe>
          {checkHeadline(now, { language: reader.language, timeZone: reader.company.time_zone, now: reader.now })}
        </h1>
        <Standing {...props} />
      </div>
      <div class="aside">
        <div>
          <WhyDown {...props} />
          {heartbeat ? <Heartbeat reader={reader} check={check} shown={heartbeat} /> : null}
          <UptimeSection {...props} />
          {heartbeat ? null : <AnswerTimes {...props} />}
          <Outages {...props} />
          {heartbeat ? null : <LastAnswers {...props} />}
        </div>
        <aside>
          <CheckAside {...props} />
          {heartbeat ? null : <Details {...props} />}
        </aside>
      </div>
    </Layout>
  );
}

/** What stands against all being well as it looks: paused, archived, muted. */
function Standing({ reader, now: { check } }: CheckProps): JSX.Element | null {
  const say = sayIn(reader.language);
  const path = `/checks/${check.slug}`;
  const mayChange = may(reader, "member");
  if (check.archived_at !== null)
    return (
      <form class="notice quiet" method="post" action={`${path}/restore`}>
        <p>{say({ de: "Diese Prüfung ist archiviert.", en: "This check is archived." })}</p>
        {mayChange ? (
          <button type="submit" class="plain">
            {say({ de: "Zurückholen", en: "Bring back" })}
          </button>
        ) : null}
      </form>
    );
  if (check.paused_at === null) return null;
  return (
    <form class="notice quiet" method="post" action={`${path}/resume`}>
      <p>{say({ de: "Solange sie pausiert ist, zählt keine Zeit.", en: "While it is paused, no time counts." })}</p>
      {mayChange ? (
        <button type="submit" class="plain">
          {say({ de: "Wieder prüfen", en: "Check again" })}
        </button>
      ) : null}
    </form>
  );
}

function WhyDown({ reader, now }: CheckProps): JSX.Element | null {
  const say = sayIn(reader.language);
  const { seen } = now;
  const face = faceOf(now);
  if (!seen?.reason || face === "paused") return null;
  return (
    <section id="why">
      <header>
        <h2>
          {needsPerson(face)
            ? say({ de: "Warum gestört", en: "Why it is down" })
            : say({ de: "Was zuletzt nicht gut war", en: "What was not well last" })}
        </h2>
        <code class="soft" safe>
          {seen.reason.code}
        </code>
      </header>
      <p safe>{seen.reason[reader.language]}</p>
      <AnswerText reader={reader} answer={seen.answer} />
    </section>
  );
}

function Details({ reader, now: { seen } }: CheckProps): JSX.Element | null {
  const say = sayIn(reader.language);
  if (!seen || Object.keys(seen.details).length === 0) return null;
  return (
    <section>
      <header>
        <h2>{say({ de: "Was die letzte Antwort sagt", en: "What the last answer says" })}</h2>
      </header>
      <DetailList reader={reader} details={seen.details} />
    </section>
  );
}
