// What the measured checks ask: answers at once, or with 503 once it is told to fail. Says how many came in each second.
const seconds = new Map<number, number>();
const seen = new Set<string>();
let status = 200;
let since = Date.now();
let all_at: number | null = null;
const expected = Number(process.argv[2] ?? 500);

/** Twenty hosts, all of them this machine. */
const serve = (port: number, host: number) => Bun.serve({ port, hostname: `127.0.0.${host}`, fetch: answer });
const { port } = serve(0, 1);
for (let host = 2; host <= 20; host += 1) serve(port!, host);

function answer(request: Request): Response {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith("/fail")) status = 503;
  if (pathname.startsWith("/reset") || pathname.startsWith("/fail")) {
    seconds.clear();
    seen.clear();
    since = Date.now();
    all_at = null;
    return new Response("ok");
  }
  if (pathname === "/stats")
    return Response.json({
      most: Math.max(0, ...seconds.values()),
      all_s: all_at && (all_at - since) / 1000,
      seen: seen.size,
    });
  const second = Math.floor(Date.now() / 1000);
  seconds.set(second, (seconds.get(second) ?? 0) + 1);
  seen.add(pathname);
  if (seen.size >= expected) all_at ??= Date.now();
  return new Response("well", { status });
}
console.error(`target on http://127.0.0.1:${port}`);
