import type { Database } from "bun:sqlite";
import type { Language } from "#src/say.ts";
import { named } from "#src/settings/company.ts";
import { readCompany } from "#src/settings/store.ts";
import { dayIn } from "#src/when.ts";
import { ComponentRow } from "#views/status/component-row.tsx";
import { MonthPage } from "#views/status/month-page.tsx";
import { NoticePage } from "#views/status/notice-page.tsx";
import type { Public } from "#views/status/public-shell.tsx";
import { StatusPage } from "#views/status/status-page.tsx";
import { type Board, summedOf } from "./board.ts";
import type { ComponentLine } from "./component-lines.ts";
import { listEveryComponent } from "./component-store.ts";
import { midnightOf } from "./days.ts";
import { type Links, type Month, monthAfter, monthOf } from "./links.ts";
import { type Told, titleOf } from "./notice.ts";
import { firstNoticeBegan, noticesBetween } from "./notice-store.ts";
import { introOf } from "./page.ts";
import { readPage } from "./page-store.ts";
import { sumSentence } from "./sum.ts";
import { dayWords, percent } from "./words.ts";

/** What a public page is given, at a moment and in a language. */
export function publicOf(
  db: Database,
  { language, links, at }: { language: Language; links: Links; at: Date },
): Public {
  const page = readPage(db);
  const company = readCompany(db);
  const contact_url = /^(https?|mailto):/.test(page.contact_url ?? "") ? page.contact_url : null;
  return {
    language,
    links,
    contact_url,
    name: page.name ?? company.name,
    at: at.toISOString(),
    time_zone: company.time_zone,
  };
}

export function sentenceOf(board: Board, language: Language): string {
  const summed = summedOf(
    board,
    (component) => named(component, language),
    (notice) => titleOf(notice, language),
  );
  return sumSentence(summed, language);
}

/** What stands of components, as it was made the last time. */
export type RowMemory = Map<string, JSX.Element>;

export function pageText(db: Database, board: Board, shown: Public, rows: RowMemory = new Map()): string {
  const intro = introOf(readPage(db), shown.language);
  const sentence = sentenceOf(board, shown.language);
  const made: RowMemory = new Map();
  const row = (line: ComponentLine) => {
    const key = rowKey(line, shown);
    const html = rows.get(key) ?? <ComponentRow shown={shown} board={board} line={line} />;
    made.set(key, html);
    return html;
  };
  const text = document(<StatusPage {...{ shown, board, intro, sentence, row }} />);
  for (const key of rows.keys()) if (key.startsWith(`${shown.language} `) && !made.has(key)) rows.delete(key);
  for (const [key, html] of made) rows.set(key, html);
  return text;
}

/** Everything that a row shows. Of a day that goes on, only what is said of it: a minute more of running is nothing new. */
function rowKey({ component, state, days, times, past }: ComponentLine, { language, links }: Public): string {
  const today = days.at(-1)!;
  const said = [dayWords(today, language), today.state, today.notices, percent(times, language)];
  return `${language} ${JSON.stringify([component, state, past, said, links.notice(0, language)])}`;
}

export function noticeText(db: Database, notice: Told, shown: Public): string {
  return document(<NoticePage shown={shown} notice={notice} names={namesIn(db, shown.language)} />);
}

export function monthText(db: Database, month: Month, shown: Public): string {
  const { first, last } = monthsOf(db, new Date(shown.at));
  const from = new Date(midnightOf(`${month}-01`, shown.time_zone)).toISOString();
  const until = new Date(midnightOf(`${monthAfter(month, 1)}-01`, shown.time_zone)).toISOString();
  const notices = noticesBetween(db, from, until);
  return document(<MonthPage {...{ shown, month, first, last, notices }} />);
}

/** The months of which something can be told: from the first notice to now, and what is planned. */
export function monthsOf(db: Database, at: Date): { first: Month; last: Month } {
  const { time_zone } = readCompany(db);
  const last = monthOf(dayIn(time_zone, at));
  const began = firstNoticeBegan(db);
  const first = began ? monthOf(dayIn(time_zone, new Date(began))) : last;
  return { first: first < last ? first : last, last };
}

export function namesIn(db: Database, language: Language): Map<number, string> {
  return new Map(listEveryComponent(db).map((component) => [component.id, named(component, language)]));
}

function document(page: JSX.Element): string {
  return `<!doctype html>${page}`;
}
