import { expect } from "bun:test";
import { type ParsedMail, parseMail } from "#src/mail/message.ts";
import { visibleOf } from "#src/mail/visible.ts";
import { chanceFrom } from "../support/chance.ts";
import { fixtures } from "./fixture.ts";
import { mutated } from "./mutation.ts";
import { wordsInLeaves, wordsOf, wordsWritten } from "./walker.ts";

/** Words that were written in a mail's leaves and are nowhere in what the program read, as stated or as guessed. */
export function lostWords(raw: Uint8Array): string[] {
  const readings = [parseMail(raw, { guess: false }), parseMail(raw)];
  const found = readings.map((mail) => new Set(wordsOf(everythingIn(mail))));
  return [...wordsWritten(raw)].filter((word) => found.some((words) => !words.has(word)));
}

const everythingIn = ({ text, html, attachments, headers }: ParsedMail): string =>
  [
    text,
    html ?? "",
    ...attachments.map(({ content }) => Buffer.from(content).toString("latin1")),
    ...headers.map(({ name, value }) => `${name} ${value}`),
  ].join("\n");

const most_ms = 1000;

/** Reads `count` broken mails: none throws, none takes long, none loses a leaf, and what is seen of each is all of its text. */
export function readBroken(count: number, seed: number): { slowest_ms: number } {
  let slowest_ms = 0;
  for (let index = 0; index < count; index++) {
    const { name, raw } = fixtures[index % fixtures.length]!;
    const broken = mutated(raw, chanceFrom(seed + index));
    const start = performance.now();
    const mail = parseMail(broken);
    const visible = visibleOf(mail);
    slowest_ms = Math.max(slowest_ms, performance.now() - start);
    const whole = wordsInLeaves(raw);
    const lost = lostWords(broken).filter((word) => whole.has(word));
    if (lost.length > 0) throw new Error(`${name}, seed ${seed + index}: lost ${lost.slice(0, 5)}`);
    if (mail.text.trim() !== "") expect(visible.text).not.toBe("");
  }
  expect(slowest_ms).toBeLessThan(most_ms);
  return { slowest_ms };
}
