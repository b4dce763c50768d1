import { expect, test } from "bun:test";
import { canonicalHash } from "#src/mail/canonical-hash.ts";
import { synthesisedMessageId } from "#src/mail/message-id.ts";
import { mailOf } from "./raw.ts";

const id = (value: string) => mailOf(`Message-ID: ${value}`, "", "x").messageId;

test("an id is what stands in the brackets, case kept; nothing is no id (rules R3 and R5)", () => {
  expect(["<Ab@X.y>", " (c) < a b@x > ", "ab@x", "<>", "", "   ", "<a@x> <b@x>"].map(id)).toEqual([
    "Ab@X.y",
    "ab@x",
    "ab@x",
    null,
    null,
    null,
    "a@x",
  ]);
  expect(synthesisedMessageId("00ff")).toBe("00ff@local.invalid");
});

const copy = (received: string, body: string) =>
  canonicalHash(
    mailOf(
      `Received: ${received}`,
      "From: a@x.example",
      "Date: Mon, 1 Jan 2024 10:00:00 +0000",
      "Subject: s",
      "",
      body,
    ),
  );

test("two copies of a mail have one canonical hash, another content has another (rule R4)", () => {
  expect(copy("by one", "Text\r\n")).toBe(copy("by two", "Text\r\n\r\n"));
  expect(copy("by one", "Text")).not.toBe(copy("by one", "Test"));
});
