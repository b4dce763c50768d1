import { createServer, type Socket } from "node:net";

/** A mail server on this computer that takes everything and remembers for whom. */
export async function mailSink() {
  const received: string[] = [];
  const server = createServer((socket) => talk(socket, (to) => received.push(to)));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as { port: number };
  return { received, port, stop: () => server.close() };
}

function talk(socket: Socket, took: (to: string) => void): void {
  let inData = false;
  let buffer = "";
  let to = "";
  socket.write("220 sink.test ESMTP\r\n");
  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    buffer += chunk.toString("latin1");
    for (let end = endOf(); end >= 0; end = endOf()) {
      const line = buffer.slice(0, end);
      buffer = buffer.slice(end + (inData ? 5 : 2));
      answer(line);
    }
  });

  function endOf(): number {
    return buffer.indexOf(inData ? "\r\n.\r\n" : "\r\n");
  }

  function answer(line: string): void {
    if (inData) {
      inData = false;
      took(to);
      socket.write("250 2.0.0 queued\r\n");
      return;
    }
    to = /^RCPT TO:<([^>]*)>/i.exec(line)?.[1] ?? to;
    inData = /^DATA/i.test(line);
    if (/^EHLO/i.test(line)) socket.write("250-sink.test\r\n250-PIPELINING\r\n250 8BITMIME\r\n");
    else socket.write(inData ? "354 go on\r\n" : "250 2.1.0 ok\r\n");
  }
}
