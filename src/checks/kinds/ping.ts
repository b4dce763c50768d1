import { isIPv6 } from "node:net";
import { z } from "zod";
import type { Kind } from "../kind.ts";
import { reachable } from "../outgoing/dial.ts";
import { degraded, down, type Finding, unknown } from "../outgoing/finding.ts";
import { observe, type Run } from "../outgoing/run.ts";
import {
  familyChoice,
  familyField,
  familyOf,
  hostField,
  hostInput,
  limitFields,
  limits,
  placeFrom,
  wholeNumber,
} from "./config.ts";

const form = z.object({
  host: hostField,
  count: wholeNumber({ from: 1, to: 10, or: 3 }),
  family: familyField,
  ...limits,
});

type PingConfig = z.infer<typeof form>;

export const ping: Kind<PingConfig> = {
  name: "ping",
  label: { de: "Ping", en: "Ping" },
  does: {
    de: "Fragt mit dem Programm «ping» des Systems, ob ein Gerät antwortet.",
    en: "Asks with the system's ping program whether a device answers.",
  },
  form,
  fields: [
    { ...hostInput, hint: { de: "Name oder Adresse des Geräts", en: "Name or address of the device" } },
    { name: "count", label: { de: "Pakete", en: "Packets" }, input: "number", more: true },
    familyChoice,
    ...limitFields,
  ],
  secrets: [],
  every_s: 60,
  fromTarget: (target) => ({ host: placeFrom(target).host }),
  targetOf: ({ host }) => host,
  hostOf: ({ host }) => host,
  run: (config, surroundings) =>
    observe({ timeout_ms: config.timeout_ms }, surroundings, (run) => lookWith(pingProgram(), run, config)),
};

/** A service may run without the paths of a person's shell. */
function pingProgram(): string | null {
  return Bun.which("ping") ?? Bun.which("ping", { PATH: "/usr/bin:/bin:/usr/sbin:/sbin" });
}

/** `program` is the path of ping, null where there is none. */
export async function lookWith(program: string | null, run: Run, config: PingConfig): Promise<void> {
  if (program === null) throw missing();
  run.enter("resolve");
  const [address] = await reachable(run, config.host, familyOf(config.family));
  run.enter("ask");
  run.details["address"] = address;
  const { output, exit } = await outputOf(run, program, address!, config.count);
  run.answer = output.slice(0, 1024);
  const replies = figuresIn(output);
  Object.assign(run.details, replies);
  const finding = exit === 0 ? weak(config, replies) : silence(config.host, config.count, output, exit);
  if (finding) throw finding;
}

async function outputOf(run: Run, program: string, address: string, count: number) {
  const command = [
    program,
    "-n",
    "-c",
    String(count),
    "-i",
    "0.2",
    "-W",
    "2",
    ...(isIPv6(address) ? ["-6"] : []),
    address,
  ];
  const process = Bun.spawn(command, {
    env: { LC_ALL: "C" },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    signal: run.signal,
  });
  const [out, err, exit] = await Promise.all([
    new Response(process.stdout).text(),
    new Response(process.stderr).text(),
    process.exited,
  ]);
  return { output: `${out}${err}`, exit };
}

/** The figures that iputils and busybox print alike. */
function figuresIn(output: string): { loss_percent: number | null; average_ms: number | null } {
  const loss = /([\d.]+)% packet loss/.exec(output)?.[1];
  const average = /= ?[\d.]+\/([\d.]+)\//.exec(output)?.[1];
  return {
    loss_percent: loss === undefined ? null : Number(loss),
    average_ms: average === undefined ? null : Number(average),
  };
}

function weak(
  { slow_ms, count }: PingConfig,
  { loss_percent, average_ms }: ReturnType<typeof figuresIn>,
): Finding | null {
  if (loss_percent !== null && loss_percent > 0)
    return degraded(
      "packets-lost",
      `Von ${count} Paketen gingen ${loss_percent} % verloren.`,
      `Of ${count} packets ${loss_percent} % were lost.`,
    );
  if (slow_ms === null || average_ms === null || average_ms <= slow_ms) return null;
  return degraded(
    "slow",
    `Die Antwort brauchte im Mittel ${average_ms} ms, erwartet sind höchstens ${slow_ms} ms.`,
    `The answer took ${average_ms} ms on average; at most ${slow_ms} ms are expected.`,
  );
}

/** ping ends with 1 when nothing came back, and with 2 when it could not ask. */
function silence(host: string, count: number, output: string, exit: number): Finding {
  const asked = /packet loss/.test(output);
  if (exit === 1 && asked)
    return down(
      "no-reply",
      `${host} hat auf ${count} Pakete nicht geantwortet.`,
      `${host} did not answer ${count} packets.`,
    );
  const said = output.trim().split("\n").at(-1)?.slice(0, 200) ?? "";
  return unknown(
    "own-fault",
    `Das Programm «ping» konnte nicht fragen: ${said}`,
    `The ping program could not ask: ${said}`,
  );
}

function missing(): Finding {
  return unknown(
    "no-ping-program",
    "Auf dieser Maschine gibt es kein Programm «ping»; unter Debian bringt es das Paket iputils-ping.",
    "This machine has no ping program; on Debian it comes with the package iputils-ping.",
  );
}
