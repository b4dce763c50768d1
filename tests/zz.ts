import { dayIn } from "#src/when.ts";
import { now, visit } from "./support/browser.ts";

const site = visit({});
const bench = (name: string, f: () => unknown) => {
  for (let i = 0; i < 2000; i++) f();
  const t = performance.now();
  for (let i = 0; i < 20000; i++) f();
  console.log(name, ((performance.now() - t) / 20).toFixed(2) + " us");
};
bench("dayIn", () => dayIn("Europe/Zurich", now));
bench("randomUUID", () => crypto.randomUUID());
const req = new Request("http://localhost/services", { headers: { cookie: site.cookie } });
bench("new URL", () => new URL(req.url).pathname);
bench("headers.get x3", () => {
  req.headers.get("cookie");
  req.headers.get("host");
  req.headers.get("x-forwarded-for");
});
bench("hash", () => new Bun.CryptoHasher("sha256").update("abc").digest("hex"));
for (let i = 0; i < 3; i++) {
  const t2 = performance.now();
  for (let i = 0; i < 5000; i++) await (await site.get("/robots.txt")).text();
  console.log(((performance.now() - t2) / 5).toFixed(0) + " us robots");
}
