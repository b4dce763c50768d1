import type { Kind } from "../kind.ts";
import { dns } from "./dns.ts";
import { domain } from "./domain.ts";
import { gone } from "./gone.ts";
import { heartbeat } from "./heartbeat.ts";
import { http } from "./http.ts";
import { imap } from "./imap.ts";
import { ping } from "./ping.ts";
import { smtp } from "./smtp.ts";
import { tcp } from "./tcp.ts";
import { tls } from "./tls.ts";
import { trace } from "./trace.ts";

/** One line per kind of check, in the order in which they are offered. */
export const kinds: readonly Kind[] = [http, tcp, ping, dns, tls, domain, smtp, imap, heartbeat, gone, trace];

export function kindOf(name: string): Kind | undefined {
  return kinds.find((kind) => kind.name === name);
}
