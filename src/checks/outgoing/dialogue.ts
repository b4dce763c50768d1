import type { Socket } from "node:net";
import { connectionFinding, down, type Finding } from "./finding.ts";
import type { Run } from "./run.ts";

/** A server that says more than this before we understood it is not what it should be. */
const most_bytes = 65_536;

/** A conversation in lines, as SMTP and IMAP have it. `said` is what the other side has said so far. */
export type Dialogue = {
  send: (line: string) => void;
  line: () => Promise<string>;
  /** Until the text matches, the other side stops, or 64 KB are full; then what there is. */
  textUntil: (enough: (text: string) => boolean) => Promise<string>;
  said: () => string;
  /** Gives the connection away; what was said but not read by then is handed back. */
  leave: () => string;
};

export function converse(run: Run, socket: Socket, where: string): Dialogue {
  let unread = "";
  let all = "";
  let ended: Finding | null = null;
  let wake = () => {};
  const hear = (bytes: Buffer) => {
    const text = bytes.toString("latin1");
    unread += text;
    all = (all + text).slice(0, 4096);
    run.answer = Buffer.from(all, "latin1").toString("utf8").slice(0, 1024);
    if (unread.length > most_bytes) socket.pause();
    wake();
  };
  const end = (finding: Finding) => {
    ended ??= finding;
    wake();
  };
  const close = () => end(closed(where));
  const fail = (error: Error) => end(connectionFinding(error, where));
  socket.on("data", hear).on("end", close).on("close", close).on("error", fail);
  if (socket.destroyed) close();
  const more = () => new Promise<void>((resolve) => (wake = resolve));

  return {
    send: (line) => void socket.write(`${line}\r\n`),
    said: () => all,
    line: async () => {
      while (!unread.includes("\n")) {
        if (unread.length > most_bytes) throw endless(where);
        if (ended) throw ended;
        await more();
      }
      const [line = "", ...rest] = unread.split("\n");
      unread = rest.join("\n");
      return line.replace(/\r$/, "");
    },
    textUntil: async (enough) => {
      while (!enough(unread) && !ended && unread.length <= most_bytes) await more();
      if (unread === "" && ended) throw ended;
      return unread;
    },
    leave: () => {
      socket.off("data", hear).off("end", close).off("close", close).off("error", fail);
      return unread;
    },
  };
}

function closed(where: string): Finding {
  return down("closed", `${where} hat die Verbindung beendet.`, `${where} ended the connection.`);
}

function endless(where: string): Finding {
  return down("endless-line", `${where} schickt eine Zeile ohne Ende.`, `${where} sends a line without end.`);
}
