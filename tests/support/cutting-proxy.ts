import { onTestFinished } from "bun:test";
import { connect, createServer, type Socket } from "node:net";

/** Stands before a server and cuts every connection after so many bytes of what the server says; the numbers are used in turn. */
export async function cuttingProxy(
  port: number,
  cuts: readonly number[],
): Promise<{ port: number; cut: () => number }> {
  let connections = 0;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    let left = cuts[connections % cuts.length]!;
    connections += 1;
    const behind = connect(port, "127.0.0.1");
    for (const one of [client, behind]) {
      open.add(one);
      one.on("error", () => {});
      one.on("close", () => {
        client.destroy();
        behind.destroy();
      });
    }
    client.pipe(behind);
    behind.on("data", (bytes: Buffer) => {
      const part = bytes.subarray(0, left);
      left -= part.byteLength;
      client.write(part, () => left === 0 && client.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    for (const one of open) one.destroy();
  });
  return { port: (server.address() as { port: number }).port, cut: () => connections };
}
