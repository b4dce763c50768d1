import { expect, test } from "bun:test";
import type { Letter, Verdict } from "#src/mail/send.ts";
import { smtpPool } from "#src/mail/smtp-pool.ts";
import { type SmtpAccount, usualPatience } from "#src/mail/smtp-session.ts";
import { type Break, smtpServer } from "../support/smtp.ts";

const never = new AbortController().signal;
const quick = { connect_ms: 300, command_ms: 300, answer_ms: 300, stopping_ms: 50 };

const account = (port: number): SmtpAccount => ({
  host: "127.0.0.1",
  port,
  security: "none",
  user: null,
  password: null,
  authority: null,
  name: "beispiel.ch",
});

/** A short letter, and what was told before its end went out. */
function letter(given: Partial<Letter> = {}) {
  const told: (readonly Verdict[])[] = [];
  const one: Letter = {
    from: "support@beispiel.ch",
    otherFrom: null,
    recipients: ["anna@kunde.test"],
    envid: "abc@beispiel.ch",
    size: 60,
    async *content() {
      yield new TextEncoder().encode("Subject: Guten Tag\r\n\r\n.eine Zeile mit Punkt\r\n");
    },
    beforeTheDot: (refused) => told.push(refused),
    ...given,
  };
  return { told, letter: one };
}

async function send(port: number, given: Partial<Letter> = {}, patience = usualPatience, stopping = never) {
  const { told, letter: one } = letter(given);
  const pool = smtpPool(account(port), patience);
  const outcome = await pool.send(one, stopping);
  pool.close();
  return { outcome, told };
}

test("a letter arrives as it is, with a report asked for where the server offers that", async () => {
  const { arrived, lines, port } = await smtpServer();
  const { outcome, told } = await send(port);
  expect(outcome).toMatchObject({
    outcome: "answered",
    verdicts: [{ address: "anna@kunde.test", answer: "accepted", status: "2.0.0", said: "250 2.0.0 queued as 1" }],
  });
  expect(told).toEqual([[]]);
  expect(arrived[0]!.raw).toBe("Subject: Guten Tag\r\n\r\n.eine Zeile mit Punkt\r\n");
  expect(lines[0]).toBe("EHLO beispiel.ch");
  expect(lines).toContain("MAIL FROM:<support@beispiel.ch> SIZE=60 RET=HDRS ENVID=abc@beispiel.ch");
  expect(lines).toContain("RCPT TO:<anna@kunde.test> NOTIFY=FAILURE,DELAY");
});

test("without DSN nothing of it is said, and automatic mail has no sender", async () => {
  const { arrived, lines, port } = await smtpServer({ extensions: [] });
  await send(port, { from: "", otherFrom: "support@beispiel.ch" });
  expect(lines.slice(1, 3)).toEqual(["MAIL FROM:<>", "RCPT TO:<anna@kunde.test>"]);
  expect(arrived).toHaveLength(1);
});

test("where a server takes no mail without a sender, the mailbox's address is given", async () => {
  const mail = (line: string) => (line.includes("<>") ? "550 5.7.60 not allowed to send as <>" : null);
  const { arrived, port } = await smtpServer({ mail });
  const { outcome } = await send(port, { from: "", otherFrom: "support@beispiel.ch" });
  expect(outcome).toMatchObject({ outcome: "answered", verdicts: [{ answer: "accepted" }] });
  expect(arrived.map(({ from }) => from)).toEqual(["support@beispiel.ch"]);
});

const points: [Break, "unsent" | "unknown" | "answered"][] = [
  ["before MAIL", "unsent"],
  ["after RCPT", "unsent"],
  ["in DATA", "unknown"], // a short letter is out of the house before the server has read its first line
  ["after the dot", "unknown"],
  ["after 250", "answered"],
  ["in QUIT", "answered"],
];

