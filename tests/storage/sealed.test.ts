import { expect, test } from "bun:test";
import { join } from "node:path";
import { keptSecretsKey } from "#src/history/key-file.ts";
import { newSecretsKey, openSecret, sealSecret } from "#src/storage/sealed.ts";
import { newFolder } from "../support/folder.ts";

const key = newSecretsKey();

test("a sealed password opens again with its key and for its purpose only", () => {
  const sealed = sealSecret(key, "Zürich 1291", "mailbox:1 imap");
  expect(sealed).not.toContain("1291");
  expect(openSecret(key, sealed, "mailbox:1 imap")).toBe("Zürich 1291");
  expect(openSecret(key, sealed, "mailbox:2 imap")).toBeNull();
  expect(openSecret(newSecretsKey(), sealed, "mailbox:1 imap")).toBeNull();
});

test("the same password looks different each time it is sealed", () => {
  expect(sealSecret(key, "a", "x")).not.toBe(sealSecret(key, "a", "x"));
});

test.each(["", "v1.", "v1.AAAA", "v2.AAAA", "not sealed at all"])("%p opens as nothing", (sealed) => {
  expect(openSecret(key, sealed, "x")).toBeNull();
});

test("a changed letter is noticed", () => {
  const sealed = sealSecret(key, "secret", "x");
  const other = sealed.at(-3) === "A" ? "B" : "A";
  expect(openSecret(key, `${sealed.slice(0, -3)}${other}${sealed.slice(-2)}`, "x")).toBeNull();
});

test("the key stays the same from one start to the next, beside the one that signs", () => {
  const path = join(newFolder(), "aktion.key");
  const first = keptSecretsKey(path, new Date());
  expect(first).toHaveLength(32);
  expect(keptSecretsKey(path, new Date())).toEqual(first);
});
