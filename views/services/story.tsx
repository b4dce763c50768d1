import type { PropsWithChildren } from "@kitajs/html";
import { countryName } from "#src/law/country.ts";
import { may, type Reader } from "#src/reader.ts";
import { type Language, sayIn, tellIn } from "#src/say.ts";
import { correctionKey } from "#src/services/correcting.ts";
import { type Dated, isBackdated, whenOf } from "#src/services/dated.ts";
import { targetWhen } from "#src/services/service.ts";
import type { StoryItem } from "#src/services/story.ts";
import { answerWords, type Place, placeWords } from "#src/services/system.ts";
import { named } from "#src/settings/company.ts";
import { dayIn, formatOn, formatWhen } from "#src/when.ts";
import { OldDataMark, StageMark } from "#views/services/mark.tsx";

type Props = {
  items: readonly StoryItem[];
  reader: Reader;
  names: ReadonlyMap<string, string>;
  /** The page whose forms put this entry right or take it back. */
  changeOn: (item: StoryItem) => string;
};

/** A story in time: the date in the margin, the event beside it, who said it when below. */
export function Story({ items, reader, names, changeOn }: Props): JSX.Element {
  const say = sayIn(reader.language);
  if (items.length === 0)
    return <p class="soft">{say({ de: "Noch nichts gemeldet.", en: "Nothing reported yet." })}</p>;
  return (
    <ol class="story">
      {items.map((item) => (
        <li class={item.standing === "holds" ? undefined : "past"}>
          <span class="when" safe>
            {marginOf(item.fact, reader)}
          </span>
          <div>
            <p>
              <Event item={item} reader={reader} />
            </p>
            {item.fact.note ? (
              <p class="quote" lang="de-CH" safe>
                {item.fact.note}
              </p>
            ) : null}
            <Provenance fact={item.fact} standing={item.standing} reader={reader} names={names}>
              {item.standing === "holds" && may(reader, "member") ? (
                <Change on={changeOn(item)} item={item} reader={reader} />
              ) : null}
            </Provenance>
          </div>
        </li>
      ))}
    </ol>
  );
}

function marginOf(fact: Dated, reader: Reader): string {
  return formatWhen(whenOf(fact), reader.language) || formatOn(fact.reported_on, reader.language);
}

function Event({ item, reader }: { item: StoryItem; reader: Reader }): JSX.Element {
  const { language } = reader;
  const tell = tellIn(language);
  if (item.table === "stage_reports") return <StageMark stage={item.fact.stage} language={language} />;
  if (item.table === "old_data_reports")
    return (
      <>
        <OldDataMark state={item.fact.state} language={language} />{" "}
        <a class="soft" href={`/services/systems/${item.system.slug}`} safe>
          {named(item.system, language)}
        </a>
      </>
    );
  if (item.table === "targets") return <span safe>{targetSentence(item, reader)}</span>;
  if (item.table === "replacements") {
    const from = item.from ? named(item.from, language) : null;
    const to = item.to ? named(item.to, language) : null;
    return (
      <span safe>
        {from && to
          ? tell({ de: `${to} ersetzt ${from}`, en: `${to} replaces ${from}` })
          : from
            ? tell({ de: `Bisher: ${from}`, en: `So far: ${from}` })
            : tell({ de: `Neu: ${to}`, en: `New: ${to}` })}
      </span>
    );
  }
  return <span safe>{statementWords(item, reader)}</span>;
}

function targetSentence(item: Extract<StoryItem, { table: "targets" }>, { language }: Reader): string {
  const target = formatWhen(targetWhen(item.fact), language);
  const before = item.before ? formatWhen(targetWhen(item.before), language) : "";
  if (target === "") return language === "de" ? "Ziel aufgegeben" : "Target given up";
  if (before === "") return language === "de" ? `Ziel: ${target}` : `Target: ${target}`;
  return language === "de"
    ? `Ziel verschoben von «${before}» auf «${target}»`
    : `Target moved from "${before}" to "${target}"`;
}

