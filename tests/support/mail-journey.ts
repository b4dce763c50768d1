import { connect } from "node:net";
import type { Page } from "playwright-core";
import { parseMail } from "#src/mail/message.ts";
import { ImapSession } from "#src/mail/receive.ts";
import type { Account, Lab } from "./lab.ts";

export type Written = { from: string; subject: string; id: string; inReplyTo?: string; body: string; type?: string };

/** A mail as it comes from outside: to the lab's mail exchanger, without log-in. */
export function writeFromOutside({ ports }: Lab, to: Account, mail: Written): Promise<void> {
  const { from, subject, id, inReplyTo, body, type = "text/plain; charset=utf-8" } = mail;
  const head = [
    `From: ${from}`,
    `To: ${to.user}`,
    `Subject: ${subject}`,
    `Message-ID: <${id}>`,
    ...(inReplyTo ? [`In-Reply-To: <${inReplyTo}>`] : []),
    `Date: ${new Date().toUTCString()}`,
    "MIME-Version: 1.0",
    `Content-Type: ${type}`,
  ];
  const sender = /<([^>]+)>/.exec(from)?.[1] ?? from;
  const text = `${head.join("\r\n")}\r\n\r\n${body.replaceAll("\n", "\r\n")}\r\n.`;
  const lines = ["EHLO provider.test", `MAIL FROM:<${sender}>`, `RCPT TO:<${to.user}>`, "DATA", text, "QUIT"];
  return new Promise((resolve, reject) => {
    const socket = connect(ports.mx, "127.0.0.1");
    socket.on("data", (said) => {
      const answer = String(said).trim().split("\r\n").at(-1)!;
      if (/^[45]/.test(answer)) reject(new Error(answer));
      else if (/^\d{3} /.test(answer) && lines.length > 0) socket.write(`${lines.shift()}\r\n`);
    });
    socket.on("close", () => resolve());
    socket.on("error", reject);
  });
}

export async function reloadUntil(page: Page, address: string, text: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    await page.goto(address);
    if ((await page.content()).includes(text)) return;
    await Bun.sleep(200);
  }
  throw new Error(`"${text}" did not come`);
}

/** The newest mail of that subject in somebody's own mailbox, once it is there. */
export async function newestIn({ host, ports, ca }: Lab, { user, password }: Account, subject: string) {
  const credentials = { method: "password", user, password } as const;
  const account = { host, port: ports.imaps, security: "tls" as const, authority: ca, folder: "INBOX", credentials };
  for (let tries = 0; tries < 400; tries += 1) {
    const session = await ImapSession.open(account);
    await session.select("INBOX");
    const uids = await session.uidsAbove(0);
    for await (const { raw } of session.fetch(await session.list(uids))) {
      const mail = parseMail(raw);
      if (mail.subject?.startsWith(subject)) {
        await session.close();
        return mail;
      }
    }
    await session.close();
    await Bun.sleep(200);
  }
  throw new Error("the mail did not arrive");
}
