import type { Source } from "./found.ts";
import { tickets } from "./inbox-sources.ts";
import { records, services, systems } from "./register-sources.ts";
import { actions, minutes, people } from "./round-sources.ts";

/** Everything that one box finds, in the order in which it is shown. */
export const sources: readonly Source[] = [services, systems, records, minutes, actions, tickets, people];
