import type { Database } from "bun:sqlite";
import type { OwnHost } from "#src/http/gate.ts";
import { readPage } from "./page-store.ts";

const assets = /^\/(public\/|favicon\.ico$|robots\.txt$)/;
const statusRooms = [assets, /^\/status(?!\/manage(\/|$))(\/|$)/];
const standRooms = [assets, /^\/stand(\.md)?\/?$/];

/** Host names that were given to the public pages. Under them nothing else is answered, not even the log-in. */
export function hostsIn(db: Database): (host: string) => OwnHost | null {
  return (host) => {
    const page = readPage(db);
    const isStatus = isHost(page.host, host);
    const isStand = isHost(page.stand_host, host);
    if (!isStatus && !isStand) return null;
    const answers = [...(isStatus ? statusRooms : []), ...(isStand ? standRooms : [])];
    return { home: isStatus ? "/status" : "/stand", answers };
  };
}

/** A name that was set without a port holds on every port. */
export function isHost(set: string | null, host: string): boolean {
  if (set === null) return false;
  const asked = host.toLowerCase();
  return set === asked || (!set.includes(":") && set === asked.replace(/:\d+$/, ""));
}
