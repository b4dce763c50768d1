import { checks } from "./check-sources.ts";
import { customers } from "./customer-sources.ts";
import type { Source } from "./found.ts";
import { incidents } from "./incident-sources.ts";
import { records, services, systems } from "./register-sources.ts";
import { actions, minutes, people } from "./round-sources.ts";
import { tickets } from "./ticket-sources.ts";

/** Everything that one box finds, in the order in which it is shown. */
export const sources: readonly Source[] = [
  services,
  systems,
  records,
  tickets,
  customers,
  minutes,
  actions,
  checks,
  incidents,
  people,
];
