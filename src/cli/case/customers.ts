import type { Database } from "bun:sqlite";
import type { Done } from "#src/history/record.ts";
import { addAddress, blockCustomer, changeCustomer } from "#src/inbox/customer-actions.ts";
import { makeRequest, settleAnswered } from "#src/inbox/privacy-request-actions.ts";
import { setRetention } from "#src/inbox/retention-actions.ts";
import { searchMessages } from "#src/inbox/search.ts";
import { findTicket } from "#src/inbox/ticket-store.ts";
import { addDays, dayIn } from "#src/when.ts";

/** Of the people who write in the demo: one with two addresses, one blocked, one who asks for their data and one who was deleted. */
export function writeCustomers(db: Database, mailboxes: readonly number[], done: Done): void {
  const today = dayIn("Europe/Zurich", done.at);
  const ticketAbout = (words: string) => {
    const asked = { mailboxes, person_id: null, time_zone: "Europe/Zurich", from: null };
    return searchMessages(db, words, asked).hits[0]?.ticket_id ?? 0;
  };
  const customerOf = (words: string) => findTicket(db, ticketAbout(words))?.customer_id ?? 0;
  const asks = ticketAbout("subject:Auskunft");
  if (asks > 0) makeRequest(db, asks, { kind: "access", received_on: addDays(today, -2) }, done);
  const erased = ticketAbout("subject:löschen");
  if (erased > 0) {
    makeRequest(db, erased, { kind: "erasure", received_on: addDays(today, -9) }, done);
    settleAnswered(
      db,
      erased,
      { answer: "Konto und Adresse gelöscht, per E-Mail bestätigt.", on: addDays(today, -7) },
      done,
    );
  }
  const spammer = customerOf("subject:search");
  if (spammer > 0) blockCustomer(db, spammer, done);
  const marco = customerOf("subject:Sito");
  if (marco > 0) {
    addAddress(db, marco, "marco@rossi-privat.example", done);
    changeCustomer(db, marco, { name: "Marco Rossi", note: "Schreibt abends von der privaten Adresse." }, done);
  }
  setRetention(db, "support", { closed_months: 24, spam_days: 60, raw_months: null }, done);
}
