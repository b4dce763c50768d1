import { expect, test } from "bun:test";
import { logIn, visit } from "../support/browser.ts";
import { aMailbox, arrives } from "../support/thread.ts";

/** Olga and Mara use support, Olga alone privacy. Anna wrote to both, under two addresses; Beat only to privacy. */
function house() {
  const site = visit();
  const mara = { cookie: logIn(site.db, "member") };
  const otto = { cookie: logIn(site.db, "owner", "Otto") };
  const viewer = { cookie: logIn(site.db, "viewer") };
  aMailbox(site.db, { members: [1, 2] });
  aMailbox(site.db, { slug: "privacy", name: "Datenschutz", members: [1] });
  const anna = "Anna Muster <anna@kunde.ch>";
  const first = arrives(site.db, { from: anna, subject: "Webmail" });
  const secret = arrives(site.db, { from: anna, subject: "Geheime Sache" }, { mailbox: 2 });
  arrives(site.db, { from: "Anna M. <anna@privat.ch>", subject: "Rechnung", text: "von zu Hause" });
  arrives(site.db, { from: "Beat <beat@firma.ch>", subject: "Auskunft" }, { mailbox: 2 });
  const at = (address: string) =>
    site.db
      .query<{ id: number }, [string]>("SELECT customer_id AS id FROM customer_addresses WHERE address = ?")
      .get(address)!.id;
  return { ...site, mara, otto, viewer, first, secret, at };
}

test("the list and the search show whoever wrote to one's own mailboxes, the last one first", async () => {
  const { page, mara, otto } = house();
  const all = await page("/inbox/customers");
  for (const name of ["Anna Muster", "Anna M.", "Beat"]) expect(all).toContain(name);
  const hers = await page("/inbox/customers", mara);
  expect(hers).toContain("Anna Muster");
  expect(hers).not.toContain("Beat");
  expect(await page("/inbox/customers?q=firma.ch", mara)).toContain("Niemand heisst");
  expect(await page("/inbox/customers?q=firma.ch")).toContain("Beat");
  expect(await page("/inbox/customers?q=anna+kunde", mara)).toContain("Eine Person passt");
  expect(await page("/search?q=kunde.ch", mara)).toContain("/inbox/customers/");
  expect(await page("/search?q=firma.ch", mara)).not.toContain("/inbox/customers/");
  expect(await page("/inbox/customers", otto)).toContain("Noch hat niemand geschrieben");
});

test("a page of the list goes on where the one before ended, and nobody stands there twice", async () => {
  const { db, page } = house();
  for (let n = 0; n < 60; n += 1)
    arrives(
      db,
      { from: `P${n} <p${n}@viele.ch>` },
      { mailbox: 1 + (n % 2), at: `2026-11-20T10:${String(n).padStart(2, "0")}:00.000Z` },
    );
  const ids = (text: string) => [...text.matchAll(/href="\/inbox\/customers\/(\d+)"/g)].map((match) => match[1]!);
  const first = await page("/inbox/customers");
  const next = /href="([^"]+)" rel="next"/.exec(first)![1]!.replaceAll("&amp;", "&");
  const both = [...ids(first), ...ids(await page(next))];
  expect(both.length).toBe(63);
  expect(new Set(both).size).toBe(63);
});

test("their page shows their tickets in one's own mailboxes, and every ticket leads to it and to the others", async () => {
  const { page, mara, first, at } = house();
  const anna = at("anna@kunde.ch");
  expect(await page(`/inbox/customers/${anna}`)).toContain("Geheime Sache");
  const hers = await page(`/inbox/customers/${anna}`, mara);
  expect(hers).toContain("Webmail");
  expect(hers).not.toContain("Geheime Sache");
  const ticket = await page(`/inbox/${first.ticket_id}`);
  expect(ticket).toContain(`href="/inbox/customers/${anna}"`);
  expect(ticket).toContain("Geheime Sache");
  expect(await page(`/inbox/${first.ticket_id}`, mara)).not.toContain("Geheime Sache");
});

test("at every address of people, somebody whose mailboxes they never wrote to finds nobody; a viewer changes nothing", async () => {
  const { app, db, at, mara, otto, viewer, post } = house();
  db.run("INSERT INTO mailbox_members VALUES (1, 4)");
  const [anna, beat] = [at("anna@kunde.ch"), at("beat@firma.ch")];
  const routes = app.routes.filter(({ path }) => path.startsWith("/inbox/customers/:id"));
  expect(routes.length).toBeGreaterThan(10);
  for (const { method, path } of routes) {
    const ask = async (id: number, who: Record<string, string>) => {
      const headers = { "sec-fetch-site": "same-origin", ...who };
      const answer = await app.handle(
        new Request(`http://localhost${path.replace(":id", String(id))}`, { method, headers }),
      );
      await answer.body?.cancel();
      return answer.status;
    };
    const redirects = method === "GET" && /\/:id\/(?!erase)/.test(path);
    if (!redirects) expect([path, [404, 403]]).toEqual([path, expect.arrayContaining([await ask(beat, mara)])]);
    if (!redirects) expect([path, [404, 403]]).toEqual([path, expect.arrayContaining([await ask(anna, otto)])]);
    if (method === "POST") expect([path, await ask(anna, viewer)]).toEqual([path, 403]);
  }
  // Nor are they reached by merging.
  expect((await post(`/inbox/customers/${anna}/merge`, { with: "beat@firma.ch" }, mara)).status).toBe(404);
});

