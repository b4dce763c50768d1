import { expect, test } from "bun:test";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseCheckpoint } from "#src/history/checkpoint.ts";
import { newSigningKey, secretPem, signingKeyFrom } from "#src/history/key.ts";
import { keptSigningKey, readSigningKey } from "#src/history/key-file.ts";
import { isSignedBy, keyIdOf, parseNote, readVerifierKey, signNote, verifierKey } from "#src/history/note.ts";
import { record } from "#src/history/record.ts";
import { listSignedHeads } from "#src/history/signed-head-store.ts";
import { beginKey, keysBegun, signedHead } from "#src/history/signing.ts";
import { headOf } from "#src/history/store.ts";
import { Problem } from "#src/problem.ts";
import { openDatabase } from "#src/storage/database.ts";
import { now } from "../support/browser.ts";
import { newFolder } from "../support/folder.ts";
import { run, serve } from "../support/program.ts";
import { seeded } from "../support/random.ts";
import { command } from "../support/world.ts";

const done = { by: "aktion", at: now, reported_on: "2026-11-23" };
const entry = { ...done, what: "stand.opened", about: "company" };

// Two notes that others published with their keys: what we call a signed note is what everybody calls one.
const published = [
  {
    key: "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    note:
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
      "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
  },
  {
    key: "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    note:
      "This is an example message.\n\n" +
      "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n",
  },
];

test.each(published)("a note that somebody else published verifies with its key: $key", ({ key, note }) => {
  const known = readVerifierKey(key)!;
  expect(verifierKey(known)).toBe(key);
  expect(isSignedBy(parseNote(note)!, known)).toBe(true);
  expect(isSignedBy(parseNote(note.replace("is", "iz"))!, known)).toBe(false);
});

test("a signed head has the form of a checkpoint: origin, count, hash, empty line, signature by a key named in the chain", () => {
  const db = openDatabase(":memory:");
  const key = newSigningKey();
  expect(beginKey(db, key, done)).toBe("first");
  const { checkpoint, count, hash } = signedHead(db, key, now);
  const { name } = keysBegun(db)[0]!;
  expect(name).toMatch(/^aktion\.history\/[0-9a-f]{16}$/);
  const [origin, size, root, empty, signature, end] = checkpoint.split("\n");
  expect([origin, size, root, empty, end]).toEqual([name, "1", Buffer.from(hash, "hex").toString("base64"), "", ""]);
  expect(signature).toStartWith(`— ${name} `);
  expect(Buffer.from(signature!.split(" ")[2]!, "base64").toString("hex", 0, 4)).toBe(keyIdOf({ name, raw: key.raw }));
  expect(parseCheckpoint(checkpoint)).toMatchObject({ log: name, count, hash });
});

test("a head is signed and kept once, and again when something was recorded", () => {
  const db = openDatabase(":memory:");
  const key = newSigningKey();
  beginKey(db, key, done);
  expect(signedHead(db, key, now)).toEqual(signedHead(db, key, new Date("2027-01-01T00:00:00.000Z")));
  expect(listSignedHeads(db)).toHaveLength(1);
  record(db, entry);
  expect(signedHead(db, key, now)).toMatchObject(headOf(db));
  expect(listSignedHeads(db)).toHaveLength(2);
  expect(() => db.run("DELETE FROM signed_heads")).toThrow("never deleted");
  expect(() => db.run("UPDATE signed_heads SET count = 1")).toThrow("never changed");
});

test("a key begins once; another one begins in its place and keeps the chain's name; one that has not begun never signs", () => {
  const db = openDatabase(":memory:");
  const [first, second] = [newSigningKey(), newSigningKey()];
  expect(() => signedHead(db, first, now)).toThrow("has not begun");
  expect([beginKey(db, first, done), beginKey(db, first, done), beginKey(db, second, done)]).toEqual([
    "first",
    "known",
    "new",
  ]);
  const [newer, older] = keysBegun(db);
  expect([newer!.name, newer!.seq, older!.seq]).toEqual([older!.name, 2, 1]);
  expect(() => signedHead(db, first, now)).toThrow("has not begun");
  const { facts } = db.query<{ facts: string }, []>("SELECT facts FROM history_entries WHERE seq = 2").get()!;
  expect(JSON.parse(facts)).toMatchObject({ replaces: older!.key_id, public_key: second.raw.toString("base64") });
});

