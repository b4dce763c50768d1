import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import {
  type Answer,
  AUTHORITATIVE_ANSWER,
  decode,
  encode,
  RECURSION_AVAILABLE,
  streamEncode,
  TRUNCATED_RESPONSE,
} from "dns-packet";
import { stopLater } from "./servers.ts";

/** What the name server says of a name: records by type, or how it fails. */
export type Zone = Record<string, Partial<Record<string, unknown[]>> | "SERVFAIL" | "REFUSED" | "silent" | "garbage">;

const rcodes = { SERVFAIL: 2, REFUSED: 5 } as const;

/** A real name server on loopback (UDP and TCP on one port). Names that are not in the zone do not exist. Gives its port. */
export async function nameServer(zone: Zone, { longOverTcp = false } = {}): Promise<number> {
  const udp = createSocket("udp4");
  const tcp = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (bytes: Buffer) => {
      const answer = replyTo(bytes.subarray(2), zone);
      if (answer && answer !== "garbage") socket.end(streamEncode(answer));
    });
  });
  udp.on("message", (bytes, { port, address }) => {
    const answer = replyTo(bytes, zone);
    if (answer === "garbage") return udp.send("not a dns message", port, address);
    if (!answer) return;
    const short = longOverTcp ? { ...answer, answers: [], flags: answer.flags | TRUNCATED_RESPONSE } : answer;
    udp.send(encode(short), port, address);
  });
  await new Promise<void>((resolve) => udp.bind(0, "127.0.0.1", resolve));
  const { port } = udp.address();
  await new Promise<void>((resolve) => tcp.listen(port, "127.0.0.1", resolve));
  stopLater(() => {
    udp.close();
    tcp.close();
  });
  return port;
}

type Reply = Parameters<typeof encode>[0] & { flags: number };

function replyTo(bytes: Buffer, zone: Zone): Reply | "garbage" | null {
  const { id, questions = [] } = decode(bytes);
  const question = questions[0]!;
  const said = zone[question.name.toLowerCase()];
  if (said === "silent" || said === "garbage") return said === "garbage" ? "garbage" : null;
  const flags = RECURSION_AVAILABLE | AUTHORITATIVE_ANSWER;
  const base = { type: "response" as const, id: id ?? 0, questions: [question] };
  if (said === undefined) return { ...base, flags: flags | 3 } satisfies Reply;
  if (said === "SERVFAIL" || said === "REFUSED") return { ...base, flags: flags | rcodes[said] } satisfies Reply;
  const answers = (said[question.type] ?? []).map(
    (data) => ({ type: question.type, name: question.name, ttl: 60, data }) as Answer,
  );
  return { ...base, flags, answers } satisfies Reply;
}
