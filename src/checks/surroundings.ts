import type { Addresses } from "./check.ts";
import type { Surroundings } from "./kind.ts";
import { addressPolicy } from "./outgoing/address-policy.ts";
import { createResolver } from "./outgoing/resolver.ts";

/** Which addresses a check may connect to. Link-local and metadata addresses are refused to everybody. */
const policies = {
  public: addressPolicy({ loopback: false, private: false }),
  "own-network": addressPolicy({ loopback: true, private: true }),
};

export type Outside = (addresses: Addresses, signal: AbortSignal) => Surroundings;

/** What runs may use of the world: one resolver for all. `ca` are authorities (PEM) trusted beside the well-known ones. */
export function outsideOf(clock: () => Date, ca: readonly string[] = []): Outside {
  const resolver = createResolver({ clock });
  return (addresses, signal) => ({ signal, clock, resolver, addresses: policies[addresses], ca });
}
