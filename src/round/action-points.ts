import type { Day } from "#src/when.ts";
import { formatOn } from "#src/when.ts";
import { type Action, isOverdue } from "./action.ts";
import type { AgendaPoint, Since, Subject } from "./agenda.ts";

/** Open actions, each with its subject where that is on the register, and what was done since the last round. */
export function actionPoints(
  actions: readonly Action[],
  subjects: ReadonlyMap<string, Subject>,
  since: Since,
  today: Day,
): AgendaPoint[] {
  return actions
    .filter((action) => action.set_on <= today && (action.done_on === null || action.done_on > since.on))
    .map((action) => ({
      ...subjectOf(action, subjects),
      ...(action.done_on ? doneText(action) : openText(action, today)),
    }));
}

function subjectOf(action: Action, subjects: ReadonlyMap<string, Subject>): Subject {
  const known = action.subject === null ? undefined : subjects.get(action.subject);
  if (known) return known;
  const title = { de: action.task, en: action.task };
  return { subject: `action:${action.id}`, title, href: `/round/actions#action-${action.id}`, owner: action.person };
}

type Said = Pick<AgendaPoint, "section" | "text" | "on" | "red">;

function openText(action: Action, today: Day): Said {
  const overdue = isOverdue(action, today);
  const due = action.due_on ? formatOn(action.due_on, "de") : null;
  return {
    section: overdue ? "overdue" : "action",
    text: {
      de: `Pendenz von ${action.person}: ${action.task}${due ? ` (${overdue ? "war fällig am" : "bis"} ${due})` : ""}`,
      en: `Action of ${action.person}: ${action.task}${due ? ` (${overdue ? "was due on" : "by"} ${due})` : ""}`,
    },
    on: action.due_on,
    red: overdue,
  };
}

function doneText(action: Action): Said {
  return {
    section: "changed",
    text: {
      de: `Pendenz erledigt: ${action.task} (${action.person})`,
      en: `Action done: ${action.task} (${action.person})`,
    },
    on: action.done_on,
    red: false,
  };
}
