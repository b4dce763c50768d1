import type { Database } from "bun:sqlite";
import { noteActivity } from "#src/activity/record.ts";
import type { Done } from "#src/history/record.ts";
import { Problem } from "#src/problem.ts";
import { listServices } from "#src/services/store.ts";
import { setComponentServices } from "./affected-store.ts";
import { findComponent } from "./component-store.ts";

/** Says which services of the register a component stands for. */
export function relateComponent(db: Database, componentId: number, serviceIds: readonly number[], done: Done): void {
  db.transaction(() => {
    const component = findComponent(db, componentId);
    if (!component || component.archived_at !== null) throw missing;
    const there = new Set(listServices(db).map(({ id }) => id));
    setComponentServices(
      db,
      componentId,
      serviceIds.filter((id) => there.has(id)),
    );
    noteActivity(db, { ...done, what: "component.related", about: `component:${componentId}` });
  }).immediate();
}

const missing = new Problem("not-found", {
  de: "Diese Komponente gibt es nicht.",
  en: "There is no such component.",
});
