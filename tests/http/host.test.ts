import { expect, test } from "bun:test";
import { visit } from "../support/browser.ts";
import { theCase } from "../support/case.ts";

// Elysia finds the path from the eleventh character: behind a short host it would answer another address than the gate judged.
const prefixes = ["login", "setup", "invitation", "reset", "public", "status", "ping", "stand", "api/v1"];

test.each(["a", "ab", "abc", "a:1"])("no address is reached behind another one with the host %p", async (host) => {
  const site = visit({ as: "nobody", prepare: theCase });
  for (const prefix of prefixes)
    for (const path of ["settings", "people", "services", "services/export/exchange.json", "deletions/1"])
      for (const method of ["GET", "POST"]) {
        const asked = new Request(`http://${host}/${prefix}/${path}`, {
          method,
          headers: { "sec-fetch-site": "same-origin" },
        });
        expect((await site.app.handle(asked)).status).toBe(400);
      }
});

test("a host of four letters, and a short one with its port, are answered as usual", async () => {
  const site = visit({ as: "nobody" });
  for (const host of ["abcd", "nas:4711"]) {
    expect((await site.app.handle(new Request(`http://${host}/login`))).status).toBe(200);
    expect((await site.app.handle(new Request(`http://${host}/login/settings`))).status).toBe(404);
  }
});
