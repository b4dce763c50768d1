import type { App } from "#src/context.ts";
import { visitOf } from "#src/http/visitor.ts";
import { readCompany } from "#src/settings/store.ts";

/** The address that people use: as the environment or the company says, else as the request came. */
export function publicAddress({ db, settings }: App, request: Request): string {
  return settings.publicUrl ?? readCompany(db).public_address ?? originOf(request);
}

/** Under which address a request came in. */
export function originOf(request: Request): string {
  const { host } = new URL(request.url);
  return `${visitOf(request)?.secure ? "https" : "http"}://${host}`;
}
