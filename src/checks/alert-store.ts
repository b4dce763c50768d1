import type { Database } from "bun:sqlite";
import type { Alert, AlertRule, RuleWithWhom } from "./alert.ts";

const columns = `id, name, kinds, all_checks, after_minutes, remind_minutes, days, from_time, until_time, created_by, created_at,
  archived_at`;

export function listRules(db: Database): RuleWithWhom[] {
  return db
    .query<AlertRule, []>(`SELECT ${columns} FROM alert_rules WHERE archived_at IS NULL ORDER BY id`)
    .all()
    .map((rule) => withWhom(db, rule));
}

export function findRule(db: Database, id: number): RuleWithWhom | null {
  const rule = db
    .query<AlertRule, [number]>(`SELECT ${columns} FROM alert_rules WHERE id = ? AND archived_at IS NULL`)
    .get(id);
  return rule ? withWhom(db, rule) : null;
}

function withWhom(db: Database, rule: AlertRule): RuleWithWhom {
  const recipients = db
    .query<{ recipient: string }, [number]>(
      "SELECT recipient FROM alert_recipients WHERE rule_id = ? ORDER BY recipient",
    )
    .all(rule.id)
    .map(({ recipient }) => recipient);
  const check_ids = db
    .query<{ check_id: number }, [number]>("SELECT check_id FROM alert_rule_checks WHERE rule_id = ?")
    .all(rule.id)
    .map(({ check_id }) => check_id);
  return { ...rule, recipients, check_ids };
}

export type RuleWords = Omit<AlertRule, "id" | "created_by" | "created_at" | "archived_at">;
export type Whom = { recipients: readonly string[]; check_ids: readonly number[] };

export function insertRule(db: Database, rule: RuleWords & Pick<AlertRule, "created_by" | "created_at">): number {
  return db
    .query<{ id: number }, [typeof rule]>(
      `INSERT INTO alert_rules (name, kinds, all_checks, after_minutes, remind_minutes, days, from_time, until_time, created_by, created_at)
       VALUES ($name, $kinds, $all_checks, $after_minutes, $remind_minutes, $days, $from_time, $until_time, $created_by, $created_at)
       RETURNING id`,
    )
    .get(rule)!.id;
}

export function updateRule(db: Database, id: number, rule: RuleWords): boolean {
  return (
    db
      .query<null, [RuleWords & { id: number }]>(
        `UPDATE alert_rules SET name = $name, kinds = $kinds, all_checks = $all_checks, after_minutes = $after_minutes,
           remind_minutes = $remind_minutes, days = $days, from_time = $from_time, until_time = $until_time
         WHERE id = $id AND archived_at IS NULL`,
      )
      .run({ ...rule, id }).changes === 1
  );
}

export function setWhom(db: Database, id: number, { recipients, check_ids }: Whom): void {
  db.query<null, [number]>("DELETE FROM alert_recipients WHERE rule_id = ?").run(id);
  db.query<null, [number]>("DELETE FROM alert_rule_checks WHERE rule_id = ?").run(id);
  for (const recipient of new Set(recipients))
    db.query<null, [number, string]>("INSERT INTO alert_recipients (rule_id, recipient) VALUES (?, ?)").run(
      id,
      recipient,
    );
  for (const check_id of new Set(check_ids))
    db.query<null, [number, number]>("INSERT INTO alert_rule_checks (rule_id, check_id) VALUES (?, ?)").run(
      id,
      check_id,
    );
}

export function markRuleArchived(db: Database, id: number, at: string): boolean {
  return (
    db
      .query<null, [string, number]>("UPDATE alert_rules SET archived_at = ? WHERE id = ? AND archived_at IS NULL")
      .run(at, id).changes === 1
  );
}

/** Every alert of a trouble that lasts or ended lately: those that are still to be told to be over are among them. */
export function alertsOf(db: Database, troubleIds: readonly number[]): Alert[] {
  return db
    .query<Alert, [string]>(
      `SELECT id, rule_id, trouble_id, told_at, reminded_at, closed_at FROM check_alerts
       WHERE trouble_id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(troubleIds));
}

/** Troubles that somebody was told of, and of whose end nobody was. */
export function unclosedTroubleIds(db: Database): number[] {
  return db
    .query<{ id: number }, []>("SELECT DISTINCT trouble_id AS id FROM check_alerts WHERE closed_at IS NULL")
    .all()
    .map(({ id }) => id);
}

/** False when it was told already. */
export function insertAlert(
  db: Database,
  alert: Pick<Alert, "rule_id" | "trouble_id" | "told_at" | "closed_at">,
): boolean {
  return (
    db
      .query<null, [typeof alert]>(
        `INSERT INTO check_alerts (rule_id, trouble_id, told_at, closed_at) VALUES ($rule_id, $trouble_id, $told_at, $closed_at)
         ON CONFLICT (rule_id, trouble_id) DO NOTHING`,
      )
      .run(alert).changes === 1
  );
}

export function markReminded(db: Database, id: number, at: string): void {
  db.query<null, [string, number]>("UPDATE check_alerts SET reminded_at = ? WHERE id = ?").run(at, id);
}

export function closeAlert(db: Database, id: number, at: string): void {
  db.query<null, [string, number]>("UPDATE check_alerts SET closed_at = ? WHERE id = ? AND closed_at IS NULL").run(
    at,
    id,
  );
}
