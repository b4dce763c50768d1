import { describe, expect, test } from "bun:test";
import { findMailbox } from "#src/inbox/mailbox-store.ts";
import { findMessage } from "#src/inbox/message-store.ts";
import { searchMessages } from "#src/inbox/search.ts";
import { fileUnreadable } from "#src/inbox/stub.ts";
import { retryArrival } from "#src/inbox/ticket-actions.ts";
import { countTroubled, findTicket } from "#src/inbox/ticket-store.ts";
import { now } from "../support/browser.ts";
import { anInbox, arrived, minutes, rawMail } from "../support/inbox.ts";
import { problemOf } from "../support/problem.ts";

describe("a mail that cannot be read", () => {
  function unread() {
    const inbox = anInbox();
    const raw = Buffer.from(rawMail({ subject: "Kaputt", id: "k@kunde.ch" }));
    const arrival = arrived(inbox.db, { bytes: raw, mailbox: inbox.mailbox, at: now, source: "imap", wasRead: false });
    const stub = inbox.db.transaction(() => {
      const made = fileUnreadable(inbox.db, {
        arrival,
        mailbox: findMailbox(inbox.db, inbox.mailbox)!,
        error: "too-large",
        head: raw,
        at: now,
      });
      inbox.db.run("UPDATE arrivals SET state = 'unreadable', message_id = ?, error = 'too-large'", [made.message_id]);
      return made;
    })();
    return { ...inbox, arrival, stub, raw };
  }

  test("is a ticket that says so, with sender and subject as far as they can be read", () => {
    const { db, mailbox, stub } = unread();
    expect(findTicket(db, stub.ticket_id)).toMatchObject({ subject: "Kaputt", state: "open", has_trouble: 1 });
    expect(findMessage(db, stub.message_id)).toMatchObject({
      kind: "unread",
      error: "too-large",
      from_address: "anna@kunde.ch",
    });
    expect(countTroubled(db, [mailbox])).toBe(1);
    const looking = { mailboxes: [mailbox], person_id: 1, time_zone: "Europe/Zurich", from: null };
    expect(searchMessages(db, "is:trouble", looking).hits.map(({ ticket_id }) => ticket_id)).toEqual([stub.ticket_id]);
  });

  test("can be tried again by a member, once at a time", () => {
    const { db, arrival, by } = unread();
    expect(problemOf(() => retryArrival(db, arrival.id, { by: "person:2", at: now }))).toBe("not-found");
    retryArrival(db, arrival.id, by);
    expect(problemOf(() => retryArrival(db, arrival.id, by))).toBe("conflict");
  });

  test("read after all, it takes the place of its stub, whose number leads to it", async () => {
    const { db, arrival, stub, mailbox, raw, by } = unread();
    const { fileMail } = await import("#src/inbox/filing.ts");
    const { parseMail } = await import("#src/mail/message.ts");
    retryArrival(db, arrival.id, by);
    const again = { ...arrival, message_id: stub.message_id };
    const filed = fileMail(db, {
      arrival: again,
      mailbox: findMailbox(db, mailbox)!,
      parsed: parseMail(raw),
      at: minutes(5),
      quiet: false,
    });
    expect(filed.outcome).toBe("filed");
    expect(findMessage(db, stub.message_id)).toBeNull();
    expect(findTicket(db, stub.ticket_id)).toMatchObject({ merged_into: filed.ticket_id, has_trouble: 0 });
    expect(db.query("SELECT count(*) AS n FROM messages").get()).toEqual({ n: 1 });
  });
});
