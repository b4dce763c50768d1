import { expect, test } from "bun:test";
import { writeRounds } from "#src/cli/case/rounds.ts";
import { visit } from "../support/browser.ts";
import { theCase } from "../support/case.ts";

const theirs = { prepare: theCase };
const titles = (page: string) => [...page.matchAll(/<ol class="hits">.*?<\/ol>/gs)].map(([list]) => list).join("");

test("one box finds services, systems and deletion records, each under its heading", async () => {
  const page = await visit(theirs).page("/search?q=mailchimp");
  expect(page).toContain("/services/systems/mailchimp");
  expect(page).toContain('href="/services/newsletter"');
  expect(page).toMatch(/<h2>Systeme<\/h2>/);
  expect(page).toContain("zu «mailchimp».");
});

test("minutes and actions are found, with the place where the words stand", async () => {
  const prepare = (db: Parameters<typeof theCase>[0]) => {
    theCase(db);
    for (const role of ["owner", "member"])
      db.run("INSERT INTO people (email, name, role, created_at) VALUES (?, ?, ?, '2026-01-01T00:00:00.000Z')", [
        `${role}@example.ch`,
        role === "owner" ? "Ines Huber" : "Toni Frei",
        role,
      ]);
    writeRounds(db, { by: "aktion", at: new Date("2026-11-23T09:00:00.000Z") });
  };
  const page = await visit({ prepare }).page("/search?q=Belege");
  expect(titles(page)).toContain("/round/actions#action-");
});

test("an owner finds colleagues; who may not see their pages does not", async () => {
  const owner = await visit({ as: "owner" }).page("/search?q=olga");
  expect(owner).toContain("/people/");
  const page = await visit({ as: "viewer", prepare: (db) => db.run("UPDATE people SET name = 'Quintus'") }).page(
    "/search?q=quintus",
  );
  expect(titles(page)).toBe("");
});

test("nothing found is said, with what to try; nothing asked is a question", async () => {
  const site = visit(theirs);
  expect(await site.page("/search?q=xyzzy")).toContain("Nichts gefunden zu «xyzzy».");
  expect(await site.page("/search")).toContain("Wonach suchen Sie?");
  expect(await site.page("/search?q=%20-%20")).not.toContain('<ol class="hits">');
});

test("what was typed is never markup", async () => {
  const page = await visit(theirs).page(`/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
  expect(page).not.toContain('"><script');
  expect(page).not.toMatch(/«"><script/);
});

test("nobody searches without logging in", async () => {
  const answer = await visit({ as: "nobody" }).get("/search?q=mailchimp");
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toStartWith("/login");
});