test("two that are one become one, and two again", async () => {
  const { db, page, post, at } = house();
  const [anna, home] = [at("anna@kunde.ch"), at("anna@privat.ch")];
  const tickets = () => db.query("SELECT id, customer_id FROM tickets ORDER BY id").all();
  const before = tickets();
  await post(`/inbox/customers/${home}`, { name: "Anna M.", note: "Ruft lieber an" });
  expect((await post(`/inbox/customers/${anna}/merge`, { with: "anna@privat.ch" })).status).toBe(303);
  const merged = await page(`/inbox/customers/${anna}`);
  for (const words of ["anna@privat.ch", "anna@kunde.ch", "Rechnung", "Ruft lieber an", "Enthält Anna M."])
    expect(merged).toContain(words);
  expect((await post(`/inbox/customers/${anna}/merge`, { with: "nobody@nowhere.ch" })).status).toBe(422);
  expect((await post(`/inbox/customers/${anna}/merge`, { with: String(anna) })).status).toBe(422);
  const gone = await post(`/inbox/customers/${anna}/unmerge`, { from: String(home) });
  expect(gone.headers.get("location")).toBe(`/inbox/customers/${home}`);
  expect(tickets()).toEqual(before);
  expect((await post(`/inbox/customers/${anna}/unmerge`, { from: String(home) })).status).toBe(409);
});

test("an address is added, and taken away into a person of its own with what was written from it", async () => {
  const { db, page, post, at } = house();
  const anna = at("anna@kunde.ch");
  expect((await post(`/inbox/customers/${anna}/part`, { address: "anna@kunde.ch" })).status).toBe(409);
  expect((await post(`/inbox/customers/${anna}/addresses`, { address: "kein at" })).status).toBe(422);
  expect((await post(`/inbox/customers/${anna}/addresses`, { address: "beat@firma.ch" })).status).toBe(409);
  await post(`/inbox/customers/${anna}/addresses`, { address: "Anna@Arbeit.CH" });
  const work = arrives(db, { from: "anna@arbeit.ch", subject: "Vom Büro" });
  expect(await page(`/inbox/customers/${anna}`)).toContain("Vom Büro");
  const parted = await post(`/inbox/customers/${anna}/part`, { address: "anna@arbeit.ch" });
  const theirs = await page(parted.headers.get("location")!);
  expect(theirs).toContain("Vom Büro");
  expect(theirs).not.toContain("Webmail");
  expect(db.query("SELECT customer_id FROM tickets WHERE id = ?").get(work.ticket_id)).toEqual({
    customer_id: at("anna@arbeit.ch"),
  });
});

test("whoever is blocked is kept and quiet; unblocked, they are heard again", async () => {
  const { db, page, post, at } = house();
  const anna = at("anna@kunde.ch");
  await post(`/inbox/customers/${anna}/block`);
  const came = arrives(db, { from: "anna@kunde.ch", subject: "Und nochmals" });
  expect(db.query("SELECT state FROM tickets WHERE id = ?").get(came.ticket_id)).toEqual({ state: "spam" });
  expect(await page(`/inbox/customers/${anna}`)).toContain("Gesperrt seit");
  await post(`/inbox/customers/${anna}/unblock`);
  const heard = arrives(db, { from: "anna@kunde.ch", subject: "Danke" });
  expect(db.query("SELECT state FROM tickets WHERE id = ?").get(heard.ticket_id)).toEqual({ state: "open" });
});

test("somebody who never opened a ticket can be added; who is there already is shown", async () => {
  const { db, post, page, at } = house();
  const added = await post("/inbox/customers", { address: "Neu <neu@ort.ch>", name: "Neu" });
  expect(await page(added.headers.get("location")!)).toContain("Hat noch keine Anfrage eröffnet");
  const known = await post("/inbox/customers", { address: "anna@kunde.ch" });
  expect(known.headers.get("location")).toBe(`/inbox/customers/${at("anna@kunde.ch")}`);
  expect((await post("/inbox/customers", { address: "x" })).status).toBe(422);
  expect(db.query("SELECT what FROM activity WHERE about LIKE 'customer:%'").all()).toEqual([
    { what: "customer.added" },
  ]);
});

test("how many wrote to a mailbox stays right whatever happens to tickets", () => {
  const { db } = house();
  const counted = () => db.query("SELECT mailbox_id, customer_id, tickets FROM mailbox_customers ORDER BY 1, 2").all();
  const really = () =>
    db
      .query(
        `SELECT mailbox_id, customer_id, count(*) AS tickets FROM tickets WHERE customer_id IS NOT NULL AND merged_into IS NULL
         GROUP BY 1, 2 ORDER BY 1, 2`,
      )
      .all();
  for (const change of [
    "UPDATE tickets SET mailbox_id = 2 WHERE id = 1",
    "UPDATE tickets SET merged_into = 2 WHERE id = 1",
    "UPDATE tickets SET customer_id = 3 WHERE id = 3",
    "UPDATE tickets SET merged_into = NULL WHERE id = 1",
    "UPDATE tickets SET customer_id = NULL WHERE id = 2",
  ]) {
    db.run(change);
    expect(counted()).toEqual(really());
  }
});
