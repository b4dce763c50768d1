import type { Day } from "#src/when.ts";
import { eventsOf } from "./event.ts";
import type { Words } from "./interval.ts";

export type ParentAccess = { since: Day; reason: Words; source: string };

const reason: Words = {
  de: "Zugriff über das Mutterhaus möglich: Anbieter unter US-Recht müssen Daten herausgeben, über die sie verfügen, wo auch immer der Server steht (CLOUD Act, seit 23.03.2018); US-Nachrichtendienste können bei ihnen erheben (FISA 702). Angemessenheit ändert daran nichts.",
  en: "Access through the parent company is possible: providers under US law must hand over data within their control, wherever the server stands (CLOUD Act, since 23.03.2018); US intelligence services can collect from them (FISA 702). Adequacy does not change that.",
};

/**
 * Why a parent company in this country can be made to hand over data that lies elsewhere; null where we know of nothing.
 * A flag of its own: it is neither an adequacy status nor changed by one.
 */
export function parentAccess(country: string): ParentAccess | null {
  const cloudAct = eventsOf(country, "9999-12-31").find(({ flag }) => flag === "risk:cloud-act");
  return cloudAct ? { since: cloudAct.on, reason, source: cloudAct.source } : null;
}