test.each(points)("when the connection breaks %s the letter is %s", async (at, expected) => {
  for (const extensions of [["PIPELINING"], []]) {
    const { port } = await smtpServer({ breaks: { at, times: 9 }, extensions });
    const { outcome, told } = await send(port);
    expect(outcome.outcome).toBe(expected);
    expect(told).toHaveLength(expected === "unsent" ? 0 : 1);
  }
});

test("a long letter that breaks off in the middle has surely not arrived", async () => {
  const { arrived, port } = await smtpServer({ breaks: { at: "in DATA", times: 9 } });
  const { outcome, told } = await send(port, {
    async *content() {
      for (let n = 0; n < 400; n += 1) {
        yield new Uint8Array(65_536).fill(97);
        await Bun.sleep(0);
      }
    },
  });
  expect(outcome).toMatchObject({ outcome: "unsent", trouble: { code: "cut-off" } });
  expect([told, arrived]).toEqual([[], []]);
});

test("each recipient has its own answer", async () => {
  const rcpt = (address: string) =>
    address.startsWith("weg") ? "550 5.1.1 no such user" : address.startsWith("voll") ? "452 4.2.2 mailbox full" : null;
  for (const extensions of [["PIPELINING"], []]) {
    const { arrived, port } = await smtpServer({ rcpt, extensions });
    const recipients = ["weg@kunde.test", "anna@kunde.test", "voll@kunde.test"];
    const { outcome, told } = await send(port, { recipients });
    const refused = [
      { address: "weg@kunde.test", answer: "never", status: "5.1.1", said: "550 5.1.1 no such user" },
      { address: "voll@kunde.test", answer: "later", status: "4.2.2", said: "452 4.2.2 mailbox full" },
    ] as const;
    expect(told as unknown).toEqual([refused]);
    expect(outcome).toMatchObject({
      verdicts: [refused[0], { address: "anna@kunde.test", answer: "accepted" }, refused[1]],
    });
    expect(arrived.map(({ to }) => to)).toEqual([["anna@kunde.test"]]);
  }
});

test("an answer to the whole letter is everybody's, except of those who have one of their own", async () => {
  const rcpt = (address: string) => (address.startsWith("spaeter") ? "451 4.7.1 greylisted" : null);
  const { port } = await smtpServer({ rcpt, dot: () => "554 5.7.1 looks like spam" });
  const { outcome } = await send(port, { recipients: ["spaeter@kunde.test", "anna@kunde.test"] });
  expect(outcome).toMatchObject({
    outcome: "answered",
    verdicts: [
      { answer: "later", status: "4.7.1" },
      { answer: "never", status: "5.7.1", said: "554 5.7.1 looks like spam" },
    ],
  });
});

test("a sender that is refused for now is refused for everybody for now", async () => {
  const { port } = await smtpServer({ mail: () => "451 4.3.0 try later" });
  const { outcome } = await send(port, { recipients: ["a@kunde.test", "b@kunde.test"] });
  expect(outcome).toMatchObject({ verdicts: [{ answer: "later" }, { answer: "later" }] });
});

test("addresses with other letters go out where the server takes them, and are refused clearly where it does not", async () => {
  const recipients = ["jürg@kunde.test", "anna@kunde.test"];
  const able = await smtpServer({ extensions: ["SMTPUTF8", "8BITMIME"] });
  expect((await send(able.port, { recipients })).outcome).toMatchObject({
    verdicts: [{ answer: "accepted" }, { answer: "accepted" }],
  });
  expect(able.lines.find((line) => line.startsWith("MAIL"))).toContain("SMTPUTF8");
  const unable = await smtpServer();
  const { outcome, told } = await send(unable.port, { recipients });
  expect(outcome).toMatchObject({ verdicts: [{ answer: "never", status: "5.6.7" }, { answer: "accepted" }] });
  expect(told[0]).toMatchObject([{ address: "jürg@kunde.test" }]);
  expect(unable.arrived[0]!.to).toEqual(["anna@kunde.test"]);
});

