import type { Database } from "bun:sqlite";
import { noteActivity } from "#src/activity/record.ts";
import type { Done } from "#src/history/record.ts";
import { enqueueFor } from "#src/outbox/announce.ts";
import { enqueue, findDelivery } from "#src/outbox/store.ts";
import { findPerson } from "#src/people/store.ts";
import { Problem } from "#src/problem.ts";
import type { Language } from "#src/say.ts";
import { readCompany } from "#src/settings/store.ts";
import { type Message, messagesDue, type RuleWithWhom, type Situation } from "./alert.ts";
import {
  alertsOf,
  closeAlert,
  findRule,
  insertAlert,
  insertRule,
  listRules,
  markReminded,
  markRuleArchived,
  type RuleWords,
  setWhom,
  updateRule,
  unclosedTroubleIds,
  type Whom,
} from "./alert-store.ts";
import { alertSubject, alertText, type Writing } from "./alert-text.ts";
import type { Check } from "./check.ts";
import { liveOf } from "./live.ts";
import { spellsOfMaintenanceAt, touchedByMaintenance } from "./maintenance-store.ts";
import { readStates } from "./state-store.ts";
import { findCheckById, listChecks } from "./store.ts";
import { troublesOver } from "./trouble-store.ts";

/** Tells whoever is to be told, into the outbox and into the record of what was told, in one transaction. */
export function tellTroubles(db: Database, at: Date, publicUrl: string | null): void {
  const rules = listRules(db);
  if (rules.length === 0) return;
  const situation = situationAt(db, at);
  const messages = messagesDue(rules, situation);
  if (messages.length === 0) return;
  const { time_zone, public_address } = readCompany(db);
  const writing = { timeZone: time_zone, now: at, checks: situation.checks, address: publicUrl ?? public_address };
  db.transaction(() => {
    for (const message of messages) tell(db, message, writing);
  }).immediate();
}

const day_ms = 86_400_000;

function situationAt(db: Database, now: Date): Situation {
  const { time_zone } = readCompany(db);
  const checks = new Map<number, Check>(listChecks(db).map((check) => [check.id, check]));
  const since = new Date(now.getTime() - day_ms).toISOString();
  const troubles = troublesOver(db, since, unclosedTroubleIds(db));
  for (const { check_id } of troubles) if (!checks.has(check_id)) checks.set(check_id, findCheckById(db, check_id)!);
  return {
    ...wallIn(time_zone, now),
    ...{ now, checks, troubles },
    alerts: alertsOf(
      db,
      troubles.map(({ id }) => id),
    ),
    inMaintenance: new Set(spellsOfMaintenanceAt(db, now.toISOString())),
    plannedTroubles: new Set(touchedByMaintenance(db, since)),
    failing: failingNow(db),
  };
}

function failingNow(db: Database): Set<number> {
  const live = liveOf(db);
  const states = readStates(db);
  const failing = [...states].filter(([id, known]) => (live?.standing(id) ?? known.standing).observed === "down");
  return new Set(failing.map(([id]) => id));
}

export function wallIn(timeZone: string, at: Date): { weekday: number; time: string } {
  const wall = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  return { weekday: wall.dayOfWeek, time: wall.toPlainTime().toString({ smallestUnit: "minute" }) };
}

type Given = Omit<Writing, "language">;

function tell(db: Database, { rule, items }: Message, writing: Given): void {
  const at = writing.now.toISOString();
  const told = items.filter(({ what, trouble, alert }) => {
    if (what === "mended") closeAlert(db, alert!.id, at);
    else if (what === "reminder") markReminded(db, alert!.id, at);
    else {
      const closed_at = what === "passed" ? at : null;
      return insertAlert(db, { rule_id: rule.id, trouble_id: trouble.id, told_at: at, closed_at });
    }
    return trouble.kind !== "expiry";
  });
  if (told.length === 0) return;
  for (const recipient of rule.recipients) deliver(db, recipient, { rule, items: told }, writing);
}

function deliver(db: Database, recipient: string, message: Message, writing: Given): void {
  const at = writing.now.toISOString();
  const subject_key = `checks.alert ${message.rule.id} ${at} -> ${recipient}`;
  write(db, recipient, { subject_key, at, ...composed(db, recipient, message, writing), troubles: toldTo(message, writing) });
}

