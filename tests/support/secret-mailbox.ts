import { issueToken } from "#src/people/token-actions.ts";
import { addSystem } from "#src/services/system-actions.ts";
import { logIn, visit } from "./browser.ts";
import { aService, done } from "./case.ts";
import { aMailbox, arrives } from "./thread.ts";

/** Words that stand nowhere but in the mailbox that only Olga uses. */
const secrets = [
  "Geheimsache",
  "verschwiegen",
  "quelle.example",
  "Informantin",
  "geheimakte",
  "Notizgeheim",
  "Entwurfgeheim",
];

export const found = (text: string) => secrets.filter((secret) => text.toLowerCase().includes(secret.toLowerCase()));

export const metricsToken = "a-token-of-forty-characters-for-the-tests";

type Site = ReturnType<typeof visit>;

/** A program with a mailbox of Olga's own, and everybody who must learn nothing of it. */
export async function aSecretMailbox() {
  const site = visit({ env: { AKTION_METRICS_TOKEN: metricsToken } });
  const { db, app } = site;
  const people = { otto: logIn(db, "owner", "Otto"), mara: logIn(db, "member"), vito: logIn(db, "viewer") };
  // The first token is revoked by one of the addresses that are asked.
  issueToken(db, { name: "first", scope: "read" }, done);
  const tokens = {
    read: issueToken(db, { name: "read", scope: "read" }, done)!,
    write: issueToken(db, { name: "write", scope: "write" }, done)!,
  };
  await fill(site);
  return { db, app, olga: site.cookie, people, tokens };
}

/** A ticket with everything that one can hold, in a mailbox of Olga's own; beside it an open one. */
async function fill({ db, post }: Site): Promise<void> {
  aService(db, { name: "Chat", stage: "live", from: "Slack", to: "Talk" });
  addSystem(db, { name: "Pingdom" }, done);
  db.run(
    `INSERT INTO webhooks (address, kinds, secret, created_by, created_at)
     VALUES ('https://hook.example/', 'ticket.opened ticket.message ticket.state ticket.assigned offboarding.changed', 'x', 'person:1', '2026-01-01')`,
  );
  aMailbox(db, { members: [1, 2, 3, 4] });
  aMailbox(db, { slug: "datenschutz", name: "Datenschutz", members: [1] });
  arrives(db, { subject: "Webmail", text: "offen" });
  const pdf = Buffer.from("%PDF-1.4 geheimakte").toString("base64");
  const { ticket_id } = arrives(
    db,
    {
      from: "Informantin <informantin@quelle.example>",
      to: "datenschutz@example.ch",
      subject: "Geheimsache",
      id: "secret@quelle.example",
      headers: ['Content-Type: multipart/mixed; boundary="b"'],
      text: `--b\nContent-Type: text/plain\n\nEs ist verschwiegen.\n--b\nContent-Type: application/pdf; name="geheimakte.pdf"\nContent-Disposition: attachment; filename="geheimakte.pdf"\nContent-Transfer-Encoding: base64\n\n${pdf}\n--b--\n`,
    },
    { mailbox: 2 },
  );
  const at = `/inbox/${ticket_id}`;
  await post(`${at}/notes`, { text: "Notizgeheim" });
  await post(`${at}/subjects`, { about: "service:chat" });
  await post(`${at}/subjects`, { about: "system:slack" });
  await post(`${at}/draft`, { text: "Entwurfgeheim" });
  await post(`${at}/assignee`, { person: "1" });
  db.run("UPDATE tickets SET waiting_since = '2026-11-18T09:00:00.000Z' WHERE id = ?", [ticket_id]);
}
