import type { Kind } from "../kind.ts";
import { down } from "../outgoing/finding.ts";
import { observe, type Run } from "../outgoing/run.ts";
import { commandOn, imapProtocol } from "./imap-protocol.ts";
import { type MailConfig, mailForm, mailKind, serverOf } from "./mail-form.ts";
import { openSession, type Session } from "./mail-session.ts";

export const imap: Kind<MailConfig> = {
  ...mailKind,
  name: "imap",
  label: { de: "Postfach (IMAP)", en: "Mailbox (IMAP)" },
  does: {
    de: "Meldet sich beim Postfachserver: Begrüssung, Verschlüsselung, Zertifikat, auf Wunsch die Anmeldung.",
    en: "Calls the mailbox server: greeting, encryption, certificate, the log-in if wished.",
  },
  form: mailForm(993),
  run: (config, surroundings) => observe(config, surroundings, (run) => look(run, config)),
};

async function look(run: Run, config: MailConfig): Promise<void> {
  const session = await openSession(run, serverOf(config), imapProtocol);
  run.details["encrypted"] = session.encrypted;
  if (config.user !== null) {
    await logIn(session, config.user, config.password ?? "");
    run.details["logged_in"] = true;
  }
  await commandOn(session.dialogue, session.where, "LOGOUT").catch(() => {}); // a server that hangs up at once has said goodbye too
}

async function logIn({ dialogue, offers, where }: Session, user: string, password: string): Promise<void> {
  if (offers.includes("AUTH=PLAIN") && offers.includes("SASL-IR")) {
    const secret = Buffer.from(`\0${user}\0${password}`).toString("base64");
    return void (await commandOn(dialogue, where, `AUTHENTICATE PLAIN ${secret}`, "login-refused"));
  }
  if (offers.includes("LOGINDISABLED")) throw disabled(where);
  await commandOn(dialogue, where, `LOGIN ${quoted(user)} ${quoted(password)}`, "login-refused");
}

/** RFC 3501, 4.3. Letters beyond ASCII in a quoted string are what servers take in practice. */
function quoted(text: string): string {
  return `"${text.replace(/[\r\n\0]/g, "").replace(/(["\\])/g, "\\$1")}"`;
}

function disabled(where: string) {
  return down(
    "login-disabled",
    `${where} nimmt keine Anmeldung an (LOGINDISABLED).`,
    `${where} takes no log-in (LOGINDISABLED).`,
  );
}
