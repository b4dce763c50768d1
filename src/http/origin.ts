import type { Server } from "bun";

/** How the world reaches us: the address people use, and which proxies may speak for them. */
export type Proxying = { publicUrl: string | null; trustedProxies: readonly string[] };

type Serving = Pick<Server<unknown>, "requestIP"> | null;

/** True when a form was sent from our own pages: by Sec-Fetch-Site where the browser says it, else by Origin. */
export function isSameOrigin(request: Request, { publicUrl }: Proxying): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site) return site === "same-origin" || site === "none";
  const origin = request.headers.get("origin");
  if (origin === null || !URL.canParse(origin)) return false;
  const host = new URL(origin).host;
  return host === request.headers.get("host") || (publicUrl !== null && host === new URL(publicUrl).host);
}

/** The address of the person's computer; what a proxy says of it counts only when the proxy is trusted. */
export function addressOf(request: Request, { trustedProxies }: Proxying, server: Serving): string {
  const peer = server?.requestIP(request)?.address.replace(/^::ffff:/, "") ?? "unknown";
  if (!trustedProxies.includes(peer)) return peer;
  const chain = (request.headers.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  return chain.filter((address) => address !== "" && !trustedProxies.includes(address)).at(-1) ?? peer;
}

export function isSecure(request: Request, proxying: Proxying, server: Serving): boolean {
  if (proxying.publicUrl?.startsWith("https:")) return true;
  const peer = server?.requestIP(request)?.address.replace(/^::ffff:/, "") ?? "unknown";
  return proxying.trustedProxies.includes(peer) && request.headers.get("x-forwarded-proto") === "https";
}
