import type { Database } from "bun:sqlite";

export type ServiceOfComponent = { component_id: number; service_id: number };

/** What somebody said: which services a component stands for. */
export function listComponentServices(db: Database): ServiceOfComponent[] {
  return db
    .query<ServiceOfComponent, []>("SELECT component_id, service_id FROM status_component_services ORDER BY 1, 2")
    .all();
}

export function setComponentServices(db: Database, componentId: number, serviceIds: readonly number[]): void {
  db.query<null, [number]>("DELETE FROM status_component_services WHERE component_id = ?").run(componentId);
  const add = db.query<null, [number, number]>(
    "INSERT INTO status_component_services (component_id, service_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  for (const serviceId of serviceIds) add.run(componentId, serviceId);
}
