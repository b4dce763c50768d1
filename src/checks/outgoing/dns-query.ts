import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { connect, isIPv6 } from "node:net";
import { type DecodedPacket, decode, encode, type OptAnswer, RECURSION_DESIRED, streamEncode } from "dns-packet";
import type { RecordType } from "./resolver.ts";

export type NameServer = { address: string; port: number };
export type Question = { name: string; type: RecordType };

/** One question to one name server, over UDP, and over TCP when the answer was too long. Null when nothing usable came back in time. */
export async function askServer(
  server: NameServer,
  question: Question,
  signal: AbortSignal,
): Promise<DecodedPacket | null> {
  const answer = await overUdp(server, question, signal);
  return answer?.flag_tc ? await overTcp(server, question, signal) : answer;
}

function queryFor(question: Question) {
  return {
    type: "query" as const,
    id: randomInt(1, 65_536),
    flags: RECURSION_DESIRED,
    questions: [question],
    additionals: [{ type: "OPT", name: ".", udpPayloadSize: 1232, flags: 0, options: [] } as unknown as OptAnswer],
  };
}

function overUdp(server: NameServer, question: Question, signal: AbortSignal): Promise<DecodedPacket | null> {
  const query = queryFor(question);
  const socket = createSocket(isIPv6(server.address) ? "udp6" : "udp4");
  return settle<DecodedPacket>(signal, (done) => {
    socket.on("error", () => done(null));
    // Connected, so that the system drops what others send, and says when nobody listens there.
    socket.connect(server.port, server.address, () => socket.send(encode(query)));
    socket.on("message", (bytes) => {
      const answer = answerTo(query, () => decode(bytes));
      if (answer) done(answer);
    });
  }).finally(() => socket.close());
}

function overTcp(server: NameServer, question: Question, signal: AbortSignal): Promise<DecodedPacket | null> {
  const query = queryFor(question);
  const socket = connect({ host: server.address, port: server.port });
  return settle<DecodedPacket>(signal, (done) => {
    let received = Buffer.alloc(0);
    socket.on("connect", () => socket.write(streamEncode(query)));
    socket.on("error", () => done(null));
    socket.on("close", () => done(null));
    socket.on("data", (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      if (received.length < 2 || received.length < received.readUInt16BE(0) + 2) return;
      done(answerTo(query, () => decode(received.subarray(2))));
    });
  }).finally(() => socket.destroy());
}

function answerTo(
  { id, questions }: ReturnType<typeof queryFor>,
  read: () => DecodedPacket | null,
): DecodedPacket | null {
  try {
    const answer = read();
    const asked = answer?.questions?.[0];
    const same = asked === undefined || asked.name.toLowerCase() === questions[0]!.name.toLowerCase();
    return answer?.id === id && answer.flag_qr && same ? answer : null;
  } catch {
    return null; // bytes that are no DNS message: as good as no answer
  }
}

function settle<T>(signal: AbortSignal, begin: (done: (value: T | null) => void) => void): Promise<T | null> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(null);
    const stop = () => resolve(null);
    signal.addEventListener("abort", stop, { once: true });
    begin((value) => {
      signal.removeEventListener("abort", stop);
      resolve(value);
    });
  });
}
