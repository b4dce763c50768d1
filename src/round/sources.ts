import type { Database } from "bun:sqlite";
import { type DateSource, datesFor } from "#src/deletions/dates.ts";
import { readFacts, readRegister } from "#src/services/read.ts";
import type { Register } from "#src/services/register.ts";
import { listFacts } from "#src/services/store.ts";
import { listLawIntervals, readCompany } from "#src/settings/store.ts";
import type { Day } from "#src/when.ts";
import { actionPoints } from "./action-points.ts";
import { listActions, listOpenActions } from "./action-store.ts";
import type { AgendaSource, Subject } from "./agenda.ts";
import { changePoints } from "./change-points.ts";
import { datePoints } from "./date-points.ts";
import { lawPoints } from "./law-points.ts";
import { registerPoints } from "./register-points.ts";
import { serviceSubject, systemSubject } from "./subject.ts";

const registerAt = (db: Database, today: Day) => readRegister(db, { asOf: today, knownAt: today });

/** What the round speaks of from what was built before it. Later areas register theirs in app.tsx. */
export const agendaSources: readonly [name: string, AgendaSource][] = [
  ["changes", (db, since, today) => changePoints(readFacts(db), registerAt(db, today), since, today)],
  ["register", (db, _, today) => registerPoints(registerAt(db, today), listFacts(db, "contracts"))],
  [
    "dates",
    (db, _, today) => datePoints(datesFor(db, { role: "owner", person_id: null, today }), registerAt(db, today), today),
  ],
  ["actions", (db, since, today) => actionPoints(listActions(db), subjectsOf(registerAt(db, today)), since, today)],
  [
    "law",
    (db, since, today) => {
      const law = { regime: readCompany(db).regime, own: listLawIntervals(db) };
      return lawPoints(registerAt(db, today), law, since, today);
    },
  ],
];

/** Everything in the register that something can be about. */
function subjectsOf({ services, systems }: Register): Map<string, Subject> {
  return new Map([
    ...services.map(({ service }) => [`service:${service.slug}`, serviceSubject(service)] as const),
    ...systems.map(({ system }) => [`system:${system.slug}`, systemSubject(system, null)] as const),
  ]);
}

/** Actions with a due date, for the calendar and the list of dates. */
export const actionDates: DateSource = {
  name: "actions",
  read: (db) =>
    listOpenActions(db).flatMap(({ id, task, due_on, person_id, person }) =>
      due_on === null
        ? []
        : [
            {
              key: `action:${id}`,
              what: { de: "Pendenz", en: "action" },
              title: { de: task, en: task },
              on: due_on,
              person_id,
              person,
              href: `/round/actions#action-${id}`,
            },
          ],
    ),
};
