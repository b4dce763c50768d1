import { Elysia } from "elysia";
import type { App } from "#src/context.ts";

export function servicesRoutes(app: App) {
  void app;
  return new Elysia();
}
