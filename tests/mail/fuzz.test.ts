import { expect, test } from "bun:test";
import { parseMail } from "#src/mail/message.ts";
import { fixtures } from "./fixture.ts";
import { lostWords, readBroken } from "./lossless.ts";
import { wordsInLeaves } from "./walker.ts";

test("no leaf of a mail is lost: each is in the text, the HTML or an attachment", () => {
  expect(fixtures.flatMap(({ raw }) => [...wordsInLeaves(raw)]).length).toBeGreaterThan(150);
  for (const { name, raw } of fixtures) expect([name, lostWords(raw)]).toEqual([name, []]);
});

test("300 mails broken on the way are read without a leaf lost, each in less than a second", () => {
  readBroken(300, 5_000);
});

test("bytes that are no mail at all are read as one", () => {
  for (const bytes of [[], [0], [10], [13, 10], [255, 254, 0], [45, 45], Array(2000).fill(200)])
    expect(parseMail(Uint8Array.from(bytes)).from).toEqual([]);
});
