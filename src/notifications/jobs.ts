import type { Database } from "bun:sqlite";
import type { Job } from "#src/jobs/scheduler.ts";
import { mailDueNotifications } from "./mail-actions.ts";
import { deleteOldMails } from "./mail-store.ts";
import { deleteOldNotifications } from "./store.ts";
import { tellDown, tellNews } from "./tell-actions.ts";
import { mailDigests, mailMinutes } from "./weekly-actions.ts";

const day_ms = 86_400_000;
/** So long somebody can look up what they were told of. */
const kept_days = 90;
const most = 500;

type Given = { db: Database; publicUrl: string | null };

/** Tells people what happened, mails what is due, and forgets what is old. */
export function notificationJobs({ db, publicUrl }: Given): Job[] {
  return [
    {
      name: "people notified",
      every_ms: 1000,
      async run(at, stopping) {
        // After a long time down there is much to tell: people have their turn in between.
        while (tellNews(db, at) && !stopping.aborted) await Bun.sleep(0);
        mailDueNotifications(db, at, publicUrl);
      },
    },
    {
      name: "weekly digests and minutes mailed",
      every_ms: 20_000,
      run(at) {
        mailDigests(db, at, publicUrl);
        mailMinutes(db, at, publicUrl);
      },
    },
    { name: "checks that are down told of", every_ms: 10_000, run: (at) => tellDown(db, at) },
    {
      name: "old notifications cleared",
      every_ms: 3_600_000,
      run(at) {
        const before = new Date(at.getTime() - kept_days * day_ms).toISOString();
        while (deleteOldNotifications(db, before, most) === most);
        while (deleteOldMails(db, before, most) === most);
      },
    },
  ];
}
