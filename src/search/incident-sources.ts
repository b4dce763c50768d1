import { may } from "#src/reader.ts";
import { stateNow, textOf, titleOf, updateWords } from "#src/status/notice.ts";
import { latestNotices } from "#src/status/notice-store.ts";
import { dayIn, formatOn } from "#src/when.ts";
import { best } from "./best.ts";
import type { Source } from "./found.ts";

/** So many of the newest are looked through: years of them. */
const most = 1000;

/** Incidents and maintenance that were published: the team finds its own page, others the public one. */
export const incidents: Source = ({ db, reader, words }) => {
  const { language, company } = reader;
  const at = may(reader, "member") ? "/status/manage/notices" : "/status/notices";
  const candidates = latestNotices(db, most).map((notice) => {
    const state = stateNow(notice);
    const day = formatOn(dayIn(company.time_zone, new Date(notice.begins_at)), language);
    return {
      title: titleOf(notice, language),
      rest: notice.updates.map((update) => textOf(update, language).text),
      href: `${at}/${notice.id}`,
      note: state ? `${day}, ${updateWords[state][language]}` : day,
    };
  });
  return best({ de: "Störungen und Wartung", en: "Incidents and maintenance" }, words, candidates);
};
