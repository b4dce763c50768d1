import type { Due } from "#src/deletions/dates.ts";
import type { Register } from "#src/services/register.ts";
import { addDays, type Day, formatOn } from "#src/when.ts";
import type { AgendaPoint, Subject } from "./agenda.ts";
import { serviceSubject, subjectOfSystem } from "./subject.ts";

/** So many days ahead is on the agenda. */
const ahead_days = 14;

/** Deadlines that have passed or are near: targets, steps of an offboarding, backups, contracts, reviews. Actions have their own. */
export function datePoints(dates: readonly Due[], register: Register, today: Day): AgendaPoint[] {
  const near = dates.filter(({ on, key }) => on <= addDays(today, ahead_days) && !key.startsWith("action:"));
  return near.map((due) => {
    const overdue = due.on < today;
    const day = formatOn(due.on, "de");
    return {
      ...(subjectOf(due, register) ?? { subject: due.key, title: due.title, href: due.href, owner: due.person }),
      section: overdue ? "overdue" : "soon",
      text: {
        de: `${capital(due.what.de)}: ${due.title.de}, ${overdue ? "war fällig am" : "fällig am"} ${day}`,
        en: `${capital(due.what.en)}: ${due.title.en}, ${overdue ? "was due on" : "due on"} ${day}`,
      },
      on: due.on,
      red: overdue,
    };
  });
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The service or system that a date's page belongs to. */
function subjectOf({ href, key }: Due, register: Register): Subject | null {
  const slug = /^\/(?:services\/systems|deletions\/offboarding|inbox\/deletions)\/([^/#?]+)/.exec(href)?.[1];
  const id = /^backups:(\d+)$/.exec(key)?.[1];
  const one = register.systems.find(({ system }) => system.slug === slug || String(system.id) === id);
  if (one) return subjectOfSystem(one.system, register);
  const row = register.services.find(({ service }) => href === `/services/${service.slug}`);
  return row ? serviceSubject(row.service) : null;
}
