import type { Database } from "bun:sqlite";
import { noteActivity } from "#src/activity/record.ts";
import type { Done } from "#src/history/record.ts";
import { findDelivery } from "#src/outbox/store.ts";
import { Problem } from "#src/problem.ts";
import type { RuleWithWhom } from "./alert.ts";
import { languageOf, write } from "./alert-delivery.ts";
import {
  findRule,
  insertRule,
  markRuleArchived,
  type RuleWords,
  setWhom,
  updateRule,
  type Whom,
} from "./alert-store.ts";

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
