import type { Database } from "bun:sqlite";
import { forgetActivity, forgetInDetails } from "#src/activity/forget.ts";
import { record } from "#src/history/record.ts";
import { forgetDeliveries } from "#src/outbox/forgetting-store.ts";
import { todayAt } from "#src/settings/today.ts";
import { releaseBlob } from "#src/storage/blobs.ts";
import { setNamed } from "./customer-store.ts";
import { eraseFromTicket, eraseOwnTicket } from "./erase-ticket-actions.ts";
import {
  deleteCustomer,
  deleteNoticesTo,
  deleteSendsTo,
  draftsNaming,
  forgetLists,
  notesNaming,
  renameImports,
  setDraftFields,
} from "./erase-traces-store.ts";
import { withoutNames } from "./erased-text.ts";
import { countsIn } from "./erasure.ts";
import { addToList } from "./erasure-list.ts";
import { cleanStep, emptyStep, mentionsStep, planStep } from "./erasure-message-steps.ts";
import { inOne, moveTo, type Progress, type Running, type Step } from "./erasure-step.ts";
import {
  forgetPerson,
  markErased,
  nextTicket,
  setCounts,
  ticketDone,
  tombstonesOf,
  truncateWal,
} from "./erasure-store.ts";
import { personalTraces } from "./personal-traces.ts";

function ticketsStep(running: Running): Progress {
  const { db, erasure, erasing } = running;
  return inOne(running, () => {
    const next = nextTicket(db, erasure.id);
    if (next === null) return { state: "done" };
    const blobs = next.own === 1 ? eraseOwnTicket(db, next.ticket_id, erasing) : [];
    if (next.own === 0) eraseFromTicket(db, next.ticket_id, erasing);
    ticketDone(db, erasure.id, next.ticket_id);
    const counts = countsIn(erasure);
    setCounts(db, erasure.id, { ...counts, tickets: counts.tickets + next.own });
    return { state: "more", blobs };
  });
}

function customerStep(running: Running): Progress {
  const { db, erasure, erasing } = running;
  return inOne(running, () => {
    if (erasure.customer_id === null) return { state: "done" };
    for (const id of deleteCustomer(db, erasure.customer_id)) forgetActivity(db, `customer:${id}`);
    for (const { id, name, note } of notesNaming(db, erasing.person.addresses))
      setNamed(db, id, name, withoutNames(note, erasing.person, false));
    return { state: "done" };
  });
}

function draftsStep(running: Running): Progress {
  const {
    db,
    erasing: { person },
  } = running;
  return inOne(running, () => {
    for (const { id, fields } of draftsNaming(db, person.addresses))
      setDraftFields(db, { id, fields: withoutNames(fields, person, false) });
    renameImports(db, person.addresses);
    forgetLists(db, person.addresses);
    return { state: "done" };
  });
}

function sendsStep(running: Running): Progress {
  const {
    db,
    erasure,
    erasing: { person },
  } = running;
  return inOne(running, () => {
    deleteSendsTo(db, JSON.parse(erasure.digests) as string[]);
    const blobs = deleteNoticesTo(db, person.addresses).filter((blob) => releaseBlob(db, blob));
    return { state: "done", blobs };
  });
}

/** A few thousand rows at a time, from one end to the other. */
function through(look: (db: Database, words: readonly string[], after: number) => number | null) {
  return (running: Running): Progress =>
    inOne(running, () => {
      const last = look(running.db, running.erasing.person.addresses, running.erasure.position);
      if (last === null) return { state: "done" };
      moveTo(running, last);
      return { state: "more" };
    });
}

function elsewhereStep(running: Running): Progress {
  const { db, erasure, erasing } = running;
  return inOne(running, () => {
    const asked = { addresses: erasing.person.addresses, at: erasing.at, by: erasure.by };
    for (const traces of personalTraces()) traces.erase?.(db, asked);
    return { state: "done" };
  });
}

function listStep({ db, erasure, listPath }: Running): Progress {
  const { uid, way, begun_at, digests } = erasure;
  const people = JSON.parse(digests) as string[];
  if (listPath !== null) addToList(listPath, { uid, way, at: begun_at, people, mails: tombstonesOf(db, erasure.id) });
  return { state: "done" };
}

/** The log of it: that it was done, by whom, how much; nothing of anybody. */
function logStep(running: Running): Progress {
  const { db, erasure, erasing } = running;
  if (erasure.finished_at !== null) return { state: "done" }; // written before a crash
  return inOne(running, () => {
    record(db, {
      what: "person.erased",
      about: `erasure:${erasure.id}`,
      by: erasure.by,
      at: erasing.at,
      facts: { way: erasure.way, ...countsIn(erasure) },
      reported_on: todayAt(db, erasing.at),
    });
    forgetPerson(db, erasure.id, erasing.at.toISOString());
    return { state: "done" };
  });
}

function walStep({ db, erasure }: Running): Progress {
  if (!truncateWal(db)) return { state: "wait" };
  markErased(db, erasure.id);
  return { state: "done" };
}

/** In this order; each is repeated until it says that it is done, and harms nothing when it is repeated after a crash. */
export const erasureSteps: readonly Step[] = [
  { name: "mentions", run: mentionsStep },
  { name: "plan", run: planStep },
  { name: "clean", run: cleanStep },
  { name: "empty", run: emptyStep },
  { name: "tickets", run: ticketsStep },
  { name: "customer", run: customerStep },
  { name: "drafts", run: draftsStep },
  { name: "sends", run: sendsStep },
  { name: "deliveries", run: through(forgetDeliveries) },
  { name: "activity", run: through(forgetInDetails) },
  { name: "elsewhere", run: elsewhereStep },
  { name: "list", run: listStep },
  { name: "log", run: logStep },
  { name: "wal", run: walStep },
];
