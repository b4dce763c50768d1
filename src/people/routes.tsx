import { Elysia } from "elysia";
import type { App } from "#src/context.ts";

export function peopleRoutes(app: App) {
  void app;
  return new Elysia();
}
