import { afterAll } from "bun:test";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TLSSocket } from "node:tls";

const running: { close: () => void }[] = [];

afterAll(() => {
  for (const server of running.splice(0)) server.close();
});

/** Remembers what is to be stopped when the file's tests are over. */
export function stopLater(close: () => void): void {
  running.push({ close });
}

/** A server on a free port of loopback that does with each connection what it is told. */
export function listen(onConnection: (socket: Socket) => void): Promise<number> {
  return begun(createServer((socket) => onConnection(quiet(socket))));
}

export function listenEncrypted(
  pair: { cert: string; key: string },
  onConnection: (socket: TLSSocket) => void,
  alpn?: string[],
): Promise<number> {
  const server = createTlsServer({ ...pair, ...(alpn ? { ALPNProtocols: alpn } : {}) }, (socket) =>
    onConnection(quiet(socket)),
  );
  server.on("tlsClientError", () => {});
  return begun(server);
}

/** A port on which nobody listens: it was free a moment ago. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await started(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function begun(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => sockets.add(socket));
  stopLater(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return started(server);
}

function started(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
}

function quiet<T extends Socket>(socket: T): T {
  socket.on("error", () => {});
  return socket;
}
