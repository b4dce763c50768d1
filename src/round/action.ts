import type { Day } from "#src/when.ts";

/** Something that somebody took on. `person` is a name: the person's where there is one, else what was written. */
export type Action = {
  id: number;
  round_id: number | null;
  subject: string | null;
  task: string;
  person_id: number | null;
  person: string;
  due_on: Day | null;
  set_by: string;
  set_on: Day;
  done_by: string | null;
  done_on: Day | null;
};

export function isOverdue({ done_on, due_on }: Pick<Action, "done_on" | "due_on">, today: Day): boolean {
  return done_on === null && due_on !== null && due_on < today;
}

/** Open ones by person, those with the earliest due date first; people in the order of their first action. */
export function byPerson(actions: readonly Action[]): [string, Action[]][] {
  const open = actions.filter(({ done_on }) => done_on === null);
  const sorted = open.sort((a, b) => (a.due_on ?? "9").localeCompare(b.due_on ?? "9") || a.id - b.id);
  return [...Map.groupBy(sorted, ({ person }) => person)];
}
