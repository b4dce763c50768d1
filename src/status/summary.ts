import type { Language } from "#src/say.ts";
import { named } from "#src/settings/company.ts";
import { type Board, summedOf } from "./board.ts";
import { stateNow, type Told, titleOf } from "./notice.ts";
import { sumSentence, worstOf } from "./sum.ts";
import { uptimeOf } from "./times.ts";

/** The page for programs: the same facts, with codes in place of words. */
export function summaryOf(board: Board, language: Language) {
  const summed = summedOf(
    board,
    (component) => named(component, language),
    (notice) => titleOf(notice, language),
  );
  return {
    at: board.at.toISOString(),
    state: worstOf(summed),
    sentence: sumSentence(summed, language),
    components: board.components.map(({ component, state, times }) => ({
      slug: component.slug,
      name: named(component, language),
      state,
      uptime_90_days: uptimeOf(times),
    })),
    incidents: board.incidents.map((notice) => summaryOfNotice(notice, language)),
    maintenance: [...board.running, ...board.planned].map((notice) => summaryOfNotice(notice, language)),
  };
}

function summaryOfNotice(notice: Told, language: Language) {
  const { id, begins_at, ends_at } = notice;
  return { id, title: titleOf(notice, language), state: stateNow(notice), begins_at, ends_at };
}
