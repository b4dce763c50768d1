import type { Database } from "bun:sqlite";
import { createApp } from "#src/app.tsx";
import { checkJobs } from "#src/checks/jobs.ts";
import { startChecks } from "#src/checks/running.ts";
import { datesJobs } from "#src/deletions/dates-jobs.ts";
import { evidenceJobs } from "#src/deletions/evidence-jobs.ts";
import type { SigningKey } from "#src/history/key.ts";
import { signedHead } from "#src/history/signing.ts";
import { signingJobs } from "#src/history/signing-jobs.ts";
import { stopStreams } from "#src/http/event-stream.ts";
import { watchLoop } from "#src/http/loop-lag.ts";
import { erasureJobs } from "#src/inbox/erasure-jobs.ts";
import { inboxJobs } from "#src/inbox/inbox-jobs.ts";
import { startIntake } from "#src/inbox/intake/start.ts";
import { intakeJobs } from "#src/inbox/intake-jobs.ts";
import { mailChannels } from "#src/inbox/mail-channels.ts";
import { outgoingJobs } from "#src/inbox/outgoing-jobs.ts";
import { retentionJobs } from "#src/inbox/retention-jobs.ts";
import { ticketJobs } from "#src/inbox/ticket-jobs.ts";
import { startJobs } from "#src/jobs/scheduler.ts";
import { notificationJobs } from "#src/notifications/jobs.ts";
import { deliveryJobs } from "#src/outbox/deliver.ts";
import { talkChannel } from "#src/outbox/talk-channel.ts";
import { webhookChannel } from "#src/outbox/webhook-channel.ts";
import { Problem } from "#src/problem.ts";
import type { Settings } from "#src/settings.ts";
import { statusJobs } from "#src/status/jobs.ts";
import { collectBlobs } from "#src/storage/blobs.ts";
import type { SecretsKey } from "#src/storage/sealed.ts";
import type { World } from "./command.ts";
import { type Journal, journalTo } from "./journal.ts";

type Serving = {
  db: Database;
  settings: Settings;
  world: World;
  signingKey: SigningKey;
  secretsKey: SecretsKey;
  release: () => void;
  onStop?: () => void;
};
type App = ReturnType<typeof createApp>;

/** How long running answers may take to finish after a stop was asked for. */
const patience_ms = 8000;

/** Opens the port and arranges the stop: no new connections, running answers finish, the WAL is folded in, the file is closed. */
export function createServer({ db, settings, world, signingKey, secretsKey, release, onStop }: Serving): {
  url: string;
} {
  const journal = journalTo(settings, world);
  const app = createApp({ db, clock: world.clock, settings, log: journal.log, signingKey, secretsKey });
  const close = () => {
    db.close();
    release();
  };
  collectBlobs(db);
  listen(app, settings, close);
  const url = `http://${settings.host.includes(":") ? `[${settings.host}]` : settings.host}:${app.server!.port}`;
  const loop = watchLoop();
  const mail = mailChannels({ db, clock: world.clock, secretsKey });
  const checks = startChecks({ db, clock: world.clock, log: journal.log, key: secretsKey });
  const channels = [
    webhookChannel(db, world.clock),
    talkChannel(db, { key: secretsKey, clock: world.clock, publicUrl: settings.publicUrl }),
    ...mail.channels,
  ];
  const sending = { db, channels, clock: world.clock };
  const jobs = startJobs({
    jobs: [
      ...signingJobs(db, signingKey),
      ...datesJobs({ db, settings }),
      ...evidenceJobs(db),
      ...intakeJobs(db, world.clock()),
      ...checkJobs(db, settings.publicUrl),
      ...deliveryJobs(sending, journal.log),
      ...inboxJobs(db),
      ...statusJobs({ db, settings, clock: world.clock }),
      ...outgoingJobs(db),
      ...erasureJobs(db, settings.db),
      ...retentionJobs(db),
      ...notificationJobs({ db, publicUrl: settings.publicUrl }),
      ...ticketJobs(db, world.clock),
    ],
    clock: world.clock,
    log: journal.log,
  });
  const intake = startIntake({ db, path: settings.db, secretsKey, log: journal.log });
  logWhatNobodyCaught(journal);
  onceAsked(async (signal) => {
    journal.log({ level: "info", what: "stopping", signal });
    loop.stop();
    stopStreams();
    await stopAnswering(app);
    await Promise.all([intake.stop(), checks.stop()]);
    await jobs.stop();
    mail.close();
    signedHead(db, signingKey, world.clock());
    db.run("PRAGMA wal_checkpoint(TRUNCATE)");
    close();
    onStop?.();
    journal.log({ level: "info", what: "stopped" });
    journal.flush();
  });
  // Last: whoever reads this may ask it to stop at once.
  world.note(`Aktion serves ${settings.db} on ${settings.publicUrl ?? url}`);
  journal.log({ level: "info", what: "started", url });
  return { url };
}

function listen(app: App, settings: Settings, close: () => void): void {
  try {
    // Elysia would share the port with another process, and each would get every other request.
    app.listen({ hostname: settings.host, port: settings.port, reusePort: false, development: false });
  } catch (error) {
    close();
    throw portTaken(error, settings);
  }
}

async function stopAnswering(app: App): Promise<void> {
  const late = setTimeout(() => app.server?.stop(true), patience_ms);
  await app.stop();
  clearTimeout(late);
}

/**
 * The first signal stops in order; a later one, from somebody who will not wait, at once. Nothing acknowledged is lost either way.
 * Within a second it is the same wish twice: a terminal tells everybody, and whoever started us passes it on.
 */
function onceAsked(stop: (signal: string) => Promise<void>): void {
  let asked_at: number | null = null;
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (asked_at !== null && performance.now() - asked_at > 1000) process.exit(1);
      if (asked_at !== null) return;
      asked_at = performance.now();
      stop(signal).then(() => process.exit(0), stopFailed);
    });
  }
}

function stopFailed(error: unknown): never {
  process.stderr.write(`${JSON.stringify({ level: "error", what: "stop.failed", error: told(error) })}\n`);
  process.exit(1);
}

/** A bug in a timer must not end the process for everybody. */
function logWhatNobodyCaught({ log }: Journal): void {
  process.on("uncaughtException", (error) => log({ level: "error", what: "uncaught", error: told(error) }));
  process.on("unhandledRejection", (error) => log({ level: "error", what: "unhandled", error: told(error) }));
  process.stderr.on("error", () => {}); // whoever read the log has gone; that is no reason to stop, nor to log it
}

const told = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));

function portTaken(error: unknown, { host, port }: Settings): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code !== "EADDRINUSE" && code !== "EACCES" && code !== "EADDRNOTAVAIL" && code !== "ENOTFOUND") return error;
  return new Problem("conflict", {
    de: `${host}:${port} lässt sich nicht öffnen (${code}). Wählen Sie mit --port einen anderen Anschluss oder mit --host eine andere Adresse.`,
    en: `${host}:${port} cannot be opened (${code}). Choose another port with --port, or another address with --host.`,
  });
}
