import { expect, test } from "bun:test";
import { logIn, now, visit } from "../support/browser.ts";
import { aService } from "../support/case.ts";
import { httpCheck, key } from "../support/checks.ts";
import { aComponent, anIncident } from "../support/status.ts";

/** A component that a check of Nextcloud Talk feeds; Talk does the chat. The newsletter has nothing to do with it. */
function site() {
  const given = visit({ secretsKey: key });
  const vito = logIn(given.db, "viewer");
  aService(given.db, { name: "Chat", stage: "live", from: "Slack", to: "Talk" });
  aService(given.db, { name: "Newsletter", stage: "live", from: "Mailchimp", to: "Listmonk" });
  httpCheck(given.db, "https://talk.example.ch/", now, { name: "Talk", system: "talk" });
  const component = aComponent(given.db, "Workspace", { checks: [1] });
  const incident = anIncident(given.db, { title: "Workspace ist gestört", impacts: [[component, "down"]] });
  return { ...given, vito, component, incident };
}

test("an incident names the services that its components' checks watch, and the service names the incident", async () => {
  const { page, incident, vito } = site();
  const shown = await page(`/status/manage/notices/${incident}`);
  expect(shown).toContain("Betroffene Dienste");
  expect(shown).toContain('href="/services/chat"');
  expect(shown).not.toContain('href="/services/newsletter"');
  expect(await page("/services/chat")).toContain("Workspace ist gestört");
  expect(await page("/services/newsletter")).not.toContain("Workspace ist gestört");
  expect(await page("/services/chat", { cookie: vito })).toContain(`href="/status/notices/${incident}"`);
});

test("a component stands for what somebody says, too, and that can be taken back", async () => {
  const { page, post, db, component } = site();
  const { id } = db.query<{ id: number }, []>("SELECT id FROM services WHERE slug = 'newsletter'").get()!;
  const path = `/status/manage/components/${component}`;
  expect(await page(path)).toMatch(/Durch ihre Prüfungen schon verbunden:<\/span>\s*<span>Chat/);
  const said = await post(`${path}/services`, { [`service-${id}`]: "yes", "service-4711": "yes" });
  expect([said.status, said.headers.get("location")]).toEqual([303, `${path}#services`]);
  expect(await page("/services/newsletter")).toContain("Workspace ist gestört");
  await post(`${path}/services`, {});
  expect(await page("/services/newsletter")).not.toContain("Workspace ist gestört");
  expect((await post("/status/manage/components/99/services", {})).status).toBe(404);
});

test("the one box finds an incident by its title and by what was said of it", async () => {
  const { page, incident, vito } = site();
  expect(await page("/search?q=workspace+gestört")).toContain(`href="/status/manage/notices/${incident}"`);
  expect(await page("/search?q=sehen+nach", { cookie: vito })).toContain(`href="/status/notices/${incident}"`);
});

test("the public page knows no services of the register", async () => {
  const { page } = site();
  expect(await page("/status")).not.toContain("/services/");
});
