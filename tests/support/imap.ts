import { onTestFinished } from "bun:test";
import { createServer, type Server, type Socket } from "node:net";

export type Lying = { uid: number; raw: string; date: Date; flags: Set<string> };

/**
 * An IMAP server of one folder, as small as a test needs it, that breaks where it is told to. What lies there is in `mails`; what it was
 * asked, in `asked`.
 */
export class FakeImap {
  uidvalidity = 1;
  password = "secret";
  /** Closes each connection after it has sent so many bytes; the numbers are used in turn. */
  cuts: number[] = [];
  /** Lists these, but never gives them. */
  withheld = new Set<number>();
  /** Says NO to a command that matches, with these words. */
  refuses: { command: RegExp; words: string } | null = null;
  readonly mails: Lying[] = [];
  readonly asked: string[] = [];
  connections = 0;
  #server: Server | null = null;
  readonly #idle = new Set<Session>();
  readonly #open = new Set<Socket>();
  #nextUid = 1;

  get port(): number {
    return (this.#server!.address() as { port: number }).port;
  }

  static async start(): Promise<FakeImap> {
    const fake = new FakeImap();
    fake.#server = createServer((socket) => fake.#take(socket));
    await new Promise<void>((resolve) => fake.#server!.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => fake.stop());
    return fake;
  }

  #take(socket: Socket): void {
    this.connections += 1;
    this.#open.add(socket);
    socket.on("close", () => this.#open.delete(socket));
    new Session(
      this,
      socket,
      this.#idle,
      this.cuts.length > 0 ? this.cuts[this.connections % this.cuts.length]! : null,
    );
  }

  add(raw: string, { date = new Date("2026-11-23T09:00:00Z"), flags = [] as string[] } = {}): Lying {
    const mail = { uid: this.#nextUid, raw: raw.replaceAll(/\r?\n/g, "\r\n"), date, flags: new Set(flags) };
    this.#nextUid += 1;
    this.mails.push(mail);
    for (const session of this.#idle) session.say(`* ${this.mails.length} EXISTS`);
    return mail;
  }

  /** Gives every mail another UID, as after a restore on the server. */
  countAnew(uidvalidity: number): void {
    this.uidvalidity = uidvalidity;
    this.#nextUid = 100;
    for (const mail of this.mails) {
      mail.uid = this.#nextUid;
      this.#nextUid += 1;
    }
    this.hangUp();
  }

  hangUp(): void {
    for (const socket of this.#open) socket.destroy();
  }

  stop(): void {
    this.hangUp();
    this.#server?.close();
  }
}

class Session {
  readonly #fake: FakeImap;
  readonly #socket: Socket;
  readonly #idle: Set<Session>;
  #left: number | null;
  #input = "";
  #idleTag: string | null = null;

  constructor(fake: FakeImap, socket: Socket, idle: Set<Session>, cut: number | null) {
    this.#fake = fake;
    this.#socket = socket;
    this.#idle = idle;
    this.#left = cut;
    socket.on("data", (bytes) => this.#read(bytes.toString("latin1")));
    socket.on("close", () => idle.delete(this));
    socket.on("error", () => {});
    this.say("* OK [CAPABILITY IMAP4rev1 IDLE UIDPLUS] ready");
  }

  say(line: string): void {
    this.#send(`${line}\r\n`);
  }

  #send(text: string): void {
    if (this.#socket.destroyed) return;
    const bytes = Buffer.from(text, "latin1");
    if (this.#left === null) {
      this.#socket.write(bytes);
      return;
    }
    const part = bytes.subarray(0, this.#left);
    this.#left -= part.byteLength;
    this.#socket.write(part, () => {
      if (this.#left === 0) this.#socket.destroy();
    });
  }

  #read(text: string): void {
    this.#input += text;
    for (let end = this.#input.indexOf("\r\n"); end >= 0; end = this.#input.indexOf("\r\n")) {
      const line = this.#input.slice(0, end);
      this.#input = this.#input.slice(end + 2);
      this.#answer(line);
    }
  }

  #answer(line: string): void {
    if (line === "DONE" && this.#idleTag !== null) {
      this.#idle.delete(this);
      this.say(`${this.#idleTag} OK done`);
      this.#idleTag = null;
      return;
    }
    const [, tag, command] = /^(\S+) (.*)$/.exec(line) ?? [];
    if (tag === undefined || command === undefined) return;
    this.#fake.asked.push(command.replace(/^(LOGIN \S+).*/, "$1"));
    const refuses = this.#fake.refuses;
    if (refuses?.command.test(command)) this.say(`${tag} NO ${refuses.words}`);
    else this.#obey(tag, command);
  }

  #obey(tag: string, command: string): void {
    const verb = /^(UID )?\w+/.exec(command)![0].toUpperCase();
    const rest = command.slice(verb.length + 1);
    if (verb === "LOGIN") this.#logIn(tag, rest);
    else if (verb === "SELECT") this.#select(tag, rest);
    else if (verb === "IDLE") this.#beginIdle(tag);
    else {
      this.#answers[verb]?.(rest);
      this.say(`${tag} OK done`);
    }
  }

  /** What is said before OK. */
  readonly #answers: Record<string, (rest: string) => void> = {
    LIST: (rest) => this.say(rest.endsWith('""') ? '* LIST (\\Noselect) "/" ""' : '* LIST (\\HasNoChildren) "/" INBOX'),
    "UID SEARCH": (rest) => this.say(`* SEARCH ${this.#search(rest).join(" ")}`.trimEnd()),
    "UID FETCH": (rest) => this.#fetch(rest),
    "UID STORE": (rest) => {
      for (const mail of this.#named(rest)) for (const [flag] of rest.matchAll(/\\\w+/g)) mail.flags.add(flag);
    },
    "UID EXPUNGE": (rest) => {
      for (const mail of this.#named(rest).filter(({ flags }) => flags.has("\\Deleted")))
        this.#fake.mails.splice(this.#fake.mails.indexOf(mail), 1);
    },
  };

  #logIn(tag: string, rest: string): void {
    const isRight = rest.includes(this.#fake.password);
    this.say(isRight ? `${tag} OK [CAPABILITY IMAP4rev1 IDLE UIDPLUS] in` : `${tag} NO [AUTHENTICATIONFAILED] wrong`);
  }

  #beginIdle(tag: string): void {
    this.#idleTag = tag;
    this.#idle.add(this);
    this.say("+ idling");
    this.say(`* ${this.#fake.mails.length} EXISTS`);
  }

  #select(tag: string, rest: string): void {
    if (!/INBOX|Archive/.test(rest)) {
      this.say(`${tag} NO [NONEXISTENT] no such folder`);
      return;
    }
    this.say(`* ${this.#fake.mails.length} EXISTS`);
    this.say("* FLAGS (\\Seen \\Deleted)");
    this.say("* OK [PERMANENTFLAGS (\\Seen \\Deleted \\*)] flags");
    this.say(`* OK [UIDVALIDITY ${this.#fake.uidvalidity}] uids`);
    this.say(`* OK [UIDNEXT ${(this.#fake.mails.at(-1)?.uid ?? 0) + 1}] next`);
    this.say(`${tag} OK [READ-WRITE] selected`);
  }

  #search(rest: string): number[] {
    const from = Number(/UID (\d+):\*/.exec(rest)?.[1] ?? 0);
    const uids = this.#fake.mails.map(({ uid }) => uid);
    const found = uids.filter((uid) => uid >= from);
    return found.length === 0 && uids.length > 0 ? uids.slice(-1) : found; // as real servers do for n:*
  }

  #named(rest: string): Lying[] {
    const ranges = rest
      .split(" ")[0]!
      .split(",")
      .map((range) => range.split(":").map(Number));
    return this.#fake.mails.filter(({ uid }) => ranges.some(([from, to = from]) => uid >= from! && uid <= to!));
  }

