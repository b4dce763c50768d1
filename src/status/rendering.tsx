import type { Database } from "bun:sqlite";
import type { Language } from "#src/say.ts";
import { named } from "#src/settings/company.ts";
import { readCompany } from "#src/settings/store.ts";
import { dayIn } from "#src/when.ts";
import { MonthPage } from "#views/status/month-page.tsx";
import { NoticePage } from "#views/status/notice-page.tsx";
import type { Public } from "#views/status/public-shell.tsx";
import { StatusPage } from "#views/status/status-page.tsx";
import { type Board, summedOf } from "./board.ts";
import { listEveryComponent } from "./component-store.ts";
import { midnightOf } from "./days.ts";
import { type Links, type Month, monthAfter, monthOf } from "./links.ts";
import { type Told, titleOf } from "./notice.ts";
import { firstNoticeBegan, noticesBetween } from "./notice-store.ts";
import { introOf } from "./page.ts";
import { readPage } from "./page-store.ts";
import { sumSentence } from "./sum.ts";

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

export function pageText(db: Database, board: Board, shown: Public): string {
  const intro = introOf(readPage(db), shown.language);
  const sentence = sentenceOf(board, shown.language);
  return document(<StatusPage {...{ shown, board, intro, sentence }} />);
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
