import type { Database } from "bun:sqlite";
import { afterAll, expect } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ImapFlow } from "imapflow";
import { cuttingProxy } from "../support/cutting-proxy.ts";
import { newFolder } from "../support/folder.ts";
import { addMailbox, aMail, arrivals, count, inboxFile, intakeOf, unaccountedFor } from "../support/intake.ts";
import { type Account, type Lab, labTest, theLab } from "../support/lab.ts";

/** A mailbox of the program for an account of the lab, over TLS with the lab's own authority. */
function receiving(db: Database, lab: Lab, account: Account, more: Record<string, string | number | null> = {}) {
  return addMailbox(db, lab.ports.imaps, {
    slug: account.user.split("@")[0]!,
    imap_host: "localhost",
    imap_security: "tls",
    imap_user: account.user,
    password: account.password,
    authority: lab.ca,
    ...more,
  });
}

/** Puts mails straight where Dovecot keeps them: the way in is what is tried here. */
async function deliver(lab: Lab, { user }: Account, mails: readonly string[]): Promise<void> {
  const folder = join(lab.folder, "mail", user, "Maildir", "new");
  mkdirSync(folder, { recursive: true });
  for (const mail of mails)
    writeFileSync(join(folder, `1790000000.${crypto.randomUUID()}.lab`), mail.replaceAll("\n", "\r\n"));
  await Bun.spawn(["chown", "-R", "5000:5000", join(lab.folder, "mail", user)]).exited;
}

async function asClient<Answer>(lab: Lab, { user, password }: Account, act: (client: ImapFlow) => Promise<Answer>) {
  const client = new ImapFlow({
    host: "127.0.0.1",
    port: lab.ports.imap,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass: password },
    logger: false,
  });
  await client.connect();
  await client.mailboxOpen("INBOX");
  const answer = await act(client);
  await client.logout();
  return answer;
}

const uids = (lab: Lab, account: Account) =>
  asClient(lab, account, async (client) => ((await client.search({ all: true }, { uid: true })) || []) as number[]);
const seen = (lab: Lab, account: Account) =>
  asClient(lab, account, async (client) => ((await client.search({ seen: true }, { uid: true })) || []) as number[]);

const numbered = (many: number, from = 0) => Array.from({ length: many }, (_, n) => aMail(from + n));

labTest(
  "600 mails in one go come in, each once, and are marked as read",
  async () => {
    const lab = await theLab();
    const account = await lab.newAccount();
    await deliver(lab, account, numbered(600));
    const db = inboxFile(join(newFolder(), "aktion.db"));
    receiving(db, lab, account);
    const { once } = await intakeOf(db);
    await once("well");
    expect(unaccountedFor(db, await uids(lab, account))).toEqual([]);
    expect([count(db, "messages"), count(db, "tickets"), count(db, "arrivals")]).toEqual([600, 600, 600]);
    expect(await seen(lab, account)).toHaveLength(600);
  },
  60_000,
);

labTest(
  "what comes while it waits is told by the server, also what somebody else has read first",
  async () => {
    const lab = await theLab();
    const account = await lab.newAccount();
    const db = inboxFile();
    receiving(db, lab, account, {
      imap_host: "localhost",
      imap_port: lab.ports.imap,
      imap_security: "starttls",
      poll_s: 3600,
    });
    const { once } = await intakeOf(db);
    await once("well");
    await asClient(lab, account, (client) =>
      client.append("INBOX", aMail("read").replaceAll("\n", "\r\n"), ["\\Seen"]),
    );
    await once("filed");
    await once("well");
    expect(count(db, "tickets")).toBe(1);
  },
  30_000,
);

labTest(
  "a line that breaks every few kilobytes brings everything in, each once",
  async () => {
    const lab = await theLab();
    const account = await lab.newAccount();
    await deliver(lab, account, [...numbered(40), aMail("long", { text: "Zeile mit vielen Wörtern. ".repeat(900) })]);
    const proxy = await cuttingProxy(lab.ports.imap, [4000, 2500, 7000, 3100, 9000]);
    const db = inboxFile();
    receiving(db, lab, account, { imap_host: "127.0.0.1", imap_port: proxy.port, imap_security: "none" });
    const { once } = await intakeOf(db);
    await once("well");
    expect(proxy.cut()).toBeGreaterThan(5);
    expect(unaccountedFor(db, await uids(lab, account))).toEqual([]);
    expect(count(db, "messages")).toBe(41);
  },
  60_000,
);

