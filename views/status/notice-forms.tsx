import type { Fields } from "#src/http/form.ts";
import type { Reader } from "#src/reader.ts";
import { sayIn } from "#src/say.ts";
import type { ServiceOn } from "#src/services/register.ts";
import type { Component } from "#src/status/component.ts";
import { impactsNow, incidentStates, stateNow, type Told, updateWords } from "#src/status/notice.ts";
import { Input, Select } from "#views/ui/field.tsx";
import { ImpactFields, TellsField, TextFields } from "./manage-parts.tsx";
import { MomentInput } from "./moment-input.tsx";

/** How far an update has gone: how many people it was sent to, and what became of it. */
export type Progress = {
  update_id: number;
  queued: number;
  sent: number;
  waiting: number;
  failed: number;
  finished: boolean;
};

/** A form that was wrong, by its name. */
export type Wrong = { about: "update" | "postmortem" | "move" | "end" | "correction"; values: Fields; errors: Fields };

export type NoticeManageProps = {
  reader: Reader;
  notice: Told;
  components: readonly Component[];
  /** Services of the register that it touches. */
  affected: readonly ServiceOn[];
  names: ReadonlyMap<number, string>;
  count: number;
  mailReady: boolean;
  progress: ReadonlyMap<number, Progress>;
  /** Wall clocks of its beginning and end. */
  wall: { begins_at: string; ends_at: string };
  wrong: Wrong | null;
};

function typed(wrong: Wrong | null, about: Wrong["about"]): { values: Fields; errors: Fields } {
  return wrong?.about === about ? wrong : { values: {}, errors: {} };
}

/** What may be said of an incident next. */
export function IncidentForms(props: NoticeManageProps): JSX.Element {
  const { reader, notice, components, count, mailReady, wrong } = props;
  const say = sayIn(reader.language);
  const open = notice.closed_at === null;
  const { values, errors } = typed(wrong, "update");
  const now = stateNow(notice);
  const form = (
    <form method="post" action={`/status/manage/notices/${notice.id}/updates`} class="fields">
      <Select
        name="state"
        label={say({ de: "Stand", en: "State" })}
        value={values["state"] ?? (open ? (now ?? "investigating") : "investigating")}
        options={incidentStates.map((value) => ({ value, label: updateWords[value][reader.language] }))}
        full
      />
      <ImpactFields reader={reader} components={components} values={values} now={impactsNow(notice)} />
      <TextFields reader={reader} values={values} errors={errors} />
      <TellsField reader={reader} count={count} mailReady={mailReady} />
      <div class="buttons full">
        <button type="submit">{say({ de: "Veröffentlichen", en: "Publish" })}</button>
      </div>
    </form>
  );
  if (open)
    return (
      <section>
        <header>
          <h2>{say({ de: "Neue Meldung", en: "New update" })}</h2>
          <a class="soft" href={`/status/notices/${notice.id}`}>
            {say({ de: "öffentlich ansehen", en: "see it as the public does" })}
          </a>
        </header>
        {form}
      </section>
    );
  return (
    <>
      <Postmortem {...props} />
      <details class="fold" open={wrong?.about === "update"}>
        <summary>{say({ de: "Wieder öffnen", en: "Open again" })}</summary>
        {form}
      </details>
    </>
  );
}

function Postmortem({ reader, notice, count, mailReady, wrong }: NoticeManageProps): JSX.Element {
  const say = sayIn(reader.language);
  const { values, errors } = typed(wrong, "postmortem");
  return (
    <section id="postmortem">
      <header>
        <h2>{say({ de: "Nachbericht", en: "Postmortem" })}</h2>
        <a class="soft" href={`/status/notices/${notice.id}`}>
          {say({ de: "öffentlich ansehen", en: "see it as the public does" })}
        </a>
      </header>
      <p class="soft">
        {say({
          de: "Was geschah, warum, und was sich darum ändert.",
          en: "What happened, why, and what changes because of it.",
        })}
      </p>
      <form method="post" action={`/status/manage/notices/${notice.id}/postmortem`} class="fields">
        <TextFields reader={reader} values={values} errors={errors} id="postmortem-" />
        <TellsField reader={reader} count={count} mailReady={mailReady} checked={false} />
        <div class="buttons full">
          <button type="submit">{say({ de: "Nachbericht veröffentlichen", en: "Publish the postmortem" })}</button>
        </div>
      </form>
    </section>
  );
}

