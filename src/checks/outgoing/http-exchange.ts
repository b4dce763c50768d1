import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { judgeCertificate } from "./certificate.ts";
import { dial } from "./dial.ts";
import { down } from "./finding.ts";
import { decodedBody } from "./http-body.ts";
import type { HttpAnswer, HttpRequest } from "./http-message.ts";
import { askHttp1 } from "./http1.ts";
import type { Run } from "./run.ts";
import { secure } from "./secure.ts";

/** One request and its answer over a connection of its own; no redirect is followed. */
export async function exchange(run: Run, request: HttpRequest): Promise<HttpAnswer> {
  const host = bareHost(request.url);
  const socket = await connection(run, request, host);
  run.enter("ask");
  const answer = await ask(run, socket, request);
  socket.destroy();
  const body = await decodedBody(answer, request.most_bytes);
  run.answer = firstKilobyte(body.body);
  return { ...answer, ...body };
}

/** HTTP/2 is loaded where it is asked for: it takes as long as half a start, and hardly anybody needs it. */
async function ask(run: Run, socket: Socket, request: HttpRequest): Promise<HttpAnswer> {
  if (!isHttp2(request)) return await askHttp1(run, socket, request);
  const { askHttp2 } = await import("./http2.ts");
  return await askHttp2(run, socket as TLSSocket, request);
}

/** A redirect may lead out of encryption, and there HTTP/2 is not had. */
function isHttp2({ version, url }: HttpRequest): boolean {
  return version === "2" && url.protocol === "https:";
}

async function connection(run: Run, { url, family, version, certificate }: HttpRequest, host: string): Promise<Socket> {
  const port = portOf(url);
  const plain = await dial(run, { host, port, family });
  if (url.protocol === "http:") return plain;
  const protocols = version === "2" ? ["h2"] : ["http/1.1"];
  const socket = await secure(run, plain, { host, port, protocols });
  const wish = certificate === "ignore" ? { warn_days: 0, ignore: true } : certificate;
  judgeCertificate(run, socket, { name: host, ...wish });
  if (version === "2" && socket.alpnProtocol !== "h2")
    throw down("no-http2", `${url.host} bietet kein HTTP/2 an.`, `${url.host} does not offer HTTP/2.`);
  return socket;
}

/** The host without the brackets that an address writes around IPv6. */
export function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

function portOf({ port, protocol }: URL): number {
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}

/** As text; a cut in the middle of a letter leaves no half of it. */
function firstKilobyte(body: Buffer): string {
  return new TextDecoder()
    .decode(body.subarray(0, 1024))
    .replace(/\uFFFD$/, "")
    .replaceAll("\0", "\uFFFD");
}
