import type { Dialogue } from "../outgoing/dialogue.ts";
import { down } from "../outgoing/finding.ts";
import type { Protocol } from "./mail-session.ts";

export const imapProtocol: Protocol = {
  name: "IMAP",
  greet: async (dialogue, where) => {
    const line = await dialogue.line();
    if (/^\* (OK|PREAUTH)\b/i.test(line)) return;
    if (/^\* BYE\b/i.test(line)) throw refusal(where, line);
    throw notImap(where, line);
  },
  capabilities: async (dialogue, where) => {
    const { untagged } = await commandOn(dialogue, where, "CAPABILITY");
    const listed = untagged.find((line) => /^\* CAPABILITY /i.test(line)) ?? "";
    return listed.toUpperCase().split(" ").slice(2);
  },
  startTls: async (dialogue, where) => void (await commandOn(dialogue, where, "STARTTLS")),
};

let asked = 0;

/** Sends one command and reads to its end. Throws when the server says no; `code` is the reason's. */
export async function commandOn(dialogue: Dialogue, where: string, command: string, code = "imap-reply") {
  asked = (asked + 1) % 1_000_000;
  const tag = `a${asked}`;
  dialogue.send(`${tag} ${command}`);
  return await endOf(dialogue, where, tag, code);
}

/** Untagged lines until the tagged one. */
async function endOf(dialogue: Dialogue, where: string, tag: string, code: string) {
  const untagged: string[] = [];
  for (let count = 0; count < 500; count += 1) {
    const line = await dialogue.line();
    if (line.startsWith(`${tag} OK`)) return { untagged };
    if (line.startsWith(tag)) throw saidNo(where, line, code);
    if (!line.startsWith("*") && !line.startsWith("+")) throw notImap(where, line);
    untagged.push(line);
  }
  throw notImap(where, untagged[0] ?? "");
}

function saidNo(where: string, line: string, code: string) {
  const shown = line.replace(/^\S+ /, "").slice(0, 200);
  return down(code, `${where} lehnt ab: «${shown}».`, `${where} refuses: "${shown}".`);
}

function refusal(where: string, line: string) {
  return down(
    "imap-bye",
    `${where} weist ab: «${line.slice(0, 200)}».`,
    `${where} turns away: "${line.slice(0, 200)}".`,
  );
}

function notImap(where: string, line: string) {
  const shown = line.slice(0, 200);
  return down(
    "not-imap",
    `Was ${where} antwortet, ist kein IMAP: «${shown}».`,
    `What ${where} answers is no IMAP: "${shown}".`,
  );
}
