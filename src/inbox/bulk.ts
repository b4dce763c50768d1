import type { Sentence } from "#src/problem.ts";
import { stateWords, type TicketState } from "./ticket.ts";

/** What is done with each of many tickets. `until`: an instant; `tags` with commas between. */
export type BulkAct =
  | { verb: "assign"; person: number | null; name: string }
  | { verb: "state"; state: TicketState }
  | { verb: "tag" | "untag"; tags: string }
  | { verb: "snooze"; until: string }
  | { verb: "move"; mailbox: number; name: string }
  | { verb: "merge"; into: number };

export type BulkState = "doing" | "done" | "undoing" | "undone";

export type BulkRow = {
  id: number;
  person_id: number;
  /** JSON, as `BulkAct`. */
  act: string;
  state: BulkState;
  /** The address of the list it was asked from. */
  list: string;
  created_at: string;
  finished_at: string | null;
};

/** Of one of its tickets. `left`: not undone, because somebody has changed it since. */
export type BulkTicketState = "waiting" | "done" | "refused" | "undone" | "left";

/** At most so many at once: fixed in one short transaction, done in many. */
export const mostInBulk = 5000;

/** What was done, as it stands behind the number of tickets. */
export function actWords(act: BulkAct): Sentence {
  switch (act.verb) {
    case "assign":
      return act.person === null
        ? { de: "abgegeben", en: "given back" }
        : { de: `${act.name} zugewiesen`, en: `assigned to ${act.name}` };
    case "state":
      return { de: `Status ${stateWords[act.state].de}`, en: `state ${stateWords[act.state].en}` };
    case "tag":
      return { de: `Schlagwort ${act.tags}`, en: `tag ${act.tags}` };
    case "untag":
      return { de: `ohne Schlagwort ${act.tags}`, en: `without the tag ${act.tags}` };
    case "snooze":
      return { de: "zurückgestellt", en: "put off" };
    case "move":
      return { de: `nach ${act.name} verschoben`, en: `moved to ${act.name}` };
    case "merge":
      return { de: `mit Nr. ${act.into} zusammengeführt`, en: `merged into no. ${act.into}` };
  }
}
