import { connect, isIP, type Socket } from "node:net";
import { connectionFinding, down, type Finding, unknown } from "./finding.ts";
import type { Run } from "./run.ts";

export type Place = { host: string; port: number; family?: 4 | 6 | null };

/** How long one address is tried alone before the next one is tried beside it (RFC 8305). */
const headStart_ms = 250;

/**
 * Connects to a host. The addresses are resolved here, judged by the policy, and handed to the system as numbers: what was judged
 * is what is connected to. The socket is destroyed when the run is over.
 */
export async function dial(run: Run, { host, port, family = null }: Place): Promise<Socket> {
  run.enter("resolve");
  const addresses = await reachable(run, host, family);
  run.enter("connect");
  const { socket, address } = await firstToAnswer(run, addresses, port);
  run.details["address"] = address;
  return socket;
}

/** The addresses of a host that may be called. Throws a Finding when there is none. */
export async function reachable(run: Run, host: string, family: 4 | 6 | null): Promise<string[]> {
  const answer = await run.surroundings.resolver.addressesOf(host, family, run.signal);
  if (answer.outcome === "failed") throw unresolved(host, answer.code);
  if (answer.outcome === "no-such-name")
    throw down(
      "no-such-name",
      `Den Namen ${host} gibt es nicht (NXDOMAIN).`,
      `The name ${host} does not exist (NXDOMAIN).`,
    );
  if (answer.outcome === "no-such-record") throw noAddress(host, family);
  const addresses = answer.records.map(({ value }) => value);
  const refusals = addresses.map(run.surroundings.addresses);
  const allowed = addresses.filter((_, index) => refusals[index] === null);
  const refusal = refusals.find((one) => one !== null);
  if (allowed.length === 0 && refusal) throw unknown("address-refused", refusal.de, refusal.en);
  return alternating(allowed);
}

export function unresolved(host: string, code: string): Finding {
  return unknown(
    "resolver-failed",
    `Der Namensdienst konnte ${host} nicht auflösen (${code}).`,
    `The name service could not resolve ${host} (${code}).`,
  );
}

function noAddress(host: string, family: 4 | 6 | null): Finding {
  const kind = family === null ? "IP" : `IPv${family}`;
  return down("no-address", `${host} hat keine ${kind}-Adresse.`, `${host} has no ${kind} address.`);
}

/** IPv6 first, then turn by turn, so that one broken family costs one head start. */
function alternating(addresses: readonly string[]): string[] {
  const six = addresses.filter((address) => isIP(address) === 6);
  const four = addresses.filter((address) => isIP(address) === 4);
  return Array.from({ length: Math.max(six.length, four.length) }, (_, index) => [six[index], four[index]])
    .flat()
    .filter((address) => address !== undefined);
}

type Answering = { socket: Socket; address: string };

function firstToAnswer(run: Run, addresses: readonly string[], port: number): Promise<Answering> {
  return new Promise((resolve, reject) => {
    const failures: Finding[] = [];
    let next = 0;
    let won: Socket | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tryNext = () => {
      clearTimeout(timer);
      const address = addresses[next];
      if (won !== null || address === undefined || run.signal.aborted) return;
      next += 1;
      if (next < addresses.length) timer = setTimeout(tryNext, headStart_ms);
      attempt(run, address, port).then(
        (socket) => {
          clearTimeout(timer);
          if (won !== null) return void socket.destroy();
          won = socket;
          resolve({ socket, address });
        },
        (error) => {
          failures.push(connectionFinding(error, placeOf(address, port)));
          if (failures.length === addresses.length) reject(worst(failures));
          else tryNext();
        },
      );
    };
    tryNext();
  });
}

/** That we have no IPv6 line says nothing while the IPv4 address refuses: what the target did goes before what we could not do. */
function worst(failures: readonly Finding[]): Finding {
  return failures.find(({ state }) => state === "down") ?? failures[0]!;
}

function attempt(run: Run, address: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port });
    const leave = () => void socket.destroy();
    run.signal.addEventListener("abort", leave, { once: true });
    socket.once("close", () => run.signal.removeEventListener("abort", leave));
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      socket.on("error", () => {}); // whoever reads hears of it; nobody reading must not end the program
      resolve(socket);
    });
  });
}

export function placeOf(host: string, port: number): string {
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
}
