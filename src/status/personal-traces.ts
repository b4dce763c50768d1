import type { PersonalTraces } from "#src/inbox/personal-traces.ts";
import { removeSubscriber } from "./subscriber-actions.ts";
import { findByAddress } from "./subscriber-store.ts";

/** Somebody who gets our status notices. What stays of them is a keyed digest, so that no import brings them back. */
export const subscriberTraces: PersonalTraces = {
  kind: "subscribers",
  label: { de: "Abonnements der Statusmeldungen", en: "subscriptions to status notices" },
  count: (db, addresses) => addresses.filter((address) => findByAddress(db, address)).length,
  export: (db, addresses) =>
    addresses.flatMap((address) => {
      const found = findByAddress(db, address);
      if (found === null) return [];
      const { language, source, asked_at, confirmed_at, quarantined_at } = found;
      return [{ address, language, source, asked_at, confirmed_at, quarantined_at }];
    }),
  erase(db, { addresses, at, by }) {
    for (const address of addresses) {
      const found = findByAddress(db, address);
      if (found) removeSubscriber(db, found.id, { by, at });
    }
  },
};