/** What may become of planned work. */
export function PlanForms({ reader, notice, count, mailReady, wall, wrong }: NoticeManageProps): JSX.Element {
  const say = sayIn(reader.language);
  const address = `/status/manage/notices/${notice.id}`;
  if (notice.closed_at !== null) return <></>;
  const moving = typed(wrong, "move");
  const ending = typed(wrong, "end");
  const hasBegun = notice.begins_at <= reader.now.toISOString();
  return (
    <>
      <section>
        <header>
          <h2>{hasBegun ? say({ de: "Verlängern", en: "Extend" }) : say({ de: "Verschieben", en: "Move" })}</h2>
          <a class="soft" href={`/status/notices/${notice.id}`}>
            {say({ de: "öffentlich ansehen", en: "see it as the public does" })}
          </a>
        </header>
        <form method="post" action={`${address}/move`} class="fields">
          <MomentInput
            name="begins_at"
            label={say({ de: "Beginn", en: "Beginning" })}
            values={{ ...wall, ...moving.values }}
            errors={moving.errors}
            reader={reader}
          />
          <MomentInput
            name="ends_at"
            label={say({ de: "Ende", en: "End" })}
            values={{ ...wall, ...moving.values }}
            errors={moving.errors}
            reader={reader}
          />
          <TextFields reader={reader} values={moving.values} errors={moving.errors} />
          <TellsField reader={reader} count={count} mailReady={mailReady} />
          <div class="buttons full">
            <button type="submit">{say({ de: "Neue Zeit veröffentlichen", en: "Publish the new time" })}</button>
          </div>
        </form>
      </section>
      <details class="fold" open={wrong?.about === "end"}>
        <summary>
          {hasBegun ? say({ de: "Abschliessen", en: "Complete" }) : say({ de: "Absagen", en: "Call off" })}
        </summary>
        <form method="post" action={`${address}/${hasBegun ? "completion" : "cancellation"}`} class="fields">
          <TextFields reader={reader} values={ending.values} errors={ending.errors} id="end-" />
          <TellsField reader={reader} count={count} mailReady={mailReady} />
          <div class="buttons full">
            <button type="submit">
              {hasBegun
                ? say({ de: "Als abgeschlossen melden", en: "Report it completed" })
                : say({ de: "Absage veröffentlichen", en: "Publish that it is off" })}
            </button>
          </div>
        </form>
      </details>
    </>
  );
}

export function Correction({ reader, notice, wall, wrong }: NoticeManageProps): JSX.Element {
  const say = sayIn(reader.language);
  const { values, errors } = typed(wrong, "correction");
  const shown = { title: notice.title, title_en: notice.title_en ?? "", begins_at: wall.begins_at, ...values };
  return (
    <details class="fold" open={wrong?.about === "correction"}>
      <summary>{say({ de: "Titel und Beginn berichtigen", en: "Correct title and beginning" })}</summary>
      <form method="post" action={`/status/manage/notices/${notice.id}/correction`} class="fields">
        <Input
          name="title"
          id="c-title"
          label={say({ de: "Titel", en: "Title" })}
          value={shown.title}
          error={errors["title"]}
          required
          full
        />
        <Input
          name="title_en"
          id="c-title_en"
          label={say({ de: "Titel auf Englisch", en: "Title in English" })}
          value={shown.title_en}
          full
        />
        <MomentInput
          name="begins_at"
          id="c-begins_at"
          label={say({ de: "Seit", en: "Since" })}
          values={shown}
          errors={errors}
          reader={reader}
        />
        <div class="buttons full">
          <button type="submit">{say({ de: "Berichtigen", en: "Correct" })}</button>
        </div>
      </form>
    </details>
  );
}