test("no random change of a signed note passes (300 changes, seed 4711)", () => {
  const random = seeded(4711);
  const secret = newSigningKey();
  const key = { name: "aktion.history/0011223344556677", raw: secret.raw };
  const bytes = Buffer.from(signNote("eins\n2\ndrei\n", secret.secret, key));
  expect(isSignedBy(parseNote(bytes.toString())!, key)).toBe(true);
  for (let n = 0; n < 300; n += 1) {
    const changed = Buffer.from(bytes);
    changed[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 8);
    const note = parseNote(changed.toString());
    expect(note !== null && isSignedBy(note, key)).toBe(false);
  }
});

test("what is no note, no checkpoint or no key is none", () => {
  for (const text of ["", "\n\n", "text\n", "text\n\n— name\n", "text\n\n— name AAAA\n", "text\n\n-- name AAAA\n"])
    expect(parseNote(text)).toBeNull();
  for (const line of ["", "a+b+c", "name+00000000+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"])
    expect(readVerifierKey(line)).toBeNull();
});

test("the key is made once, kept in a file for nobody else, beside other keys, and comes back the same", () => {
  const path = join(newFolder(), "aktion.key");
  expect(readSigningKey(path)).toBeNull();
  const key = keptSigningKey(path, now);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(keptSigningKey(path, now).raw.equals(key.raw)).toBe(true);
  expect(signingKeyFrom(secretPem(key)).raw.equals(key.raw)).toBe(true);
  expect(readdirSync(join(path, ".."))).toEqual(["aktion.key"]);

  const other = {
    format: "aktion-keys/1",
    keys: { mailbox: { kind: "aes-256", begun_at: "2026-01-01", secret: "s" } },
  };
  writeFileSync(path, JSON.stringify(other));
  keptSigningKey(path, now);
  expect(JSON.parse(readFileSync(path, "utf8")).keys.mailbox).toEqual(other.keys.mailbox);
});

test.each(["", "{}", "secret", '{"format":"aktion-keys/1","keys":{"signing":{"secret":"x"}}}'])(
  "a key file that is damaged is said, and never overwritten: %p",
  (content) => {
    const path = join(newFolder(), "aktion.key");
    writeFileSync(path, content);
    expect(() => keptSigningKey(path, now)).toThrow(Problem);
    expect(readFileSync(path, "utf8")).toBe(content);
  },
);

test("a folder where no key can be written is said in a sentence", () => {
  const path = join(newFolder(), "nowhere", "aktion.key");
  expect(() => keptSigningKey(path, now)).toThrow(Problem);
  mkdirSync(join(path, ".."));
  expect(keptSigningKey(path, now).raw).toHaveLength(32);
});

test("serve makes the key at its first start and keeps it; a lost one begins anew; the head is signed at start and stop", async () => {
  const path = join(newFolder(), "aktion.db");
  const keyFile = join(path, "..", "aktion.key");
  const begun = async () => {
    const served = await serve(path);
    served.kill("SIGTERM");
    expect(await served.exited).toBe(0);
    const db = openDatabase(path);
    const keys = keysBegun(db).length;
    expect(listSignedHeads(db).at(-1)?.hash).toBe(headOf(db).hash);
    db.close();
    return { keys, content: readFileSync(keyFile, "utf8"), said: served.said() };
  };
  const first = await begun();
  expect(first.keys).toBe(1);
  expect(await begun()).toMatchObject({ keys: 1, content: first.content });
  writeFileSync(`${keyFile}.old`, first.content);
  Bun.spawnSync(["rm", keyFile]);
  const second = await begun();
  expect(second.keys).toBe(2);
  expect(second.said).toContain("Another key signed this history until now");
  expect((await run(["verify", "--db", path])).exit).toBe(0);
});

test("the doctor says when others may read the key, and when it is gone or damaged", async () => {
  const path = join(newFolder(), "aktion.db");
  await command(["demo", "--seed-only", "--db", path]);
  const keyFile = join(path, "..", "aktion.key");
  const codes = async () =>
    (
      JSON.parse((await command(["doctor", "--db", path, "--json"])).out) as { findings: { code: string }[] }
    ).findings.map(({ code }) => code);
  expect(await codes()).toEqual([]);
  chmodSync(keyFile, 0o644);
  expect(await codes()).toEqual(["key-open-to-others"]);
  writeFileSync(keyFile, "x");
  chmodSync(keyFile, 0o600);
  expect(await codes()).toEqual(["key-damaged"]);
  Bun.spawnSync(["rm", keyFile]);
  expect(existsSync(keyFile)).toBe(false);
  expect(await codes()).toEqual(["key-missing"]);
});
