import { expect, test } from "bun:test";
import { extentsIn, mboxFacts, unescaped } from "#src/mail/mbox.ts";

const box = `From anna@example.ch Mon Nov 23 10:00:00 2026
Subject: one
Status: RO

Hello
>From here on it is quoted,
>>From twice.

From what is said here no new mail begins.

From - Tue Nov 24 08:30:00 2026
Subject: two

Text, and
From Mon Nov 23 10:00:00 2026 stands after no empty line
`;

const bytes = (text: string) => new TextEncoder().encode(text);

/** The same in pieces of every size: a line may be cut anywhere. */
function pieces(text: string, size: number): Uint8Array[] {
  const all = bytes(text);
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.subarray(n * size, (n + 1) * size));
}

function mails(text: string, size = 7): string[] {
  const all = bytes(text);
  return [...extentsIn(pieces(text, size))].map(({ start, end }) =>
    Buffer.concat([...unescaped(pieces(Buffer.from(all.subarray(start, end)).toString(), size))]).toString(),
  );
}

for (const size of [1, 2, 3, 5, 64, 4096])
  test(`the mails of an mbox, read in pieces of ${size} bytes, are those that were put in`, () => {
    const [one, two, ...more] = mails(box, size);
    expect(more).toEqual([]);
    expect(one).toStartWith("Subject: one\n");
    expect(one).toContain("\nFrom here on it is quoted,\n>From twice.\n");
    expect(one).toEndWith("From what is said here no new mail begins.\n");
    expect(two).toEndWith("stands after no empty line\n");
  });

test("reading goes on at the beginning of any mail", () => {
  const [first, second] = [...extentsIn(pieces(box, 50))];
  expect(second!.separator).toBe("From - Tue Nov 24 08:30:00 2026");
  const rest = box.slice(first!.next);
  expect([...extentsIn(pieces(rest, 50), first!.next)]).toEqual([second!]);
});

test("an empty file holds no mail; a single mail without a separator is one", () => {
  expect(mails("")).toEqual([]);
  expect(mails("\n\n")).toEqual([]);
  expect(mails("Subject: alone\n\nText\n")).toEqual(["Subject: alone\n\nText\n"]);
});

test("lines may end as on Windows", () => {
  expect(mails(box.replaceAll("\n", "\r\n"))).toHaveLength(2);
});

test("a line without an end does not fill the memory", () => {
  const long = `From a@b Mon Nov 23 10:00:00 2026\nSubject: long\n\n${"x".repeat(3_000_000)}`;
  const largest = Math.max(...[...unescaped(pieces(long, 65_536))].map(({ byteLength }) => byteLength));
  expect(largest).toBeLessThan(200_000);
});

const facts: [string, string, string | null, boolean | null][] = [
  ["From a@b Mon Nov 23 10:00:00 2026", "Status: RO\n\n", "2026-11-23T10:00:00.000Z", true],
  ["From a@b Mon Nov 23 10:00:00 2026", "Status: O\n\n", "2026-11-23T10:00:00.000Z", false],
  ["From - Thu Jan 01 00:00:00 1970", "Date: Mon, 23 Nov 2026 10:00:00 +0100\n\n", "2026-11-23T09:00:00.000Z", null],
  ["From 1@xxx Mon Nov 23 10:00:00 +0100 2026", "X-Gmail-Labels: Inbox,Unread\n\n", "2026-11-23T09:00:00.000Z", false],
  [
    "From 1@xxx Mon Nov 23 10:00:00 +0000 2026",
    "X-Gmail-Labels: Posteingang,\n Wichtig\n\n",
    "2026-11-23T10:00:00.000Z",
    true,
  ],
  ["", "X-Mozilla-Status: 0001\n\n", null, true],
  ["", "X-Mozilla-Status: 0000\n\nStatus: R\n", null, false],
  ["", "Subject: nothing\n\n", null, null],
];

test("when a mail came and whether it was read stands beside it, in several ways", () => {
  for (const [line, head, receivedAt, read] of facts) {
    const told = mboxFacts(line, bytes(head));
    expect([line, head, told.receivedAt?.toISOString() ?? null, told.read]).toEqual([line, head, receivedAt, read]);
  }
});
