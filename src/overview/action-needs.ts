import type { Reader } from "#src/reader.ts";
import { type Action, isOverdue } from "#src/round/action.ts";
import { addDays, formatOn } from "#src/when.ts";
import type { Need } from "./needs.ts";

/** Actions that are due within a week or overdue, the earliest first. */
export function actionNeeds(open: readonly Action[], { language, today }: Pick<Reader, "language" | "today">): Need[] {
  const due = open.filter(({ due_on }) => due_on !== null && due_on <= addDays(today, 7));
  return due.map((action) => {
    const overdue = isOverdue(action, today);
    const day = formatOn(action.due_on!, "de");
    return {
      text: action.task,
      href: `/round/actions#action-${action.id}`,
      who: action.person,
      since: overdue
        ? { de: `überfällig seit ${day}`, en: `overdue since ${day}` }[language]
        : { de: `bis ${day}`, en: `by ${day}` }[language],
      quiet: !overdue,
    };
  });
}