/** What was said of a country, a criterion or an exception, in a few words. */
function statementWords(item: StoryItem, { language }: Reader): string {
  if (item.table === "places") return placeStatement(item.fact, language);
  if (item.table !== "criterion_answers" && item.table !== "exceptions")
    return { de: "Angabe zum System", en: "Statement about the system" }[language];
  const name = item.criterion ? named(item.criterion, language) : "";
  if (item.table === "criterion_answers")
    return withReason(`${name}: ${answerWords[item.fact.answer][language]}`, item.fact.reason);
  return `${{ de: "Ausnahme", en: "Exception" }[language]} ${name}: ${item.fact.reason ?? "–"}`;
}

function placeStatement({ kind, country, assumed, source }: Place, language: Language): string {
  const where = country ? countryName(country, language) : { de: "nicht überprüfbar", en: "not verifiable" }[language];
  const only = assumed === 1 ? { de: " (angenommen)", en: " (assumed)" }[language] : "";
  return withReason(`${placeWords[kind][language]}: ${where}${only}`, source);
}

function withReason(text: string, reason: string | null): string {
  return reason ? `${text}, ${reason}` : text;
}

type ProvenanceProps = PropsWithChildren<{
  fact: Dated;
  standing: StoryItem["standing"];
  reader: Reader;
  names: ReadonlyMap<string, string>;
}>;

/** Who recorded it, when it was first said, and whether that was set back. */
export function Provenance({ fact, standing, reader, names, children }: ProvenanceProps): JSX.Element {
  const { language, company } = reader;
  const tell = tellIn(language);
  const recordedOn = dayIn(company.time_zone, new Date(fact.recorded_at));
  const who = names.get(fact.by) ?? "";
  const said = formatOn(fact.reported_on, language);
  const recorded = formatOn(recordedOn, language);
  return (
    <div class="soft">
      <span safe>{tell({ de: `Gemeldet ${said}`, en: `Reported ${said}` })}</span>
      {isBackdated(fact, recordedOn) ? (
        <span safe>
          {tell({
            de: `, nachgetragen ${recorded}${who ? ` von ${who}` : ""}`,
            en: `, added later on ${recorded}${who ? ` by ${who}` : ""}`,
          })}
        </span>
      ) : who ? (
        <span safe>{tell({ de: ` von ${who}`, en: ` by ${who}` })}</span>
      ) : null}
      {standing === "corrected" ? (
        <span>{sayIn(language)({ de: ", später berichtigt", en: ", corrected later" })}</span>
      ) : null}
      {standing === "withdrawn" ? <span>{sayIn(language)({ de: ", zurückgezogen", en: ", withdrawn" })}</span> : null}
      {children}
    </div>
  );
}

/** A mistake is put right or taken back with a click; it stays readable. */
function Change({ on, item, reader }: { on: string; item: StoryItem; reader: Reader }): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <>
      {formOf[item.table] ? (
        <a class="change" href={`${on}?correct=${correctionKey(item)}#${formOf[item.table]}`}>
          {say({ de: "berichtigen", en: "correct" })}
        </a>
      ) : null}
      <WithdrawButton to={`${on}/withdrawals`} table={item.table} id={item.fact.id} reader={reader} />
    </>
  );
}

/** The form that a story's entry was written with. */
const formOf: Record<string, string> = {
  stage_reports: "stage",
  targets: "target",
  replacements: "replacement",
  old_data_reports: "old-data",
};

export function WithdrawButton({
  to,
  table,
  id,
  reader,
}: {
  to: string;
  table: string;
  id: number;
  reader: Reader;
}): JSX.Element {
  const say = sayIn(reader.language);
  return (
    <form method="post" action={to} class="inline">
      <input type="hidden" name="table" value={table} />
      <input type="hidden" name="id" value={String(id)} />
      <button
        type="submit"
        class="link"
        title={say({
          de: "War ein Irrtum: zählt nicht mehr, bleibt lesbar",
          en: "Was a mistake: no longer counts, stays readable",
        })}
      >
        {say({ de: "zurückziehen", en: "withdraw" })}
      </button>
    </form>
  );
}