function composed(db: Database, recipient: string, message: Message, writing: Given) {
  const inLanguage = { ...writing, language: languageOf(db, recipient) };
  return { subject: alertSubject(message, inLanguage), text: alertText(message, inLanguage) };
}

function languageOf(db: Database, recipient: string): Language {
  const id = /^person:(\d+)$/.exec(recipient)?.[1];
  return (id && findPerson(db, Number(id))?.language) || readCompany(db).language;
}

/** For programs: everything that the text says. */
function toldTo({ items }: Message, { checks, address }: Given): object[] {
  return items.map(({ what, trouble }) => {
    const check = checks.get(trouble.check_id);
    return {
      ...{ what, kind: trouble.kind, check: check?.slug, name: check?.name },
      ...{ from: trouble.from_at, until: trouble.until_at, noticed: trouble.noticed_at },
      reason: trouble.seen?.reason ?? null,
      url: address === null ? null : `${address}/checks/${check?.slug}`,
    };
  });
}

type Written = { subject_key: string; at: string; subject: string; text: string; troubles: object[] };

function write(db: Database, recipient: string, { subject_key, at, subject, text, troubles }: Written): void {
  const [channel = "", name = ""] = recipient.split(/:(.*)/);
  if (channel === "webhook")
    return enqueueFor(db, Number(name), { subject_key, body: { kind: "checks.alert", text: `${subject}\n\n${text}`, troubles }, at: new Date(at) });
  const created = { subject_key, recipient, due_at: at, created_at: at };
  if (channel === "talk")
    return void enqueue(db, { ...created, channel: "talk", payload: JSON.stringify({ kind: "checks.alert", text: `**${subject}**\n\n${text}` }) });
  const to = channel === "person" ? addressOf(db, Number(name)) : { name: "", address: name };
  if (to) enqueue(db, { ...created, channel: "mail", payload: JSON.stringify({ kind: "checks.alert", to: [to], subject, text }) });
}

function addressOf(db: Database, personId: number): { name: string; address: string } | null {
  const person = findPerson(db, personId);
  return person && person.disabled_at === null ? { name: person.name, address: person.email } : null;
}

export function addRule(db: Database, words: RuleWords, whom: Whom, done: Done): number {
  return db
    .transaction(() => {
      const id = insertRule(db, { ...words, created_by: done.by, created_at: done.at.toISOString() });
      setWhom(db, id, whom);
      noteActivity(db, { ...done, what: "alert-rule.added", about: `alert-rule:${id}` });
      return id;
    })
    .immediate();
}

export function changeRule(db: Database, id: number, words: RuleWords, whom: Whom, done: Done): void {
  db.transaction(() => {
    if (!updateRule(db, id, words)) throw gone;
    setWhom(db, id, whom);
    noteActivity(db, { ...done, what: "alert-rule.changed", about: `alert-rule:${id}` });
  }).immediate();
}

export function removeRule(db: Database, id: number, done: Done): void {
  db.transaction(() => {
    if (!markRuleArchived(db, id, done.at.toISOString())) return;
    noteActivity(db, { ...done, what: "alert-rule.removed", about: `alert-rule:${id}` });
  }).immediate();
}

/** Puts a trial for everybody into the outbox; gives the deliveries that can be sent at once. */
export function tryRule(db: Database, id: number, { at }: Done): number[] {
  return db
    .transaction(() => {
      const rule = existingRule(db, id);
      return rule.recipients.flatMap((recipient) => {
        const subject_key = `checks.alert test ${crypto.randomUUID()} -> ${recipient}`;
        write(db, recipient, { subject_key, at: at.toISOString(), ...trial(db, recipient, rule), troubles: [] });
        const delivery = findDelivery(db, subject_key);
        return delivery && delivery.channel !== "mail" ? [delivery.id] : [];
      });
    })
    .immediate();
}

function trial(db: Database, recipient: string, { name }: RuleWithWhom): { subject: string; text: string } {
  return languageOf(db, recipient) === "de"
    ? { subject: "Probealarm von Aktion", text: `So kommt eine Störung an. Regel «${name}». Es ist nichts gestört.\n` }
    : { subject: "Trial alert from Aktion", text: `This is how an outage arrives. Rule "${name}". Nothing is down.\n` };
}

export function existingRule(db: Database, id: number): RuleWithWhom {
  const rule = findRule(db, id);
  if (rule) return rule;
  throw gone;
}

const gone = new Problem("not-found", { de: "Diese Alarmregel gibt es nicht.", en: "There is no such alert rule." });