test("a connection is used again, and a new one is made when the server has hung up meanwhile", async () => {
  const { arrived, lines, port } = await smtpServer({ breaks: { at: "after 250", times: 1 } });
  const pool = smtpPool(account(port));
  for (let n = 0; n < 3; n += 1)
    expect(await pool.send(letter().letter, never)).toMatchObject({ verdicts: [{ answer: "accepted" }] });
  pool.close();
  expect(arrived).toHaveLength(3);
  expect(lines.filter((line) => line.startsWith("EHLO"))).toHaveLength(2);
});

test("after a refusal the connection still takes the next letter", async () => {
  const { arrived, lines, port } = await smtpServer({
    rcpt: (address) => (address === "weg@kunde.test" ? "550 no" : null),
  });
  const pool = smtpPool(account(port));
  await pool.send(letter({ recipients: ["weg@kunde.test"] }).letter, never);
  await pool.send(letter().letter, never);
  pool.close();
  expect(arrived).toHaveLength(1);
  expect(lines.filter((line) => line.startsWith("EHLO"))).toHaveLength(1);
});

test("what cannot be told before the letter's end keeps it from going out", async () => {
  const { arrived, port } = await smtpServer();
  const beforeTheDot = () => {
    throw new Error("the disk is full");
  };
  expect((await send(port, { beforeTheDot })).outcome.outcome).toBe("unsent");
  expect(arrived).toEqual([]);
});

test("asked to stop, it gives up before the end at once, and after it waits for the answer", async () => {
  const stopping = new AbortController();
  const { port, arrived } = await smtpServer({
    async dot() {
      stopping.abort();
      await Bun.sleep(10);
      return null;
    },
  });
  expect((await send(port, {}, usualPatience, stopping.signal)).outcome).toMatchObject({ outcome: "answered" });
  expect(arrived).toHaveLength(1);
  expect((await send(port, {}, usualPatience, stopping.signal)).outcome).toMatchObject({ outcome: "unsent" });
  const silent = await smtpServer({ dot: () => new Promise(() => {}) });
  const later = new AbortController();
  const beforeTheDot = () => void setTimeout(() => later.abort(), 5);
  expect(
    (await send(silent.port, { beforeTheDot }, { ...usualPatience, stopping_ms: 20 }, later.signal)).outcome,
  ).toMatchObject({
    outcome: "unknown",
  });
});

test("a server that says nothing after the end leaves it unknown, one that says nothing before it does not", async () => {
  const silent = await smtpServer({ dot: () => new Promise(() => {}) });
  expect((await send(silent.port, {}, quick)).outcome).toMatchObject({
    outcome: "unknown",
    trouble: { code: "timeout" },
  });
  const mute = await smtpServer({ mail: () => "" });
  expect((await send(mute.port, {}, quick)).outcome).toMatchObject({ outcome: "unsent", trouble: { code: "timeout" } });
});

test("what is wrong with a server is a code and its words", async () => {
  const { port } = await smtpServer({ extensions: ["AUTH PLAIN"], logIn: { user: "anna", password: "richtig" } });
  const trouble = async (given: Partial<SmtpAccount>) => {
    const outcome = await smtpPool({ ...account(port), ...given }, { ...usualPatience, connect_ms: 2000 }).send(
      letter().letter,
      never,
    );
    return outcome.outcome === "unsent" ? outcome.trouble : outcome;
  };
  expect(await trouble({ user: "anna", password: "falsch" })).toMatchObject({
    code: "password",
    said: "535 5.7.8 wrong user or password",
  });
  expect(await trouble({ security: "starttls" })).toMatchObject({ code: "starttls-missing" });
  expect(await trouble({ security: "tls" })).toMatchObject({ code: "tls" });
  expect(await trouble({ port: 9 })).toMatchObject({ code: "connection-refused" });
  expect(await trouble({ host: "gibt-es-nicht.invalid" })).toMatchObject({ code: "name-not-found" });
  expect(await trouble({ user: "anna", password: "richtig" })).toMatchObject({ outcome: "answered" });
});
