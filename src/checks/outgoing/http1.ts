import type { Socket } from "node:net";
import { HTTPParser, type OnHeadersCompleteParser } from "http-parser-js";
import { connectionFinding, down, type Finding } from "./finding.ts";
import type { HttpAnswer, HttpRequest } from "./http-message.ts";
import type { Run } from "./run.ts";

/** Speaks HTTP/1.1 on an open connection and reads one answer, or as much of it as the request wants. */
export function askHttp1(run: Run, socket: Socket, request: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const where = request.url.host;
    const reading = readAnswer(run, request);
    const settle = () => {
      const { broken, done } = reading;
      if (broken) reject(broken(where));
      else if (done()) resolve(done()!);
    };
    socket.on("data", (bytes: Buffer) => {
      reading.take(bytes);
      settle();
    });
    const end = () => {
      reading.end();
      settle();
      reject(unanswered(where, reading.begun()));
    };
    socket.on("end", end);
    socket.on("close", end);
    socket.on("error", (error) => reject(connectionFinding(error, where)));
    if (socket.destroyed) end();
    socket.write(requestText(request));
  });
}

type Broken = (where: string) => Finding;

function readAnswer(run: Run, request: HttpRequest) {
  const parser = new HTTPParser(HTTPParser.RESPONSE);
  const chunks: Buffer[] = [];
  let head: Pick<HttpAnswer, "status" | "version" | "headers"> | null = null;
  let bytes = 0;
  let complete = false;
  const state = {
    broken: null as Broken | null,
    begun: () => head !== null,
    /** The answer, once it is complete or as long as was wanted. */
    done: (): HttpAnswer | null => {
      if (head === null || (!complete && bytes <= request.most_bytes)) return null;
      const truncated = bytes > request.most_bytes;
      return { ...head, body: Buffer.concat(chunks).subarray(0, request.most_bytes), truncated };
    },
    take: (chunk: Buffer) => {
      if (complete || state.broken) return;
      const result = parser.execute(chunk);
      if (result instanceof Error && !complete) state.broken ??= notHttp(result.message);
    },
    end: () => {
      if (parser.finish() instanceof Error && !complete) state.broken ??= cutOff;
    },
  };
  const onHead: OnHeadersCompleteParser = (info) => {
    const { versionMajor: major, versionMinor: minor, statusCode: status } = info;
    if (status < 200 && status !== 101) return; // "100 Continue" and the like come before the answer
    const headers = pairs(info.headers);
    if (major !== 1 || headers.some(([name, value]) => name === "content-length" && !/^\d+$/.test(value)))
      state.broken = notHttp("bad head");
    head = { status, version: `${major}.${minor}`, headers };
    run.enter("read");
    return request.method === "HEAD" ? 1 : 0;
  };
  parser[HTTPParser.kOnHeadersComplete] = onHead;
  parser[HTTPParser.kOnBody] = (chunk) => {
    bytes += chunk.length;
    chunks.push(Buffer.from(chunk));
  };
  parser[HTTPParser.kOnMessageComplete] = () => {
    complete = head !== null;
  };
  return state;
}

function requestText({ url, method, headers, body }: HttpRequest): Buffer {
  const lines = [
    `${method} ${url.pathname}${url.search} HTTP/1.1`,
    ...(headers.some(([name]) => name.toLowerCase() === "host") ? [] : [`Host: ${url.host}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body === null ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
    "Connection: close",
  ];
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body ?? ""}`);
}

function pairs(flat: readonly string[]): [string, string][] {
  return flat.flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), flat[index + 1] ?? ""]] : []));
}

function notHttp(said: string): Broken {
  const tooLong = said.includes("header size");
  return (where) =>
    tooLong
      ? down("header-too-long", `${where} schickt Kopfzeilen ohne Ende.`, `${where} sends headers without end.`)
      : down("not-http", `Was ${where} antwortet, ist kein HTTP.`, `What ${where} answers is no HTTP.`);
}

const cutOff: Broken = (where) =>
  down("cut-off", `${where} hat die Antwort mittendrin abgebrochen.`, `${where} broke its answer off in the middle.`);

function unanswered(where: string, begun: boolean): Finding {
  if (begun) return cutOff(where);
  return down(
    "no-answer",
    `${where} hat die Verbindung beendet, ohne zu antworten.`,
    `${where} ended the connection without an answer.`,
  );
}
