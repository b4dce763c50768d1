import { visit } from "../tests/support/browser.ts";
import { theCase } from "../tests/support/case.ts";
const site = visit({ prepare: theCase });
const N = 4000;
async function run(label: string, f: () => unknown) { for (let i = 0; i < 500; i++) await f(); const t = performance.now(); for (let i = 0; i < N; i++) await f(); console.log(label, ((performance.now() - t) * 1000 / N).toFixed(1), "us"); }
await run("/services", async () => { const r = await site.get("/services"); await r.text(); });
await run("/healthz", async () => { const r = await site.get("/healthz"); await r.text(); });
await run("/people/me", async () => { const r = await site.get("/people/me"); await r.text(); });
await run("static", async () => { const r = await site.get("/robots.txt"); await r.text(); });
import { readCompany } from "#src/settings/store.ts"; import { headOf } from "#src/history/store.ts";
await run("company", () => readCompany(site.db)); await run("head", () => headOf(site.db)); 
await run("data_version", () => site.db.query("PRAGMA data_version").get());
