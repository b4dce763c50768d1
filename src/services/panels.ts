import type { Database } from "bun:sqlite";
import type { Reader } from "#src/reader.ts";
import type { ServiceOn } from "./register.ts";
import type { System } from "./system.ts";

/** What a later area shows of a system on the system's own page; null when it has nothing to say. */
export type SystemPanel = (db: Database, system: System, reader: Reader) => JSX.Element | null;

const panels = new Set<SystemPanel>();

/** Called once for each area in areas.ts; the panels stand in that order. */
export function registerSystemPanel(panel: SystemPanel): void {
  panels.add(panel);
}

export function systemPanels(db: Database, system: System, reader: Reader): JSX.Element[] {
  return [...panels].map((panel) => panel(db, system, reader)).filter((shown) => shown !== null);
}

/** What a later area shows of a service on the service's own page; null when it has nothing to say. */
export type ServicePanel = (db: Database, row: ServiceOn, reader: Reader) => JSX.Element | null;

const servicePanelsOf = new Set<ServicePanel>();

export function registerServicePanel(panel: ServicePanel): void {
  servicePanelsOf.add(panel);
}

export function servicePanels(db: Database, row: ServiceOn, reader: Reader): JSX.Element[] {
  return [...servicePanelsOf].map((panel) => panel(db, row, reader)).filter((shown) => shown !== null);
}
