import type { Database } from "bun:sqlite";
import { listSteps } from "#src/deletions/offboarding-store.ts";
import { readDossier } from "#src/deletions/read.ts";
import { whenIn } from "#src/deletions/record.ts";
import { type DeletionRequest, days_to_answer, openAmong } from "#src/deletions/request.ts";
import { privacyContact, requestsOf } from "#src/deletions/request-store.ts";
import { oldDataOf } from "#src/deletions/step-moves.ts";
import type { Fields } from "#src/http/form.ts";
import { namesOfPeople } from "#src/people/store.ts";
import type { Reader } from "#src/reader.ts";
import type { Language } from "#src/say.ts";
import { knownFacts } from "#src/services/dated.ts";
import type { OldData } from "#src/services/old-data.ts";
import { readRegister, systemAlone } from "#src/services/read.ts";
import { factsOfSystem } from "#src/services/store.ts";
import type { System } from "#src/services/system.ts";
import { named } from "#src/settings/company.ts";
import { addDays, type Day } from "#src/when.ts";
import { deletionLetter, followUpLetter } from "./deletion-letter.ts";
import { findDraft } from "./draft-store.ts";
import { letterDesk } from "./letter-desk.ts";
import type { MailboxRow } from "./mailbox.ts";
import { mailboxesOf } from "./mailbox-store.ts";
import { newestMailOf } from "./message-store.ts";
import { placesOfRequests } from "./request-message-store.ts";

/** One request as the page tells it; `ticket_id` only for members of its mailbox. */
export type ShownRequest = DeletionRequest & { who: string; ticket_id: number | null };

export type RequestShown = {
  system: System;
  oldData: OldData;
  mailboxes: MailboxRow[];
  requests: ShownRequest[];
  open: ShownRequest | null;
  /** The newest mail in the request's ticket, where it came from outside: it may be the answer. */
  answer: { ticket_id: number; message_id: number } | null;
  /** What stands in the letter's form at first: the draft where there is one. */
  letter: Fields;
  reminder: Fields;
  otherwise: Fields;
};

export function requestShown(db: Database, system: System, reader: Reader): RequestShown {
  const mailboxes = mailboxesOf(db, reader.person!.id).filter(({ archived_at }) => archived_at === null);
  const requests = shownRequests(db, system, mailboxes);
  const open = openAmong(requests) as ShownRequest | null;
  const draft = findDraft(db, letterDesk(reader.person!.id, system.id))?.fields;
  const answer_by = usualAnswer(db, system, reader.today);
  return {
    system,
    oldData: oldDataOf(db, system, reader.today),
    mailboxes,
    requests,
    open,
    answer: open && answerIn(db, open),
    letter: draft ? { ...letterFor(db, system, {}, reader), ...draft } : letterFor(db, system, {}, reader),
    reminder: open ? reminderFor(db, system, open, reader) : {},
    otherwise: {
      way: "form",
      recipient: "",
      account: accountOf(db, system, reader.today) ?? "",
      requested_on: reader.today,
      answer_by,
    },
  };
}

function answerIn(db: Database, { ticket_id, requested_on }: ShownRequest): RequestShown["answer"] {
  const newest = ticket_id === null ? null : newestMailOf(db, ticket_id);
  if (ticket_id === null || newest?.kind !== "in" || newest.at.slice(0, 10) < requested_on) return null;
  return { ticket_id, message_id: newest.id };
}

function shownRequests(db: Database, system: System, mailboxes: readonly MailboxRow[]): ShownRequest[] {
  const requests = requestsOf(db, system.id);
  const mine = new Set(mailboxes.map(({ id }) => id));
  const places = placesOfRequests(
    db,
    requests.map(({ id }) => id),
  ).filter(({ mailbox_id }) => mine.has(mailbox_id));
  const ticketOf = new Map(places.map(({ request_id, ticket_id }) => [request_id, ticket_id]));
  const names = namesOfPeople(db);
  return requests.map((request) => ({
    ...request,
    who: request.by.startsWith("person:") ? (names.get(Number(request.by.slice(7))) ?? "") : "Aktion",
    ticket_id: ticketOf.get(request.id) ?? null,
  }));
}

/** The letter with all that the register knows. What is typed in `given` counts before it. */
export function letterFor(db: Database, system: System, given: Fields, reader: Reader): Fields {
  const language =
    given["language"] === "de" || given["language"] === "en" ? given["language"] : languageFor(db, system, reader);
  const account = given["account"] ?? accountOf(db, system, reader.today) ?? "";
  const answerBy = usableDay(given["answer_by"]) ?? usualAnswer(db, system, reader.today);
  const dossier = readDossier(db, system.id, { asOf: reader.today, knownAt: reader.today });
  const contracts = knownFacts(factsOfSystem(db, "contracts", system.id), reader.today);
  const written = deletionLetter(
    {
      company: reader.company.name,
      regime: reader.company.regime,
      system: named(system, language),
      vendor: system.vendor,
      account: account.trim() || null,
      deleted: dossier ? whenIn(dossier.record, "executed") : null,
      categories: system.data_categories,
      subjects: system.data_subjects,
      contract: contracts.findLast(({ kind }) => kind === "processing")?.reference ?? null,
      subProcessors: knownFacts(factsOfSystem(db, "sub_processors", system.id), reader.today).map(({ name }) => name),
      answerBy,
      sender: reader.person?.name ?? "",
    },
    language,
  );
  const to = given["to"] ?? privacyContact(db, system.id) ?? "";
  const { mailbox } = given;
  return { ...written, to, account, language, answer_by: answerBy, ...(mailbox ? { mailbox } : {}) };
}

function reminderFor(db: Database, system: System, open: DeletionRequest, reader: Reader): Fields {
  const answerBy = addDays(reader.today, 14);
  const language = languageFor(db, system, reader);
  const { account, requested_on: requestedOn, answer_by: answerWasDue } = open;
  const { name: company, regime } = reader.company;
  const sender = reader.person?.name ?? "";
  const text = followUpLetter(
    { company, regime, system: named(system, language), account, sender, requestedOn, answerWasDue, answerBy },
    language,
  );
  return { text, answer_by: answerBy };
}

/** Providers that sit where German is spoken are written to in German, all others in English. */
function languageFor(db: Database, system: System, { today }: Reader): Language {
  const moment = { asOf: today, knownAt: today };
  const known = readRegister(db, moment).systems.find((one) => one.system.id === system.id);
  const seat = (known ?? systemAlone(db, system, moment)).places.seat?.country;
  return seat && ["CH", "DE", "AT", "LI"].includes(seat) ? "de" : "en";
}

function accountOf(db: Database, { id }: System, today: Day): string | null {
  const asked = requestsOf(db, id).findLast(({ account }) => account !== null)?.account;
  return asked ?? readDossier(db, id, { asOf: today, knownAt: today })?.record.account ?? null;
}

/** The day on which the confirmation is due, where that is still far enough; else a month. */
function usualAnswer(db: Database, { id }: System, today: Day): Day {
  const due = listSteps(db, id).find(({ code, state }) => code === "confirmation" && state === "open")?.due_on;
  return due && due >= addDays(today, 14) ? due : addDays(today, days_to_answer);
}

function usableDay(typed: string | undefined): Day | null {
  return typed && /^\d{4}-\d{2}-\d{2}$/.test(typed) ? typed : null;
}
