import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { listen, listenEncrypted } from "./servers.ts";

type Pair = { cert: string; key: string };

/** Answers line by line. A reply of "STARTTLS" is sent as `go`, and what follows is encrypted with the pair. */
export type Script = { greeting: string; go: string; reply: (line: string, encrypted: boolean) => string | null };

/** A mail server of the protocol that the script speaks; `heard` collects what it was told. */
export function mailServer(
  pair: Pair,
  script: Script,
  { implicit = false, heard = [] as string[] } = {},
): Promise<number> {
  const talk = (socket: Socket, encrypted: boolean) => {
    const onData = (bytes: Buffer) => {
      for (const line of bytes
        .toString()
        .split("\r\n")
        .filter((one) => one !== "")) {
        heard.push(line);
        const reply = script.reply(line, encrypted);
        if (reply !== "STARTTLS") socket.write(reply ?? "");
        else {
          socket.off("data", onData);
          socket.write(script.go.replace("TAG", line.split(" ")[0]!));
          const secured = new TLSSocket(socket, { isServer: true, ...pair });
          secured.on("error", () => {});
          talk(secured, true);
        }
      }
    };
    socket.on("data", onData);
  };
  const begin = (socket: Socket, encrypted: boolean) => {
    socket.write(script.greeting);
    talk(socket, encrypted);
  };
  return implicit ? listenEncrypted(pair, (socket) => begin(socket, true)) : listen((socket) => begin(socket, false));
}

const plain = Buffer.from("\0anna\0secret").toString("base64");

/** An SMTP server that offers STARTTLS and one log-in. */
export function smtpScript({ starttls = true, ways = "PLAIN LOGIN" } = {}): Script {
  const asked = ["334 VXNlcm5hbWU6\r\n", "334 UGFzc3dvcmQ6\r\n", "235 welcome\r\n"];
  const offers = (encrypted: boolean) => (encrypted ? `250-AUTH ${ways}\r\n` : starttls ? "250-STARTTLS\r\n" : "");
  const replies: Record<string, (rest: string, encrypted: boolean) => string> = {
    EHLO: (_, encrypted) => `250-mail.example.ch\r\n${offers(encrypted)}250 SIZE 1000\r\n`,
    STARTTLS: () => "STARTTLS",
    AUTH: (rest) =>
      rest === "LOGIN" ? asked.shift()! : rest === `PLAIN ${plain}` ? "235 welcome\r\n" : "535 5.7.8 no\r\n",
    QUIT: () => "221 bye\r\n",
  };
  return {
    greeting: "220-mail.example.ch ESMTP\r\n220 welcome\r\n",
    go: "220 go ahead\r\n",
    reply: (line, encrypted) => {
      const [command = "", ...rest] = line.split(" ");
      const loggingIn = asked.length < 3 && asked.length > 0;
      return loggingIn ? asked.shift()! : (replies[command]?.(rest.join(" "), encrypted) ?? "500 what?\r\n");
    },
  };
}

/** An IMAP server that offers STARTTLS and one log-in. */
export function imapScript({ starttls = true, saslIr = true } = {}): Script {
  const offers = (encrypted: boolean) =>
    !encrypted && starttls ? "STARTTLS LOGINDISABLED" : saslIr ? "AUTH=PLAIN SASL-IR" : "";
  const letIn = (is: boolean) => (is ? "TAG OK in\r\n" : "TAG NO wrong\r\n");
  const replies: Record<string, (rest: string, encrypted: boolean) => string> = {
    CAPABILITY: (_, encrypted) => `* CAPABILITY IMAP4rev1 ${offers(encrypted)}\r\nTAG OK done\r\n`,
    STARTTLS: () => "STARTTLS",
    AUTHENTICATE: (rest) => letIn(rest === `PLAIN ${plain}`),
    LOGIN: (rest) => letIn(rest === '"anna" "se\\"cret"'),
    LOGOUT: () => "* BYE bye\r\nTAG OK done\r\n",
  };
  return {
    greeting: "* OK IMAP ready\r\n",
    go: "TAG OK begin\r\n",
    reply: (line, encrypted) => {
      const [tag = "", command = "", ...rest] = line.split(" ");
      return (replies[command]?.(rest.join(" "), encrypted) ?? "TAG BAD what?\r\n").replace("TAG", tag);
    },
  };
}
