import { onTestFinished } from "bun:test";
import { createServer, type Socket } from "node:net";

export type Arrived = { from: string; to: string[]; parameters: string[]; raw: string };

/** Where the connection breaks: K13 of the research. */
export type Break = "before MAIL" | "after RCPT" | "in DATA" | "after the dot" | "after 250" | "in QUIT";

type Script = {
  /** Breaks each connection at a point, as often as said. */
  breaks?: { at: Break; times: number };
  /** What is answered instead of 250; null is 250. `mails` counts how often this was asked in DATA. */
  mail?: (line: string) => string | null;
  rcpt?: (address: string, line: string) => string | null;
  dot?: (arrived: Arrived, count: number) => string | null | Promise<string | null>;
  /** What was still being taken in when the other side was gone is lost. */
  forgetful?: boolean;
  extensions?: string[];
  logIn?: { user: string; password: string };
};

/** A server that speaks SMTP by the book, except where the script says otherwise. What it acknowledged or might have is `arrived`. */
export async function smtpServer(script: Script = {}) {
  const arrived: Arrived[] = [];
  const lines: string[] = [];
  const sockets = new Set<Socket>();
  let broken = 0;
  const breaksAt = (at: Break) => script.breaks?.at === at && broken < script.breaks.times && ++broken > 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    talk(socket, { script, arrived, lines, breaksAt });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const stop = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  onTestFinished(stop);
  const { port } = server.address() as { port: number };
  return { arrived, lines, port, stop, connections: () => sockets.size };
}

type Talk = { script: Script; arrived: Arrived[]; lines: string[]; breaksAt: (at: Break) => boolean };

function talk(socket: Socket, talked: Talk): void {
  const { script, lines } = talked;
  const state: State = { mail: null, inData: false, buffer: "" };
  const say = (line: string) => void socket.write(`${line}\r\n`);
  const verbs = verbsOf(socket, talked, state, say);
  say("220 scripted.test ESMTP");
  socket.on("data", (chunk) => {
    state.buffer += chunk.toString("latin1");
    void read();
  });

  async function read(): Promise<void> {
    for (let end = endOf(state); end >= 0; end = endOf(state)) {
      const taken = state.buffer.slice(0, end + 2);
      state.buffer = state.buffer.slice(end + (state.inData ? 5 : 2));
      if (state.inData) await endOfData(taken);
      else command(Buffer.from(taken.slice(0, -2), "latin1").toString());
    }
    if (state.inData && state.buffer !== "" && talked.breaksAt("in DATA")) socket.destroy();
  }

  function command(line: string): void {
    lines.push(line);
    const verb = verbs[line.slice(0, 4).toUpperCase()];
    if (verb) verb(line);
    else say("502 5.5.1 unknown");
  }

  async function endOfData(taken: string): Promise<void> {
    if (talked.breaksAt("in DATA")) {
      socket.destroy();
      return;
    }
    state.inData = false;
    const mail = { ...state.mail!, raw: Buffer.from(taken.replaceAll("\r\n..", "\r\n."), "latin1").toString() };
    const refused = (await script.dot?.(mail, talked.arrived.length)) ?? null;
    if (script.forgetful && socket.destroyed) return;
    if (refused === null) talked.arrived.push(mail);
    if (refused === null && talked.breaksAt("after the dot")) {
      socket.destroy();
      return;
    }
    say(refused ?? `250 2.0.0 queued as ${talked.arrived.length}`);
    if (refused === null && talked.breaksAt("after 250")) socket.end();
  }
}

type State = { mail: Arrived | null; inData: boolean; buffer: string };

const endOf = ({ buffer, inData }: State) => buffer.indexOf(inData ? "\r\n.\r\n" : "\r\n");

const usualExtensions = ["PIPELINING", "DSN", "8BITMIME", "SIZE 52428800", "ENHANCEDSTATUSCODES"];

function verbsOf(socket: Socket, { script, breaksAt }: Talk, state: State, say: (line: string) => void) {
  const extensions = script.extensions ?? usualExtensions;
  const breaks = (at: Break) => {
    const broken = breaksAt(at);
    if (broken) socket.destroy();
    return broken;
  };
  const verbs: Record<string, (line: string) => void> = {
    EHLO: () => say(["250-scripted.test", ...extensions.map((one) => `250-${one}`), "250 OK"].join("\r\n")),
    AUTH(line) {
      const [, user, password] = Buffer.from(line.split(" ")[2] ?? "", "base64")
        .toString()
        .split("\0");
      const right = user === script.logIn?.user && password === script.logIn?.password;
      say(right ? "235 2.7.0 welcome" : "535 5.7.8 wrong user or password");
    },
    MAIL(line) {
      if (breaks("before MAIL")) return;
      const refused = script.mail?.(line) ?? null;
      state.mail =
        refused === null ? { from: addressIn(line), to: [], parameters: [parametersIn(line)], raw: "" } : null;
      say(refused ?? "250 2.1.0 OK");
    },
    RCPT(line) {
      const refused = state.mail ? (script.rcpt?.(addressIn(line), line) ?? null) : "503 5.5.1 MAIL first";
      if (refused === null) {
        state.mail!.to.push(addressIn(line));
        state.mail!.parameters.push(parametersIn(line));
      }
      say(refused ?? "250 2.1.5 OK");
    },
    DATA() {
      if (breaks("after RCPT")) return;
      state.inData = (state.mail?.to.length ?? 0) > 0;
      say(state.inData ? "354 go on" : "554 5.5.1 no valid recipients");
    },
    RSET() {
      state.mail = null;
      say("250 2.0.0 OK");
    },
    QUIT() {
      if (breaks("in QUIT")) return;
      say("221 2.0.0 bye");
      socket.end();
    },
  };
  return verbs;
}

const addressIn = (line: string) => /<(.*?)>/.exec(line)?.[1] ?? "";
const parametersIn = (line: string) => line.replace(/^.*?>\s*/, "");

/** The value of a header of a raw mail, unfolded. */
export function headerOf(raw: string, name: string): string | null {
  const head = raw.split("\r\n\r\n")[0]!.replace(/\r\n[ \t]+/g, " ");
  return new RegExp(`^${name}: (.*)$`, "im").exec(head)?.[1] ?? null;
}
