import { chromium } from "playwright-core";
const [,, base, email, password, out, ...paths] = process.argv;
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox","--disable-gpu","--disable-quic","--no-first-run","--disable-background-networking","--disable-component-update","--disable-sync"] });
const modes = (process.env.MODES ?? "1280-light,390-light,1280-dark").split(",");
for (const m of modes) {
  const [w, scheme, lang] = m.split("-");
  const c = await b.newContext({ viewport: { width: Number(w), height: 900 }, colorScheme: scheme as any, locale: lang === "en" ? "en-GB" : "de-CH" });
  const p = await c.newPage();
  p.on("console", (x) => { if (x.type() === "error") console.log("console:", x.text()); });
  if (email !== "-") { await p.goto(base + "/login"); await p.fill("[name=email]", email!); await p.fill("[name=password]", password!); await p.click("main button[type=submit]"); await p.waitForLoadState(); }
  for (const path of paths) { await p.goto(base + path); await p.screenshot({ path: `${out}${path.replace(/[^a-z0-9]+/gi, "_")}-${m}.png`, fullPage: true }); 
    const over = await p.evaluate(() => document.documentElement.scrollWidth - innerWidth); if (over > 0) console.log("overflow", path, m, over); }
  await c.close();
}
await b.close();
