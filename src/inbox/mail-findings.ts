import type { Database } from "bun:sqlite";
import { type Waiting, waitingByLane } from "#src/outbox/store.ts";
import { type Closed, mailboxOfLane, whyClosed } from "./sending.ts";
import { automaticStopped, findSendingMailbox } from "./sending-store.ts";

const minute_ms = 60_000;

/** Which mail waits and why; null when none has waited for more than a few minutes. */
export function mailWaiting(db: Database, at: Date): string | null {
  const lanes = waitingByLane(db, new Date(at.getTime() - 10 * minute_ms).toISOString());
  const told = lanes.filter(({ lane }) => /^(mail|sent)(:|$)/.test(lane)).map((waiting) => sentence(db, waiting));
  return told.length === 0 ? null : told.join(" ");
}

function sentence(db: Database, { lane, n, last_error }: Waiting): string {
  const [what] = lane.split(":");
  const noun = what === "sent" ? (n === 1 ? "copy of sent mail" : "copies of sent mail") : n === 1 ? "mail" : "mails";
  const waits = `${n} ${noun} ${n === 1 ? "waits" : "wait"}`;
  const closed = what === "sent" ? null : whyClosed(db, lane);
  if (closed === "no-mailbox")
    return `${waits}: no mailbox sends the program's own mail. Choose one in the settings of mailboxes.`;
  const name =
    (what === "sent" ? findSendingMailbox(db, Number(lane.split(":")[1])) : mailboxOfLane(db, lane))?.name ?? lane;
  if (closed !== null) return `${waits} in "${name}": ${why[closed]}.`;
  return `${waits} in "${name}": ${(last_error ?? "it has not been tried yet").replace(/\.$/, "")}.`;
}

const why: Record<Exclude<Closed, "no-mailbox">, string> = {
  "no-smtp": "it has no server to send by; enter one in its settings",
  paused: "it is paused",
};

/** Which mailboxes send nothing automatic at present, as too much of it left; null when none. */
export function automaticMailStopped(db: Database, at: Date): string | null {
  const stopped = automaticStopped(db, at.toISOString());
  if (stopped.length === 0) return null;
  const named = stopped.map(({ name, automatic_until }) => `"${name}" until ${automatic_until}`).join(", ");
  return `More than 50 automatic mails in ten minutes: none leave ${named}. Look for something that answers itself.`;
}
