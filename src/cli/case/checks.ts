import type { Database } from "bun:sqlite";
import { addCheck, type CheckTold } from "#src/checks/actions.ts";
import { addRule } from "#src/checks/alert-rule-actions.ts";
import { kindOf } from "#src/checks/kinds/list.ts";
import { planMaintenance } from "#src/checks/maintenance-actions.ts";
import { recordPing } from "#src/checks/ping-actions.ts";
import { freezeSamples, type Sample, type SampleTrouble, writeSample } from "#src/checks/sample-actions.ts";
import { findCheck } from "#src/checks/store.ts";
import type { Done } from "#src/history/record.ts";
import { findService, findSystem } from "#src/services/store.ts";
import type { SecretsKey } from "#src/storage/sealed.ts";

type Shown = {
  name: string;
  kind: string;
  config: Record<string, unknown>;
  every_s: number;
  system?: string;
  service?: string;
  own?: true;
  past: Omit<Sample, "check_id" | "every_s">;
};

const nothing = { reason: null, details: {} };
const status503 = {
  code: "status",
  de: "Status 503, erwartet ist 200-299.",
  en: "Status 503; 200-299 is expected.",
};
const slow = {
  code: "slow",
  de: "Die Antwort brauchte 2410 ms, erwartet sind höchstens 1500 ms.",
  en: "The answer took 2410 ms; at most 1500 ms are expected.",
};
const refused: SampleTrouble["reason"] = {
  code: "refused",
  de: "mail.example.ch:25 nimmt keine Verbindung an.",
  en: "mail.example.ch:25 takes no connection.",
};
const spf = {
  code: "traces",
  de: "SPF von example.ch enthält noch include:servers.mcsv.net.",
  en: "SPF of example.ch still holds include:servers.mcsv.net.",
};

const day = 24;

/** Believable ones. Those that run ask this computer alone; the others have their turn long after the demo is over. */
function shownAt(address: string): Shown[] {
  const past = (days: number, mean_ms: number | null, troubles: SampleTrouble[] = []) => ({
    days,
    mean_ms,
    troubles,
    seen: nothing,
  });
  return [
    {
      ...{ name: "Website", kind: "http", every_s: 20, own: true, system: "cloud-server-system" },
      config: { url: `${address}/healthz`, keyword: '"ok":true' },
      past: past(90, 142, [{ hours_ago: 17 * day + 5, minutes: 48, kind: "degraded", reason: slow }]),
    },
    {
      ...{ name: "Workspace", kind: "http", every_s: 60, own: true, system: "nextcloud-talk" },
      config: { url: `${address}/login`, slow_ms: 1500 },
      past: past(61, 210, [
        { hours_ago: 33 * day + 2, minutes: 21, kind: "down", reason: status503 },
        { hours_ago: 9 * day + 11, minutes: 7, kind: "down", reason: status503 },
      ]),
    },
    {
      ...{ name: "Hilfe-Center", kind: "http", every_s: 60, own: true, service: "help-center" },
      config: { url: "http://127.0.0.1:9/" },
      past: past(40, 180, [{ hours_ago: 21 * day, minutes: 95, kind: "down", reason: status503 }]),
    },
    {
      ...{ name: "E-Mail", kind: "smtp", every_s: 604_800 },
      config: { host: "mail.example.ch" },
      past: past(90, 61, [
        { hours_ago: 52 * day, minutes: 12, kind: "down", reason: refused },
        { hours_ago: 1 * day + 6, minutes: 380, kind: "down", reason: refused },
      ]),
    },
    {
      ...{ name: "Zertifikat der Website", kind: "tls", every_s: 604_800 },
      config: { host: "www.example.ch" },
      past: { ...past(90, 34), seen: { reason: null, details: certificate } },
    },
    {
      ...{ name: "Slack: Konto nicht mehr vorhanden", kind: "gone", every_s: 604_800, system: "slack" },
      config: { url: "https://beispiel-hosting.slack.com/" },
      past: { ...past(2, null), seen: { reason: null, details: { status: 404, gone_by: "status-404" } } },
    },
    {
      ...{ name: "Mailchimp im DNS", kind: "trace", every_s: 604_800, system: "mailchimp" },
      config: { domain: "example.ch", old: "mailchimp" },
      past: {
        ...past(90, null, [{ hours_ago: 6 * day, minutes: null, kind: "down", reason: spf }]),
        seen: { reason: spf, details: { old: "Mailchimp", traces: ["SPF example.ch: include:servers.mcsv.net"] } },
      },
    },
  ];
}

