import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { listen, listenEncrypted } from "./servers.ts";

type Pair = { cert: string; key: string };

/** Answers line by line. A reply of "STARTTLS" is sent as `go`, and what follows is encrypted with the pair. */
export type Script = { greeting: string; go: string; reply: (line: string, encrypted: boolean) => string | null };

/** A mail server of the protocol that the script speaks; `heard` collects what it was told. */
export function mailServer(pair: Pair, script: Script, { implicit = false, heard = [] as string[] } = {}): Promise<number> {
  const talk = (socket: Socket, encrypted: boolean) => {
    const onData = (bytes: Buffer) => {
      for (const line of bytes.toString().split("\r\n").filter((one) => one !== "")) {
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

/** An SMTP server that offers STARTTLS and one log-in. */
export function smtpScript({ starttls = true, ways = "PLAIN LOGIN" } = {}): Script {
  let login = 0;
  return {
    greeting: "220-mail.example.ch ESMTP\r\n220 welcome\r\n",
    go: "220 go ahead\r\n",
    reply: (line, encrypted) => {
      if (login > 0) return loginReply();
      if (line.startsWith("EHLO")) return `250-mail.example.ch\r\n${!encrypted && starttls ? "250-STARTTLS\r\n" : ""}${encrypted ? `250-AUTH ${ways}\r\n` : ""}250 SIZE 1000\r\n`;
      if (line === "STARTTLS") return "STARTTLS";
      if (line.startsWith("AUTH PLAIN")) return line.endsWith(plain) ? "235 welcome\r\n" : "535 5.7.8 no\r\n";
      if (line === "AUTH LOGIN") {
        login = 2;
        return "334 VXNlcm5hbWU6\r\n";
      }
      return line === "QUIT" ? "221 bye\r\n" : "500 what?\r\n";
    },
  };
  function loginReply(): string {
    login -= 1;
    return login === 1 ? "334 UGFzc3dvcmQ6\r\n" : "235 welcome\r\n";
  }
}

const plain = Buffer.from("\0anna\0secret").toString("base64");

/** An IMAP server that offers STARTTLS and one log-in. */
export function imapScript({ starttls = true, saslIr = true } = {}): Script {
  return {
    greeting: "* OK IMAP ready\r\n",
    go: "TAG OK begin\r\n",
    reply: (line, encrypted) => {
      const [tag, command = "", ...rest] = line.split(" ");
      const offers = `IMAP4rev1 ${!encrypted && starttls ? "STARTTLS LOGINDISABLED" : saslIr ? "AUTH=PLAIN SASL-IR" : ""}`;
      if (command === "CAPABILITY") return `* CAPABILITY ${offers}\r\n${tag} OK done\r\n`;
      if (command === "STARTTLS") return "STARTTLS";
      if (command === "AUTHENTICATE") return rest[1] === plain ? `${tag} OK in\r\n` : `${tag} NO wrong\r\n`;
      if (command === "LOGIN") return rest.join(" ") === '"anna" "se\\"cret"' ? `${tag} OK in\r\n` : `${tag} NO wrong\r\n`;
      return command === "LOGOUT" ? `* BYE bye\r\n${tag} OK done\r\n` : `${tag} BAD what?\r\n`;
    },
  };
}
