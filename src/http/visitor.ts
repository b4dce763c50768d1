import type { Reader } from "#src/reader.ts";

/** Who sent a request: decided once at the gate, before any address is looked up. */
export type Visitor =
  | { kind: "nobody" }
  | { kind: "person"; id: number; role: "owner" | "member" | "viewer"; session: string }
  | { kind: "token"; id: number; scope: "read" | "write" };

/** `address` is that of the person's computer; `secure` is true behind TLS. */
type Known = { visitor: Visitor; reader: Reader; requestId: string; address: string; secure: boolean };

const known = new WeakMap<Request, Known>();

export function remember(request: Request, visit: Known): void {
  known.set(request, visit);
}

/** What the gate found out about a request. Null only when the gate itself failed. */
export function visitOf(request: Request): Known | null {
  return known.get(request) ?? null;
}

/** The handle of the session a request came with; empty for what is no person. */
export function sessionOf(request: Request): string {
  const visitor = visitOf(request)?.visitor;
  return visitor?.kind === "person" ? visitor.session : "";
}

/** How the history names somebody: `person:3`, `token:2`. */
export function actorOf(visitor: Visitor): string {
  return visitor.kind === "nobody" ? "nobody" : `${visitor.kind}:${visitor.id}`;
}
