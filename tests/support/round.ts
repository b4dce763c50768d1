import type { Database } from "bun:sqlite";
import { logIn, visit } from "./browser.ts";
import { aService, theCase } from "./case.ts";

type Site = ReturnType<typeof visit>;

/** A register with two services of which one waits for its deletion: two things to speak of. */
export function twoServices(db: Database): void {
  aService(db, { name: "Newsletter", stage: "live", from: "Mailchimp", to: "Listmonk" });
  aService(db, { name: "Team-Chat", stage: "testing", from: "Slack", to: "Talk" });
}

/** A site whose round has just begun; Mara is somebody else who takes part. */
export async function runningRound(prepare: (db: Database) => void = twoServices) {
  let time = new Date("2026-11-23T09:00:00.000Z");
  const site = visit({ prepare, at: () => time });
  const mara = { cookie: logIn(site.db, "member", "Mara") };
  await site.post("/round");
  const later = (minutes: number) => {
    time = new Date(time.getTime() + minutes * 60_000);
  };
  return { ...site, mara, later };
}

export const caseRound = () => runningRound(theCase);

export type Fields = Record<string, string>;

/** What a browser sends of the form of an item, as an empty form. */
export function words(fields: Fields = {}): Fields {
  return { version: "0", health: "", sentence: "", decision: "", task: "", who: "", due_on: "", go: "next", ...fields };
}

export function codes(db: Site["db"], like = "round.%"): string[] {
  const sql = "SELECT what FROM history_entries WHERE what LIKE ? ORDER BY seq";
  return db
    .query<{ what: string }, [string]>(sql)
    .all(like)
    .map(({ what }) => what);
}
