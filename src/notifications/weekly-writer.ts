import type { Database } from "bun:sqlite";
import type { Notice } from "#src/outbox/notice.ts";
import { findPerson } from "#src/people/store.ts";
import type { Reader } from "#src/reader.ts";
import { namedMinutes } from "#src/round/minutes-read.ts";
import { readCompany } from "#src/settings/store.ts";
import { dayIn } from "#src/when.ts";
import { digestText } from "./digest-text.ts";
import { wayFor } from "./tell-actions.ts";

type Writing = { recipient: string | null; subject_key: string; address: string | null; at: Date };

/** The overview as a mail, as it is in the moment in which it leaves. Null where it is not wanted any more. */
export function writeDigest(db: Database, { recipient, address, at }: Writing): Notice | null {
  const reader = readerOf(db, recipient, at, "digest");
  if (reader === null) return null;
  return { to: reader.person!.email, ...digestText(db, reader, address), ...headersOf(address) };
}

/** The minutes of a round as a mail. */
export function writeMinutes(db: Database, { recipient, subject_key, address, at }: Writing): Notice | null {
  const reader = readerOf(db, recipient, at, "minutes");
  const minutes = reader && namedMinutes(db, Number(subject_key.split(" ")[1]), reader, address);
  return minutes && { to: reader.person!.email, ...minutes, ...headersOf(address) };
}

/** Whom a mail is for, as the pages know them; null when they are gone or do not want it any more. */
function readerOf(db: Database, recipient: string | null, at: Date, kind: "digest" | "minutes"): Reader | null {
  const person = findPerson(db, Number(recipient?.split(":")[1]));
  if (person === null || person.disabled_at !== null || wayFor(db, person, kind) !== "mail") return null;
  const company = readCompany(db);
  const { id, name, email, role, language } = person;
  return {
    person: { id, name, email, role },
    language,
    path: "/",
    company,
    now: at,
    today: dayIn(company.time_zone, at),
  };
}

const headersOf = (address: string | null) =>
  address === null ? {} : { headers: { "List-Unsubscribe": `<${address}/notifications/settings>` } };
