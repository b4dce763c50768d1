import type { Database } from "bun:sqlite";
import { readDossier } from "#src/deletions/read.ts";
import { requestsOf } from "#src/deletions/request-store.ts";
import type { StepNote } from "#src/deletions/step-notes.ts";
import { domainOf } from "#src/inbox/mailbox.ts";
import { listMailboxes } from "#src/inbox/mailbox-store.ts";
import { may, type Reader } from "#src/reader.ts";
import { isDeleted } from "#src/services/old-data.ts";
import { readRegister } from "#src/services/read.ts";
import type { System } from "#src/services/system.ts";
import { readCompany } from "#src/settings/store.ts";
import type { Day } from "#src/when.ts";
import { providerOf } from "./kinds/trace-provider.ts";
import { bareHost } from "./outgoing/http-exchange.ts";
import { type CheckNow, checkNow } from "./read.ts";
import { checksOfSystem } from "./store.ts";
import { faceOf, faceWord, needsPerson } from "./words.ts";

/** What the program proposes to watch of an old system; `target` is what it knows already, to be changed by whoever makes it. */
export type Proposal = { kind: "gone" | "trace"; target: string; old: string };

/** After a deletion: whether the old address is gone, and whether anything of ours still points there. */
export function proposalsFor(db: Database, system: System, today: Day): Proposal[] {
  const moment = { asOf: today, knownAt: today };
  const oldData = readRegister(db, moment).systems.find((one) => one.system.id === system.id)?.old_data;
  if (!oldData || !isDeleted(oldData)) return [];
  const kinds = new Set(checksOfSystem(db, system.id).map(({ kind }) => kind));
  const gone = { kind: "gone" as const, target: oldAddress(db, system, today), old: "" };
  const trace = { kind: "trace" as const, target: ourDomain(db), old: oldProvider(system) };
  return [gone, trace].filter(({ kind }) => !kinds.has(kind));
}

/** Our account there, where it is an address; never the provider's own home page, which stays. */
function oldAddress(db: Database, system: System, today: Day): string {
  const asked = requestsOf(db, system.id).flatMap(({ account }) => account ?? []);
  const recorded = readDossier(db, system.id, { asOf: today, knownAt: today })?.record.account ?? "";
  const candidates = [recorded, ...asked.reverse(), ...(isOurOwn(system.website) ? [system.website ?? ""] : [])];
  const found =
    candidates.find((typed) => /^(https?:\/\/)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(\/\S*)?$/i.test(typed)) ?? "";
  return found === "" || /^https?:/i.test(found) ? found : `https://${found}/`;
}

/** `beispiel.slack.com` is our own room, `slack.com` and `www.slack.com` are everybody's door. */
function isOurOwn(website: string | null): boolean {
  if (website === null || !URL.canParse(website)) return false;
  const labels = bareHost(new URL(website)).split(".");
  return labels.length > 2 && labels[0] !== "www";
}

function ourDomain(db: Database): string {
  const own = readCompany(db).public_address;
  const mailbox = listMailboxes(db)[0];
  const host = own && URL.canParse(own) ? bareHost(new URL(own)) : "";
  return mailbox ? domainOf(mailbox.address) : host;
}

/** As our list knows it; else the host of its website. */
function oldProvider({ slug, name, website }: System): string {
  const listed = [slug, name].find((called) => providerOf(called) !== null);
  if (listed) return listed;
  return website !== null && URL.canParse(website) ? bareHost(new URL(website)).replace(/^www\./, "") : "";
}

/** How the checks of an old system stand, at the steps that they prove. */
export function oldCheckNotes(db: Database, system: System, reader: Reader): StepNote[] {
  const checks = checksOfSystem(db, system.id).map((check) => checkNow(db, check));
  const standing = checks.flatMap((now) => noteOf(now));
  if (!may(reader, "member")) return standing;
  return [...standing, ...proposalsFor(db, system, reader.today).map(({ kind }) => proposed(kind, system))];
}

const codes = { gone: "dead", trace: "dns" } as const;

function noteOf(now: CheckNow): StepNote[] {
  const { check } = now;
  if (check.kind !== "gone" && check.kind !== "trace") return [];
  const face = faceOf(now);
  const word = faceWord(check, face);
  const text = { de: `Prüfung «${check.name}»: ${word.de}`, en: `Check "${check.name}": ${word.en}` };
  return [{ code: codes[check.kind], text, href: `/checks/${check.slug}`, red: needsPerson(face) }];
}

function proposed(kind: Proposal["kind"], { slug }: System): StepNote {
  const text = {
    gone: { de: "Vorschlag: fortlaufend prüfen, ob es weg ist", en: "Proposed: keep checking that it is gone" },
    trace: { de: "Vorschlag: nach Spuren suchen", en: "Proposed: look for traces" },
  }[kind];
  return { code: codes[kind], text, href: `/services/systems/${slug}#checks`, red: false };
}
