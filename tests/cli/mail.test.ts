import { expect, test } from "bun:test";
import type { World } from "#src/cli/command.ts";
import { run } from "#src/cli/run.ts";
import { readSettings } from "#src/settings.ts";

async function mail(args: string[], input: string) {
  const said: string[] = [];
  const noted: string[] = [];
  const world: World = {
    settings: readSettings({}),
    clock: () => new Date("2026-11-23T08:00:00Z"),
    say: (line) => said.push(line),
    note: (line) => noted.push(line),
    stdin: async () => Uint8Array.from(input, (char) => char.charCodeAt(0)),
  };
  const exit = await run(["mail", ...args], world);
  return { exit, said: said.join("\n"), noted: noted.join("\n") };
}

const reply =
  "From: Rosa <ROSA@firma.example>\nSubject: Gr\xfcsse\nX-Loop: y\n\nDanke!\n\nAm 1.1.2024 um 10:00 schrieb Max <m@x.example>:\n> Frage\n";

test("mail parse prints what the contract says, in its order", async () => {
  const { exit, said } = await mail(["parse"], reply);
  const told = JSON.parse(said);
  expect(exit).toBe(0);
  expect(Object.keys(told)).toEqual([
    "from",
    "to",
    "cc",
    "replyTo",
    "subject",
    "date",
    "messageId",
    "inReplyTo",
    "references",
    "automatic",
    "text",
    "html",
    "attachments",
  ]);
  expect(told.from).toEqual([{ name: "Rosa", address: "rosa@firma.example" }]);
  expect([told.subject, told.automatic]).toEqual(["Gr\ufffdsse", { is: true, why: "loop-header" }]);
});

test("mail parse --guess reads undeclared bytes as the inbox does", async () => {
  expect(JSON.parse((await mail(["parse", "--guess"], reply)).said).subject).toBe("Grüsse");
});

test("mail visible prints what is seen and what is folded", async () => {
  const { exit, said } = await mail(["visible"], reply);
  expect(exit).toBe(0);
  expect(JSON.parse(said)).toEqual({
    text: "Danke!",
    folded: "Am 1.1.2024 um 10:00 schrieb Max <m@x.example>:\n> Frage",
  });
});

test("without a mail, or with another word, a sentence says what to do", async () => {
  expect(await mail(["parse"], " \n")).toEqual({
    exit: 2,
    said: "",
    noted: 'Standard input is empty: give it the raw mail, as in "aktion mail parse < raw.eml".',
  });
  expect((await mail(["open"], reply)).exit).toBe(2);
  expect((await mail(["--help"], "")).said).toContain("aktion mail visible");
});
