import type { Kind } from "../kind.ts";
import { down } from "../outgoing/finding.ts";
import { observe, type Run } from "../outgoing/run.ts";
import { type MailConfig, mailForm, mailKind, serverOf } from "./mail-form.ts";
import { openSession, type Session } from "./mail-session.ts";
import { replyOf, smtpProtocol } from "./smtp-protocol.ts";

export const smtp: Kind<MailConfig> = {
  ...mailKind,
  name: "smtp",
  label: { de: "Mailversand (SMTP)", en: "Sending mail (SMTP)" },
  does: {
    de: "Meldet sich beim Mailserver: Begrüssung, Verschlüsselung, Zertifikat, auf Wunsch die Anmeldung. Es wird nichts verschickt.",
    en: "Calls the mail server: greeting, encryption, certificate, the log-in if wished. Nothing is sent.",
  },
  form: mailForm(25),
  run: (config, surroundings) => observe(config, surroundings, (run) => look(run, config)),
};

async function look(run: Run, config: MailConfig): Promise<void> {
  const session = await openSession(run, serverOf(config), smtpProtocol);
  run.details["encrypted"] = session.encrypted;
  if (config.user !== null) {
    await logIn(session, config.user, config.password ?? "");
    run.details["logged_in"] = true;
  }
  session.dialogue.send("QUIT");
  // Some servers hang up without saying goodbye: that is no failure of theirs.
  await replyOf(session.dialogue, session.where, [221]).catch(() => {});
}

async function logIn({ dialogue, offers, where }: Session, user: string, password: string): Promise<void> {
  const ways =
    offers
      .find((line) => /^AUTH[ =]/.test(line))
      ?.split(/[ =]/)
      .slice(1) ?? [];
  if (ways.includes("PLAIN")) {
    dialogue.send(`AUTH PLAIN ${base64(`\0${user}\0${password}`)}`);
    return void (await replyOf(dialogue, where, [235], "login-refused"));
  }
  if (!ways.includes("LOGIN")) throw noWay(where, ways);
  dialogue.send("AUTH LOGIN");
  for (const word of [user, password]) {
    await replyOf(dialogue, where, [334], "login-refused");
    dialogue.send(base64(word));
  }
  await replyOf(dialogue, where, [235], "login-refused");
}

function noWay(where: string, ways: readonly string[]) {
  const list = ways.join(", ") || "—";
  return down(
    "no-login-way",
    `${where} bietet keine Anmeldung mit Name und Passwort an (${list}).`,
    `${where} offers no log-in with name and password (${list}).`,
  );
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
