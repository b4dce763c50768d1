import type { App } from "#src/context.ts";
import { sessionCookie } from "#src/http/cookie.ts";
import { visitOf } from "#src/http/visitor.ts";
import { deviceOf } from "./device.ts";
import { beginSession } from "./session-actions.ts";

/** Begins a session for somebody who has just shown who they are, and gives the browser its cookie. */
export function enter(app: App, request: Request, personId: number): { "set-cookie": string } {
  const device = deviceOf(request.headers.get("user-agent"));
  const secret = beginSession(app.db, app.settings, { personId, device, at: app.clock() });
  const { secure } = visitOf(request)!;
  return { "set-cookie": sessionCookie(secret, { secure, days: app.settings.sessionMaxDays }) };
}
