import { createServer, type Socket } from "node:net";

// Takes every mail and forgets it; says how many there were, and how long after its moment a reply came (its header X-Due).
let mails = 0;
const server = createServer((socket) => {
  const state = { inData: false, rest: "" };
  socket.setNoDelay(true);
  socket.on("error", () => {});
  socket.write("220 sink ESMTP\r\n");
  socket.on("data", (chunk) => {
    state.rest += chunk.toString("latin1");
    take(socket, state);
  });
});

function take(socket: Socket, state: { inData: boolean; rest: string }): void {
  const said: string[] = [];
  for (let end = endIn(state); end >= 0; end = endIn(state)) {
    const text = state.rest.slice(0, end);
    state.rest = state.rest.slice(end + (state.inData ? 5 : 2));
    said.push(state.inData ? taken(text) : answerTo(text));
    state.inData = !state.inData && text === "DATA";
  }
  if (said.length > 0) socket.write(said.join(""));
}

const endIn = ({ inData, rest }: { inData: boolean; rest: string }) => rest.indexOf(inData ? "\r\n.\r\n" : "\r\n");

function taken(mail: string): string {
  mails += 1;
  const due = /^X-Due: (\d+)/m.exec(mail)?.[1];
  if (due) process.stderr.write(`late ${Date.now() - Number(due)}\n`);
  return "250 taken\r\n";
}

function answerTo(line: string): string {
  if (line.startsWith("EHLO")) return "250-sink\r\n250-PIPELINING\r\n250-DSN\r\n250 8BITMIME\r\n";
  return line === "DATA" ? "354 go on\r\n" : "250 ok\r\n";
}

server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as { port: number };
  process.stderr.write(`sink on ${port}\n`);
});
setInterval(() => process.stderr.write(`mails ${mails}\n`), 100);