  #fetch(rest: string): void {
    const part = /BODY\.PEEK\[\](?:<(\d+)\.(\d+)>)?/.exec(rest);
    const given = this.#named(rest).filter(({ uid }) => !part || !this.#fake.withheld.has(uid));
    for (const mail of given) {
      const facts = [...this.#facts(mail, rest), ...(part ? [bodyOf(mail, part[1], part[2])] : [])];
      this.#send(`* ${this.#fake.mails.indexOf(mail) + 1} FETCH (${facts.join(" ")})\r\n`);
    }
  }

  #facts({ uid, flags, date, raw }: Lying, asked: string): string[] {
    const facts: Record<string, string> = {
      UID: `${uid}`,
      FLAGS: `(${[...flags].join(" ")})`,
      INTERNALDATE: `"${internalDate(date)}"`,
      "RFC822.SIZE": `${raw.length}`,
    };
    return Object.entries(facts).flatMap(([name, value]) => (asked.includes(name) ? [`${name} ${value}`] : []));
  }
}

function bodyOf({ raw }: Lying, from: string | undefined, length: string | undefined): string {
  const start = Number(from ?? 0);
  const body = length === undefined ? raw : raw.slice(start, start + Number(length));
  return `BODY[]${from === undefined ? "" : `<${start}>`} {${body.length}}\r\n${body}`;
}

function internalDate(date: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(date.toUTCString())!;
  return `${day}-${month}-${year} ${time} +0000`;
}