labTest(
  "when the server counts anew, nothing is lost and nothing comes twice",
  async () => {
    const lab = await theLab();
    const account = await lab.newAccount();
    await deliver(lab, account, numbered(50));
    const db = inboxFile();
    receiving(db, lab, account);
    const first = await intakeOf(db);
    await first.once("well");
    await first.stop();
    // What a restore does: the same mails under another UIDVALIDITY and other UIDs.
    await Bun.$`doveadm -c ${lab.folder}/dc/dovecot.conf kick ${account.user}`.quiet().nothrow();
    await Bun.$`rm -f ${lab.folder}/mail/${account.user}/Maildir/dovecot-uidlist ${lab.folder}/mail/${account.user}/Maildir/dovecot-uidvalidity* ${lab.folder}/mail/${account.user}/Maildir/dovecot.index*`
      .quiet()
      .nothrow();
    await Bun.sleep(1100); // UIDVALIDITY is a time in seconds
    await deliver(lab, account, [aMail("new")]);
    const before = db.query<{ uidvalidity: number }, []>("SELECT uidvalidity FROM imap_cursors").get()!.uidvalidity;
    await (await intakeOf(db)).once("well");
    const after = db.query<{ uidvalidity: number }, []>("SELECT uidvalidity FROM imap_cursors").get()!.uidvalidity;
    expect(after).not.toBe(before);
    expect(count(db, "messages")).toBe(51);
    expect(arrivals(db).filter(({ state }) => state === "duplicate")).toHaveLength(50);
    expect(unaccountedFor(db, await uids(lab, account))).toEqual([]);
  },
  60_000,
);

labTest(
  "the same mail to two mailboxes is a ticket in each, and lies here once",
  async () => {
    const lab = await theLab();
    const [one, two] = [await lab.newAccount(), await lab.newAccount()];
    for (const account of [one, two]) await deliver(lab, account, [aMail("both")]);
    const db = inboxFile();
    const ids = [receiving(db, lab, one), receiving(db, lab, two)];
    const { once } = await intakeOf(db);
    for (const id of ids) await once("well", id);
    expect([count(db, "arrivals"), count(db, "tickets"), count(db, "blobs")]).toEqual([2, 2, 1]);
  },
  30_000,
);

labTest(
  "of several mailboxes each broken in its way, the one that is well receives; each says what is wrong",
  async () => {
    const lab = await theLab();
    const account = await lab.newAccount();
    await deliver(lab, account, numbered(3));
    const db = inboxFile();
    const well = receiving(db, lab, account);
    const expired = await tlsServer("expired");
    const named = await tlsServer("named");
    const broken = {
      password: receiving(db, lab, { ...account, password: "wrong" }, { slug: "wrong" }),
      "certificate-authority": receiving(db, lab, account, { slug: "unknown", authority: null }),
      "certificate-expired": receiving(db, lab, account, {
        slug: "expired",
        imap_port: expired.port,
        authority: expired.cert,
      }),
      "certificate-name": receiving(db, lab, account, { slug: "named", imap_port: named.port, authority: named.cert }),
      "name-not-found": receiving(db, lab, account, { slug: "nowhere", imap_host: "no-such-host.invalid" }),
      "connection-refused": receiving(db, lab, account, { slug: "refused", imap_port: 1 }),
      "folder-missing": receiving(db, lab, account, { slug: "folder", imap_folder: "Nirgends" }),
      tls: receiving(db, lab, account, { slug: "plain", imap_port: lab.ports.imap }),
    };
    const { once } = await intakeOf(db, { backoff: () => 60_000 });
    await once("well", well);
    for (const [code, id] of Object.entries(broken))
      expect((await once("trouble", id)).trouble.code as string).toBe(code);
    expect(arrivals(db, well).map(({ state }) => state)).toEqual(["filed", "filed", "filed"]);
  },
  60_000,
);

/** A server with a certificate that is past, or for another name. */
async function tlsServer(what: "expired" | "named"): Promise<{ port: number; cert: string }> {
  const folder = newFolder();
  const name = what === "named" ? "elsewhere.test" : "localhost";
  const dates = ["-days", what === "expired" ? "-1" : "30"];
  await Bun.$`openssl req -newkey rsa:2048 -nodes -subj /CN=${name} -keyout ${folder}/key.pem -out ${folder}/req.pem`.quiet();
  await Bun.write(join(folder, "ext"), `subjectAltName=DNS:${name}\nbasicConstraints=CA:TRUE\n`);
  await Bun.$`openssl x509 -req -in ${folder}/req.pem -signkey ${folder}/key.pem -extfile ${folder}/ext ${dates} -out ${folder}/cert.pem`.quiet();
  const [key, cert] = await Promise.all([
    Bun.file(join(folder, "key.pem")).text(),
    Bun.file(join(folder, "cert.pem")).text(),
  ]);
  const server = Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    tls: { key, cert },
    socket: { data() {}, open: (socket) => void socket.write("* OK ready\r\n") },
  });
  servers.push(server);
  return { port: server.port, cert };
}

const servers: { stop: (now: boolean) => void }[] = [];
afterAll(() => {
  for (const server of servers) server.stop(true);
});
