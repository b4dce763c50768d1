import { test } from "bun:test";
import { open, start } from "/work/main/tests/support/journey.ts";
test.each([1,2,3,4,5,6])("x %p", async () => {
  const { url, said } = await start(["demo"]);
  const pw = /password (\S+)/.exec(said())![1]!;
  const log = async (mail: string, name: string) => { const o = await open({ javaScript: true }); const p = o.page; await p.goto(url + "/login"); await p.fill("[name=email]", mail); await p.fill("[name=password]", pw); await p.click("main button[type=submit]"); await p.locator(".masthead").waitFor();
    if (name === "a") { p.on("request", r => console.log(Date.now() % 100000, name, r.method(), r.url().slice(21), r.resourceType())); p.on("response", r => console.log(Date.now() % 100000, name, " ->", r.status(), r.url().slice(21))); p.on("framenavigated", f => console.log(name, "nav", f.url())); } return p; };
  const a = await log("owner@example.ch", "a"), b = await log("member@example.ch", "b");
  const press = (page: any, n: any) => page.getByRole("button", { name: n }).first().click();
  await a.goto(url + "/round"); await press(a, "Runde beginnen"); await a.locator(".meeting").waitFor(); await b.goto(a.url());
  await b.locator("textarea[name=sentence]").fill("Tonis Satz"); await a.locator("textarea[name=sentence]").fill("Ines");
  await press(b, "Speichern und bleiben"); await b.getByText("Tonis Satz").first().waitFor();
  await press(a, /^Weiter/); await a.getByText("Toni Frei hat inzwischen").waitFor(); console.log("URL", a.url());
  await a.locator("input[name=decision]").fill("D"); await a.locator("input[name=task]").fill("N"); await press(a, /^Weiter/); await a.getByText("Wer übernimmt das?").waitFor(); console.log("URL", a.url());
  await a.locator("input[name=who]").fill("Toni Frei"); console.log("PRESS"); await press(a, /^Weiter/);
  for (let i = 0; i < 30; i++) { await a.waitForTimeout(10); console.log(Date.now() % 100000, await a.locator("h1").textContent(), a.url(), await a.locator("form[data-words]").getAttribute("data-words")); }
}, 60000);
