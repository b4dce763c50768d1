import { Database } from "bun:sqlite";
import { existsSync } from "node:fs";
import type { Command, World } from "./command.ts";
import { type Finding, findingsInside, findingsOfFile, findingsOutside } from "./findings.ts";

export const doctor: Command = {
  name: "doctor",
  does: "say what is wrong with this installation",
  usage: `aktion doctor [--db FILE] [--json]

Looks at the file, its chain, the disk, the settings and the clock, and changes nothing. Works while the program serves.
Exit 0 when nothing is wrong, 1 otherwise. --json prints {"ok", "findings": [{"code", "sentence"}]}.`,
  options: { db: { type: "string" }, json: { type: "boolean" } },
  run(args, world) {
    const path = args.text("db") ?? world.settings.db;
    const findings = examine(path, world);
    if (args.flag("json")) world.say(JSON.stringify({ ok: findings.length === 0, findings }));
    else for (const line of findings.map(({ sentence }) => sentence)) world.say(line);
    if (findings.length === 0 && !args.flag("json")) world.say(`Nothing is wrong with ${path}.`);
    return findings.length === 0 ? 0 : 1;
  },
};

function examine(path: string, { settings, clock }: World): Finding[] {
  const outside = findingsOutside(path, settings, clock());
  if (!existsSync(path)) {
    const sentence = `${path} does not exist. Name the file with --db, or start "aktion serve" once.`;
    return [{ code: "file-missing", sentence }, ...outside];
  }
  const file = findingsOfFile(path);
  return [...(file.length > 0 ? file : inside(path, clock())), ...outside];
}

function inside(path: string, at: Date): Finding[] {
  const db = new Database(path, { readwrite: true, create: false, strict: true });
  try {
    db.run("PRAGMA busy_timeout = 5000");
    return findingsInside(db, path, at);
  } finally {
    db.close();
  }
}
