import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import type { NameServer } from "./dns-query.ts";

/** What /etc/resolv.conf and /etc/hosts say. */
export type SystemNames = {
  servers: NameServer[];
  search: string[];
  hosts: Map<string, string[]>;
};

/** Reads both files anew at most every five seconds: a laptop that changes its network, a container that is moved. */
export function systemNames(clock: () => Date): () => SystemNames {
  let read: { at: number; names: SystemNames } | null = null;
  return () => {
    const now = clock().getTime();
    if (read === null || Math.abs(now - read.at) > 5000) read = { at: now, names: readNames() };
    return read.names;
  };
}

function readNames(): SystemNames {
  return { ...namesFromResolvConf(textOf("/etc/resolv.conf")), hosts: hostsFrom(textOf("/etc/hosts")) };
}

function namesFromResolvConf(text: string): Pick<SystemNames, "servers" | "search"> {
  const lines = linesOf(text);
  const servers = lines.flatMap(([word, address = ""]) =>
    word === "nameserver" && isIP(address.replace(/%.*$/, "")) ? [{ address, port: 53 }] : [],
  );
  const search = lines.findLast(([word]) => word === "search" || word === "domain")?.slice(1) ?? [];
  return { servers, search };
}

function hostsFrom(text: string): Map<string, string[]> {
  const hosts = new Map<string, string[]>();
  for (const [address = "", ...names] of linesOf(text))
    for (const name of isIP(address) ? names : [])
      hosts.set(name.toLowerCase(), [...(hosts.get(name.toLowerCase()) ?? []), address]);
  return hosts;
}

function linesOf(text: string): string[][] {
  return text.split("\n").map((line) =>
    line
      .replace(/[#;].*$/, "")
      .trim()
      .split(/\s+/),
  );
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // without the file there is no name server to ask, and every answer is "failed"
  }
}
