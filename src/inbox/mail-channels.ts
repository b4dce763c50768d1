import type { Database } from "bun:sqlite";
import type { Channel } from "#src/outbox/delivery.ts";
import type { SecretsKey } from "#src/storage/sealed.ts";
import { mailChannel } from "./mail-channel.ts";
import { looksInSent, sentCopyChannel } from "./sent-copy-channel.ts";

type Given = { db: Database; clock: () => Date; secretsKey: SecretsKey };

/** How mail leaves: by SMTP, and as a copy into the folder for sent mail. `close` hangs up. */
export function mailChannels({ db, clock, secretsKey }: Given): { channels: Channel[]; close: () => void } {
  const mail = mailChannel({ db, clock, secretsKey, wasAccepted: looksInSent(secretsKey) });
  return { channels: [mail, sentCopyChannel({ db, secretsKey })], close: mail.close };
}
