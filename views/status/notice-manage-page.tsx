import { sayIn, tellIn } from "#src/say.ts";
import { stateNow, type Told, textOf, titleOf, type UpdateState, updateWords } from "#src/status/notice.ts";
import { Layout } from "#views/layout.tsx";
import { Moment } from "#views/ui/moment.tsx";
import { AffectedServices } from "./affected-services.tsx";
import { ManageSections, TellsField } from "./manage-parts.tsx";
import { Correction, IncidentForms, type NoticeManageProps, PlanForms, type Progress } from "./notice-forms.tsx";

/** One notice for the team: what was said, to whom it went, and what to say next. */
export function NoticeManagePage(props: NoticeManageProps): JSX.Element {
  const { reader, notice } = props;
  const { language } = reader;
  const title = titleOf(notice, language);
  const state = stateNow(notice);
  const isDraft = notice.published_at === null;
  return (
    <Layout title={title} reader={reader} current="status">
      <div class="lead">
        <h1 safe>{title}</h1>
        <p>
          <span safe>{leadOf(notice, state, language)}</span> <Moment at={notice.begins_at} reader={reader} />
        </p>
        <ManageSections reader={reader} current="" />
      </div>
      {isDraft ? (
        <Draft {...props} />
      ) : notice.kind === "incident" ? (
        <IncidentForms {...props} />
      ) : (
        <PlanForms {...props} />
      )}
      <Said {...props} />
      <AffectedServices reader={reader} rows={props.affected} />
      {isDraft || notice.kind === "maintenance" ? null : <Correction {...props} />}
    </Layout>
  );
}

function leadOf({ published_at, source, ends_at }: Told, state: UpdateState | null, language: "de" | "en"): string {
  const german = language === "de";
  if (published_at !== null) return state ? `${updateWords[state][language]}, ${german ? "Beginn" : "began"}` : "";
  if (source === "checks" && ends_at !== null)
    return german
      ? "Entwurf aus Prüfungen; sie melden schon wieder gut. Beginn"
      : "Draft from checks; they report it well again. Began";
  return german ? "Entwurf, den nur das Team sieht. Beginn" : "A draft that only the team sees. Begins";
}

function Draft({ reader, notice, count, mailReady }: NoticeManageProps): JSX.Element {
  const say = sayIn(reader.language);
  const address = `/status/manage/notices/${notice.id}`;
  return (
    <section>
      <header>
        <h2>{say({ de: "Veröffentlichen", en: "Publish" })}</h2>
        <a class="soft" href={`${address}/draft`}>
          {say({ de: "Entwurf ändern", en: "Change the draft" })}
        </a>
      </header>
      <form method="post" action={`${address}/publication`} class="fields">
        <TellsField reader={reader} count={count} mailReady={mailReady} />
        <div class="buttons full">
          <button type="submit">{say({ de: "Veröffentlichen", en: "Publish" })}</button>
        </div>
      </form>
      <form method="post" action={`${address}/withdrawal`}>
        <button type="submit" class="plain">
          {say({ de: "Entwurf verwerfen", en: "Drop the draft" })}
        </button>
      </form>
    </section>
  );
}

function Said({ reader, notice, progress, names }: NoticeManageProps): JSX.Element {
  const { language } = reader;
  const say = sayIn(language);
  return (
    <section>
      <header>
        <h2>{say({ de: "Bisher gemeldet", en: "Said so far" })}</h2>
        <a class="soft" href={`/status/manage/notices/${notice.id}/deliveries`}>
          {say({ de: "an wen", en: "to whom" })}
        </a>
      </header>
      <ol class="story moments">
        {notice.updates.toReversed().map((update) => (
          <li>
            <Moment at={update.at} reader={reader} />
            <div>
              <p safe>{`${updateWords[update.state][language]}${affectedIn(update.impacts, names)}`}</p>
              <p safe>{textOf(update, language).text}</p>
              <p class="soft" safe>
                {progressWords(progress.get(update.id), language)}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function affectedIn(impacts: Told["updates"][number]["impacts"], names: ReadonlyMap<number, string>): string {
  const said = impacts
    .filter(({ impact }) => impact !== "none")
    .flatMap(({ component_id }) => names.get(component_id) ?? []);
  return said.length === 0 ? "" : ` · ${said.join(", ")}`;
}

function progressWords(progress: Progress | undefined, language: "de" | "en"): string {
  const tell = tellIn(language);
  if (!progress) return tell({ de: "nicht per Mail", en: "not by mail" });
  const { queued, sent, failed, finished } = progress;
  if (finished && queued === 0) return tell({ de: "niemand hatte es abonniert", en: "nobody had subscribed to it" });
  const bad = failed > 0 ? tell({ de: `, ${failed} nicht zustellbar`, en: `, ${failed} failed` }) : "";
  if (!finished) return tell({ de: `an ${queued} bisher, weitere folgen`, en: `to ${queued} so far, more follow` });
  return tell({ de: `${sent} von ${queued} Mails abgeschickt${bad}`, en: `${sent} of ${queued} mails sent${bad}` });
}
