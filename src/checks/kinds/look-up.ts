import { version } from "#src/version.ts";
import type { HttpRequest } from "../outgoing/http-message.ts";

/** What every request of ours says of itself; a header that somebody wrote goes before it. */
export const ourHeaders: readonly (readonly [string, string])[] = [
  ["User-Agent", `Aktion/${version} (check)`],
  ["Accept", "*/*"],
];

/** A plain question for what is at an address. The certificate is looked at and not judged. */
export function lookUp(url: URL, most_bytes: number): HttpRequest {
  return {
    url,
    method: "GET",
    headers: ourHeaders,
    body: null,
    family: null,
    version: "1.1",
    most_bytes,
    certificate: "ignore",
  };
}
