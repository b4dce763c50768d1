import type { Dialogue } from "../outgoing/dialogue.ts";
import { down } from "../outgoing/finding.ts";
import type { Protocol } from "./mail-session.ts";

export const smtpProtocol: Protocol = {
  name: "SMTP",
  greet: async (dialogue, where) => void (await replyOf(dialogue, where, [220])),
  capabilities: async (dialogue, where) => {
    // RFC 5321, 4.1.3: a client without a name of its own gives its address; ours is nobody's business.
    dialogue.send("EHLO [127.0.0.1]");
    const [, ...offers] = await replyOf(dialogue, where, [250]);
    return offers.map((line) => line.toUpperCase());
  },
  startTls: async (dialogue, where) => {
    dialogue.send("STARTTLS");
    await replyOf(dialogue, where, [220]);
  },
};

/** The lines of one reply, without its code. Throws when the code is another one than wished. */
export async function replyOf(
  dialogue: Dialogue,
  where: string,
  wished: readonly number[],
  code = "smtp-reply",
): Promise<string[]> {
  const lines: string[] = [];
  for (let count = 0; count < 200; count += 1) {
    const line = await dialogue.line();
    const match = /^(\d{3})([ -]|$)(.*)$/.exec(line);
    if (!match) throw notSmtp(where, line);
    lines.push(match[3]!);
    if (match[2] === "-") continue;
    if (wished.includes(Number(match[1]))) return lines;
    throw otherReply(where, line, wished, code);
  }
  throw notSmtp(where, lines[0] ?? "");
}

function notSmtp(where: string, line: string) {
  const shown = line.slice(0, 200);
  return down(
    "not-smtp",
    `Was ${where} antwortet, ist kein SMTP: «${shown}».`,
    `What ${where} answers is no SMTP: "${shown}".`,
  );
}

function otherReply(where: string, line: string, wished: readonly number[], code: string) {
  const shown = line.slice(0, 200);
  const list = wished.join(", ");
  return down(
    code,
    `${where} antwortet «${shown}», erwartet ist ${list}.`,
    `${where} answers "${shown}"; ${list} is expected.`,
  );
}
