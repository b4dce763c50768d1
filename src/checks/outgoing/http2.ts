import { connect } from "node:http2";
import type { TLSSocket } from "node:tls";
import { connectionFinding, down } from "./finding.ts";
import type { HttpAnswer, HttpRequest } from "./http-message.ts";
import type { Run } from "./run.ts";

/** Not to be sent in HTTP/2 (RFC 9113, 8.2.2). */
const ofOneConnection = new Set(["connection", "host", "keep-alive", "transfer-encoding", "upgrade"]);

/** Speaks HTTP/2 on an encrypted connection on which it was agreed, and reads one answer. */
export function askHttp2(run: Run, socket: TLSSocket, request: HttpRequest): Promise<HttpAnswer> {
  const { url, method, body, most_bytes } = request;
  const session = connect(url.origin, { createConnection: () => socket });
  const fail = (error?: Error) => connectionFinding(error ?? new Error(), url.host);
  return new Promise<HttpAnswer>((resolve, reject) => {
    session.on("error", (error) => reject(fail(error)));
    session.on("close", () => reject(fail()));
    const stream = session.request(headersOf(request), { endStream: body === null });
    const chunks: Buffer[] = [];
    let head: Pick<HttpAnswer, "status" | "headers"> | null = null;
    let bytes = 0;
    const answer = () => {
      if (head === null)
        return reject(down("no-answer", `${url.host} antwortet nicht.`, `${url.host} does not answer.`));
      resolve({
        ...head,
        version: "2",
        body: Buffer.concat(chunks).subarray(0, most_bytes),
        truncated: bytes > most_bytes,
      });
    };
    stream.on("response", (headers) => {
      head = { status: Number(headers[":status"]), headers: pairs(headers) };
      run.enter("read");
      if (method === "HEAD") answer();
    });
    stream.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes > most_bytes) answer();
    });
    stream.on("end", answer);
    stream.on("error", (error) => reject(fail(error)));
    if (body !== null) stream.end(body);
  }).finally(() => session.destroy());
}

function headersOf({ url, method, headers, body }: HttpRequest) {
  const sent = headers.filter(([name]) => !ofOneConnection.has(name.toLowerCase()));
  return {
    ":method": method,
    ":path": `${url.pathname}${url.search}`,
    ":authority": headers.find(([name]) => name.toLowerCase() === "host")?.[1] ?? url.host,
    ":scheme": "https",
    ...Object.fromEntries(sent.map(([name, value]) => [name.toLowerCase(), value])),
    ...(body === null ? {} : { "content-length": String(Buffer.byteLength(body)) }),
  };
}

function pairs(headers: Record<string, unknown>): [string, string][] {
  return Object.entries(headers)
    .filter(([name]) => !name.startsWith(":"))
    .flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)]));
}
