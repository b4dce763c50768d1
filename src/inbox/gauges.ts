import type { App } from "#src/context.ts";
import type { Gauge } from "#src/http/health.ts";
import { countUnfiled, countUnreadable } from "./arrival-store.ts";
import { mailboxTroubles } from "./health-actions.ts";
import { listReceiving } from "./health-store.ts";

/** What is watched of the intake: numbers, never whose mail. */
export function inboxGauges({ db, clock }: App): Gauge[] {
  const troubles = () => mailboxTroubles(db, clock());
  const age = (at: string | null) => (at === null ? 0 : (clock().getTime() - Date.parse(at)) / 1000);
  const ages = () => listReceiving(db).map(({ polled_at, created_at }) => age(polled_at ?? created_at));
  const missing = () => listReceiving(db).reduce((sum, { unaccounted }) => sum + unaccounted, 0);
  return [
    {
      name: "aktion_mailboxes_in_trouble",
      help: "Mailboxes where somebody should look.",
      read: () => troubles().length,
    },
    {
      name: "aktion_mailbox_poll_age_max_seconds",
      help: "Since the last poll that went through, of the mailbox that waits longest.",
      read: () => Math.max(0, ...ages()),
    },
    {
      name: "aktion_mails_stored_unfiled",
      help: "Mails that are stored and not yet filed.",
      read: () => countUnfiled(db),
    },
    {
      name: "aktion_mails_unreadable",
      help: "Mails that could not be read.",
      read: () => countUnreadable(db),
    },
    { name: "aktion_mails_unaccounted", help: "Mails on a server that have no row here.", read: missing },
  ];
}
