// Answers every request with as many bytes as it is told.
const page = "a".repeat(Number(process.argv[2]));
const headers = { "content-type": "text/html; charset=utf-8" };
const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response(page, { headers }) });
process.stderr.write(`bare on http://127.0.0.1:${server.port}\n`);