const certificate = {
  certificate: {
    subject: "www.example.ch",
    issuer: "Let's Encrypt",
    names: ["www.example.ch", "example.ch"],
    valid_from: "2026-10-20T00:00:00.000Z",
    valid_until: "2027-01-18T00:00:00.000Z",
    fingerprint: "3D:5B:0A:91:C2",
    protocol: "TLSv1.3",
  },
};

type Given = Done & { key: SecretsKey; address: string };

/** The checks of the demo, with ninety days behind them; a heartbeat, an alert and a maintenance window. */
export function writeChecks(db: Database, { key, address, ...done }: Given): void {
  const maker = { key, mayOwnNetwork: true };
  for (const shown of shownAt(address)) {
    const kind = kindOf(shown.kind)!;
    const config = kind.form.safeParse(shown.config);
    if (!config.success) throw new Error(`The demo's check "${shown.name}" does not fit: ${config.error.message}`);
    const told = { ...toldOf(db, shown), config: config.data as Record<string, unknown> };
    const slug = addCheck(db, kind, told, maker, done);
    writeSample(db, { check_id: findCheck(db, slug)!.id, every_s: shown.every_s, ...shown.past }, done.at);
  }
  writeHeartbeat(db, maker, done);
  freezeSamples(db, done.at);
  const whom = { recipients: ["person:1"], check_ids: [] };
  addRule(db, { ...pikett, days: null, from_time: null, until_time: null }, whom, done);
  planMaintenance(db, window, [], done);
}

const pikett = {
  name: "Pikett",
  kinds: "down unstable expiry",
  all_checks: 1 as const,
  after_minutes: 0,
  remind_minutes: 120,
};

const window = {
  ...{ title: "Aktualisierungen der Server", starts: "2026-11-28T23:00", minutes: 120, time_zone: "Europe/Zurich" },
  ...{ rule: "FREQ=MONTHLY;BYDAY=-1SA", all_checks: 1 as const, note: null },
};

/** What the case does not hold is left open. */
function toldOf(db: Database, { name, every_s, system, service, own }: Shown): Omit<CheckTold, "config"> {
  return {
    ...{ name, every_s, confirm_after: 3, recover_after: 2, parent: null, note: null, own_network: own === true },
    system: system && findSystem(db, system) ? system : null,
    service: service && findService(db, service) ? service : null,
  };
}

/** A backup that reports every night, four minutes after two. */
function writeHeartbeat(db: Database, maker: { key: SecretsKey; mayOwnNetwork: boolean }, done: Done): void {
  const kind = kindOf("heartbeat")!;
  const config = kind.form.parse({ cron: "0 2 * * *", grace_s: "3600" }) as Record<string, unknown>;
  const told = { name: "Datensicherung", every_s: 60, confirm_after: 1, recover_after: 1, parent: null, note: null };
  const slug = addCheck(db, kind, { ...told, own_network: false, system: null, service: null, config }, maker, done);
  const check = findCheck(db, slug)!;
  const night = Temporal.Instant.fromEpochMilliseconds(done.at.getTime()).toZonedDateTimeISO("Europe/Zurich");
  for (let ago = 20; ago >= 0; ago -= 1) {
    const at = new Date(night.subtract({ days: ago }).with({ hour: 2, minute: 4, second: 11 }).epochMilliseconds);
    if (at > done.at) continue;
    const body = `restic: 12 new, 3 changed files, ${(480 + ((ago * 37) % 90)) / 10} MiB added`;
    recordPing(db, check.ping_key!, { kind: "success", exit_code: 0, body }, at);
  }
  writeSample(
    db,
    { check_id: check.id, every_s: 86_400, days: 90, mean_ms: null, troubles: [], seen: nothing },
    done.at,
  );
}
