import { expect } from "bun:test";
import { visit } from "../support/browser.ts";
import { type Lab, labTest, theLab } from "../support/lab.ts";

const support = "/settings/mailboxes/support";

async function withMailbox() {
  const site = visit();
  await site.post("/settings/mailboxes/new", { name: "Support", address: "support@example.test" });
  return site;
}

type Fields = Record<string, string>;

function receiving({ host, ports, ca, support: account }: Lab, more: Fields = {}): Fields {
  return {
    try: "yes",
    imap_host: host,
    imap_port: String(ports.imaps),
    imap_security: "tls",
    imap_user: account.user,
    imap_password: account.password,
    authority: ca,
    keeps_sent: "yes",
    ...more,
  };
}

function sending({ host, ports, support: account }: Lab, more: Fields = {}): Fields {
  return {
    try: "yes",
    smtp_host: host,
    smtp_port: String(ports.submission),
    smtp_security: "starttls",
    smtp_user: account.user,
    smtp_password: account.password,
    to: "olga@example.test",
    ...more,
  };
}

async function said(part: "receiving" | "sending", fields: Fields, before: Fields | null = null): Promise<string> {
  const site = await withMailbox();
  if (before) await site.post(`${support}/receiving`, { ...before, try: "" });
  expect((await site.post(`${support}/${part}`, fields)).status).toBe(303);
  const page = await site.page(support);
  const notice = /role="status"><p>([^<]*)/.exec(page)?.[1] ?? "";
  expect(await site.page(support)).not.toContain('role="status"');
  return notice.replaceAll("&#34;", '"');
}

labTest(
  "checking receiving says what was found, or in a sentence what is wrong",
  async () => {
    const lab = await theLab();
    expect(await said("receiving", receiving(lab))).toMatch(/^Empfang geht\. Im Ordner «INBOX» liegen? /);
    const wrong: [Fields, RegExp][] = [
      [{ imap_host: "no-such-host.invalid" }, /^Einen Server dieses Namens gibt es nicht/],
      [{ imap_port: "1" }, /^Der Rechner antwortet, aber nicht an diesem Anschluss/],
      [{ imap_password: "falsch" }, /^Der Server nimmt Benutzername und Passwort nicht an/],
      [{ imap_folder: "Gibtsnicht" }, /^Den Ordner gibt es auf dem Server nicht/],
      [{ authority: "" }, /^Wer das Zertifikat des Servers ausgestellt hat, ist hier nicht bekannt/],
      [{ imap_security: "tls", imap_port: String(lab.ports.imap) }, /^An diesem Anschluss spricht der Server nicht/],
    ];
    for (const [change, sentence] of wrong) expect(await said("receiving", receiving(lab, change))).toMatch(sentence);
  },
  60_000,
);

labTest(
  "checking sending sends one mail, or says in a sentence what is wrong",
  async () => {
    const lab = await theLab();
    const account = await lab.newAccount("trial");
    const own = receiving(lab);
    expect(await said("sending", sending(lab, { to: account.user }), own)).toBe(
      `Versand geht. Die Probemail an ${account.user} ist unterwegs.`,
    );
    for (let n = 0; n < 100 && (await lab.count(account.user)) === 0; n += 1) await Bun.sleep(50);
    expect(await lab.count(account.user)).toBe(1);
    const wrong: [Fields, RegExp][] = [
      [{ smtp_password: "falsch" }, /^Der Server nimmt Benutzername und Passwort nicht an/],
      [{ smtp_host: "no-such-host.invalid" }, /^Einen Server dieses Namens gibt es nicht/],
    ];
    for (const [change, sentence] of wrong) expect(await said("sending", sending(lab, change), own)).toMatch(sentence);
  },
  60_000,
);
