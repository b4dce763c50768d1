import { expect, test } from "bun:test";
import {
  addressDigest,
  messageIdFor,
  noticeLocalPart,
  readOurId,
  readReplyAddress,
  replyAddressFor,
} from "#src/inbox/mail-ids.ts";
import { openDatabase } from "#src/storage/database.ts";

test("an id says whose ticket it is, and one that somebody made up is known", () => {
  const db = openDatabase(":memory:");
  const id = messageIdFor(db, { ticket_id: 12, domain: "bücher.example" });
  expect(id).toMatch(/^t-12-[0-9a-f]{16}-[0-9a-f]{16}@xn--bcher-kva\.example$/);
  expect(messageIdFor(db, { ticket_id: 12, domain: "bücher.example" })).not.toBe(id);
  expect(readOurId(db, id)).toEqual({ ticket_id: 12 });
  expect(readOurId(db, id.toUpperCase())).toEqual({ ticket_id: 12 });
  expect(readOurId(db, id.replace(/@.*/, "@anders.test"))).toEqual({ ticket_id: 12 });
  expect(readOurId(db, id.replace("t-12-", "t-13-"))).toBe("forged");
  expect(readOurId(openDatabase(":memory:"), id)).toBe("forged");
  for (const other of ["", "abc@kunde.test", "t-12@kunde.test", `x${id}`]) expect(readOurId(db, other)).toBeNull();
});

test("so does an address to which answers come back", () => {
  const db = openDatabase(":memory:");
  const address = replyAddressFor(db, { ticket_id: 7, address: "support@beispiel.ch" });
  expect(readReplyAddress(db, address)).toEqual({ ticket_id: 7 });
  expect(readReplyAddress(db, address.toUpperCase())).toEqual({ ticket_id: 7 });
  expect(readReplyAddress(db, address.replace("+t-7-", "+t-8-"))).toBe("forged");
  expect(readReplyAddress(db, "support@beispiel.ch")).toBeNull();
  expect(readReplyAddress(db, "support+t-7@beispiel.ch")).toBeNull();
});

test("what is told under one key has one id; an address is kept so that only we know it again", () => {
  const db = openDatabase(":memory:");
  expect(noticeLocalPart(db, "a")).toBe(noticeLocalPart(db, "a"));
  expect(noticeLocalPart(db, "a")).not.toBe(noticeLocalPart(db, "b"));
  expect(addressDigest(db, "Anna@Kunde.test")).toBe(addressDigest(db, "anna@kunde.test"));
  expect(addressDigest(db, "anna@kunde.test")).not.toBe(addressDigest(openDatabase(":memory:"), "anna@kunde.test"));
});
