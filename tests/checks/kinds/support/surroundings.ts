import type { Surroundings } from "#src/checks/kind.ts";
import { commandLineAddresses } from "#src/checks/outgoing/address-policy.ts";
import { createResolver } from "#src/checks/outgoing/resolver.ts";
import { nameServer, type Zone } from "./name-server.ts";

/** Names that the tests' servers answer to: all of them on this machine. */
export const here = { A: ["127.0.0.1"] };

/** What a run is given in tests: our own name server, our own authority, loopback allowed. */
export async function surroundings(zone: Zone = {}, given: Partial<Surroundings> = {}): Promise<Surroundings> {
  const port = await nameServer(zone);
  return surroundingsAt(port, given);
}

export function surroundingsAt(port: number, given: Partial<Surroundings> = {}): Surroundings {
  const clock = () => new Date();
  const servers = [{ address: "127.0.0.1", port }];
  return {
    signal: new AbortController().signal,
    clock,
    resolver: createResolver({ clock, servers, patience_ms: 60 }),
    addresses: commandLineAddresses([]),
    ca: [],
    ...given,
  };
}
