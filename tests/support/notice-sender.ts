import { mailChannel } from "#src/inbox/mail-channel.ts";
import "#src/areas.ts";
import { startJobs } from "#src/jobs/scheduler.ts";
import { deliveryJobs } from "#src/outbox/deliver.ts";
import { fanOut } from "#src/status/fanout.ts";
import { openDatabase } from "#src/storage/database.ts";
import { secretsKey } from "./outgoing.ts";

// What the program does with notices, alone in a process that is killed: `notice-sender.ts DATABASE LOOKUP`. LOOKUP answers whether
// a Message-ID lies where sent mail lies, as the mailbox's folder does.
const [path = "", lookup = ""] = process.argv.slice(2);
const db = openDatabase(path);
const clock = () => new Date();
const channel = mailChannel({
  db,
  clock,
  secretsKey,
  wasAccepted: async ({ mail_id }) =>
    (await (await fetch(`${lookup}?id=${encodeURIComponent(mail_id)}`)).text()) === "yes" ? "yes" : "no",
});
const sending = { db, channels: [channel], clock };
const base = () => "https://status.beispiel.ch";
startJobs({
  jobs: [
    ...deliveryJobs(sending, () => {}),
    { name: "status notices", every_ms: 50, run: (_, stopping) => fanOut({ db, base, clock }, stopping) },
  ],
  clock,
  log: () => {},
});
setInterval(() => {}, 1000);
process.stdout.write("sending\n");
