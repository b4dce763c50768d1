import { forgetPrivacyContacts } from "#src/deletions/request-actions.ts";
import { knownAddresses } from "#src/deletions/request-store.ts";
import type { PersonalTraces } from "./personal-traces.ts";

/** Somebody at a provider to whom the next deletion request would go. */
export const contactTraces: PersonalTraces = {
  kind: "privacy-contacts",
  label: { de: "gemerkte Adressen für Löschverlangen", en: "addresses remembered for deletion requests" },
  count: (db, addresses) => knownAddresses(db, addresses).contacts.length,
  export: (db, addresses) => knownAddresses(db, addresses).contacts,
  erase: (db, { addresses }) => forgetPrivacyContacts(db, addresses),
};

/** Somebody at a provider whom we asked to delete: that we asked, and whom, is part of the proof. */
export const requestTraces: PersonalTraces = {
  kind: "deletion-requests",
  label: { de: "Löschverlangen an diese Person", en: "deletion requests to this person" },
  count: (db, addresses) => knownAddresses(db, addresses).requests.length,
  export: (db, addresses) => knownAddresses(db, addresses).requests,
  erase: null,
  stays: {
    de: "Wen wir wann um die Löschung baten, gehört zum Löschnachweis.",
    en: "Whom we asked to delete, and when, is part of the proof of the deletion.",
  },
};
