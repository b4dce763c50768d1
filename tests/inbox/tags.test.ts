import { expect, test } from "bun:test";
import { tagKey, tagNames } from "#src/inbox/tag.ts";
import { tagTicket } from "#src/inbox/tag-actions.ts";
import { logIn, now } from "../support/browser.ts";
import { aMailbox, arrives, withMail } from "../support/thread.ts";

const by = { by: "person:1", at: now };
const counts = (site: ReturnType<typeof withMail>) =>
  site.db
    .query<{ n: number }, []>("SELECT n FROM tag_counts WHERE n > 0 ORDER BY mailbox_id")
    .all()
    .map(({ n }) => n);
const namesOn = ({ db }: ReturnType<typeof withMail>, ticket: number) =>
  db
    .query<{ name: string }, [number]>(
      "SELECT g.name FROM ticket_tags t JOIN tags g ON g.id = t.tag_id WHERE ticket_id = ? ORDER BY g.key",
    )
    .all(ticket)
    .map(({ name }) => name);

test("a tag comes into being by typing it, is the same however it is written, and stands on ticket, list and thread", async () => {
  const site = withMail();
  expect((await site.post(`${site.ticket}/tags`, { tag: "Rechnung, #Offene  Punkte" })).status).toBe(303);
  expect((await site.post(`${site.ticket}/tags`, { tag: "rechnung" })).status).toBe(409);
  const page = await site.page(site.ticket);
  expect(page).toContain('href="/inbox?tag=Offene%20Punkte"');
  expect(page).toContain("Olga: Schlagwort Rechnung, Offene Punkte");
  expect(page).toContain('<option value="Rechnung"');
  expect(await site.page("/inbox")).toContain('<span class="tag" dir="auto">Rechnung</span>');
  const list = await site.page("/inbox?tag=RECHNUNG");
  expect(list).toContain("Eine Anfrage mit «Rechnung».");
  expect(list).toContain(`href="${site.ticket}?tag=RECHNUNG"`);
  await site.post(`${site.ticket}/tags/remove`, { tag: "rechnung" });
  expect(await site.page("/inbox?tag=rechnung")).toContain("Keine Anfrage mit «Rechnung».");
  expect(namesOn(site, 1)).toEqual(["Offene Punkte"]);
  for (const tag of ["", " , ", "x".repeat(41)])
    expect((await site.post(`${site.ticket}/tags`, { tag })).status).toBe(422);
  expect((await site.post("/inbox/99/tags", { tag: "x" })).status).toBe(404);
});

test.each([
  ["#Rechnung", "rechnung"],
  ["  Offene\u00a0 Punkte ", "offene punkte"],
  ["Ärger", "ärger"],
  ["ﬁx", "fix"],
])("%p is the tag %p", (typed, key) => expect(tagKey(typed)).toBe(key));

test("tags are separated by commas, each once", () => {
  expect(tagNames("a, A; b\n,,#a")).toEqual(["a", "b"]);
});

test("search finds by tag, with words and states, page by page; a word that is no tag finds nothing", async () => {
  const site = withMail({ text: "Das Zertifikat ist abgelaufen" });
  for (let n = 0; n < 30; n += 1) arrives(site.db, { subject: `Nr ${n}`, text: "Zertifikat", id: `t${n}@x.example` });
  for (let id = 1; id <= 31; id += 1) tagTicket(site.db, id, id % 2 ? "ssl, dringend" : "ssl", by);
  await site.post("/inbox/3/state", { state: "closed" });
  expect(await site.page("/inbox?q=schlagwort:ssl+zertifikat+abgelaufen")).toContain("Eine Anfrage zu");
  expect(await site.page("/inbox?q=tag:dringend+ist:erledigt")).toContain("Eine Anfrage zu");
  expect(await site.page("/inbox?q=tag:gibtesnicht")).toContain("Nichts gefunden");
  expect(await site.page("/inbox?q=tag:dringend+tag:ssl+is:open")).toContain("15 Anfragen zu");
  const first = await site.page("/inbox?q=tag:ssl");
  const next = /href="([^"]+)" rel="next"/.exec(first)![1]!.replaceAll("&amp;", "&");
  const seen = (page: string) => [...page.matchAll(/href="\/inbox\/(\d+)[?"]/g)].map(([, id]) => id);
  const both = [...seen(first), ...seen(await site.page(next))];
  expect(new Set(both).size).toBe(31);
});

test("a tag's list goes on page by page, and its number never tells of a mailbox one is not in", async () => {
  const site = withMail();
  aMailbox(site.db, { slug: "datenschutz", name: "Datenschutz", members: [2] });
  arrives(site.db, { subject: "Geheim", to: "datenschutz@example.ch", id: "g@x.example" }, { mailbox: 2 });
  for (let n = 0; n < 60; n += 1) arrives(site.db, { subject: `Nr ${n}`, id: `p${n}@x.example` });
  for (let id = 3; id <= 62; id += 1) tagTicket(site.db, id, "viel", by);
  tagTicket(site.db, 2, "viel, nur dort", { by: "person:2", at: now });
  const page = await site.page("/inbox?tag=viel");
  expect(page).toContain("60 Anfragen mit «viel».");
  expect(page).not.toContain("Geheim");
  const next = /href="([^"]+)" rel="next"/.exec(page)![1]!.replaceAll("&amp;", "&");
  const second = await site.page(next);
  expect([...second.matchAll(/name="ticket"/g)].length).toBe(10);
  const tags = await site.page("/inbox/tags");
  expect(tags).toMatch(/viel<\/a><span class="num soft">60</);
  expect(tags).toMatch(/nur dort<\/a><span class="num soft">0</);
  expect(await site.page("/inbox/tags", { cookie: site.mara })).toMatch(/viel<\/a><span class="num soft">61</);
});

test("the counts follow a ticket that is moved, merged, parted and erased", async () => {
  const site = withMail();
  aMailbox(site.db, { slug: "zwei", name: "Zwei", members: [1] });
  arrives(site.db, { subject: "Andere", id: "a@x.example" });
  for (const ticket of [1, 2]) tagTicket(site.db, ticket, "x", by);
  expect(counts(site)).toEqual([2]);
  await site.post("/inbox/2/mailbox", { mailbox: "zwei" });
  expect(counts(site)).toEqual([1, 1]);
  await site.post("/inbox/2/tags", { tag: "y" });
  await site.post("/inbox/2/merge", { into: "1" });
  expect(namesOn(site, 1)).toEqual(["x", "y"]);
  expect(counts(site)).toEqual([1, 1]);
  await site.post("/inbox/1/unmerge", { from: "2" });
  expect([namesOn(site, 1), namesOn(site, 2)]).toEqual([["x"], ["x", "y"]]);
  expect(counts(site)).toEqual([1, 1, 1]);
});

test("tags are renamed by members; owners make one of two and take one off, in small steps that a crash leaves whole", async () => {
  const site = withMail();
  const vito = logIn(site.db, "viewer");
  for (let n = 0; n < 110; n += 1) arrives(site.db, { subject: `Nr ${n}`, id: `m${n}@x.example` });
  for (let id = 1; id <= 111; id += 1) tagTicket(site.db, id, id % 2 ? "alt" : "alt, neu", by);
  const as = (cookie: string) => ({ cookie });
  expect((await site.post("/inbox/tags/1", { name: "Älter" }, as(site.mara))).status).toBe(303);
  expect((await site.post("/inbox/tags/1", { name: "neu" }, as(site.mara))).status).toBe(422);
  expect((await site.post("/inbox/tags/1", { name: "z" }, as(vito))).status).toBe(403);
  for (const verb of ["merge", "remove"])
    expect((await site.post(`/inbox/tags/1/${verb}`, { into: "neu" }, as(site.mara))).status).toBe(403);
  expect((await site.post("/inbox/tags/1/merge", { into: "gibtesnicht" })).status).toBe(422);
  expect((await site.post("/inbox/tags/1/merge", { into: "NEU" })).status).toBe(303);
  expect(counts(site)).toEqual([111]);
  expect(namesOn(site, 1)).toEqual(["neu"]);
  expect((await site.post("/inbox/tags/2/remove")).status).toBe(303);
  expect([namesOn(site, 1), counts(site)]).toEqual([[], []]);
  expect(await site.page("/inbox/tags")).toContain("Noch kein Schlagwort.");
  expect((await site.get("/inbox/tags/2")).status).toBe(404);
});

test("out of a tag's list one goes on to the next and back to the list", async () => {
  const site = withMail();
  for (let n = 1; n < 4; n += 1)
    arrives(site.db, { subject: `Nr ${n}`, id: `n${n}@x.example` }, { at: `2026-11-23T08:0${n}:00.000Z` });
  for (const id of [1, 3, 4]) tagTicket(site.db, id, "ssl", by);
  const ids = site.db.query<{ id: number }, []>("SELECT id FROM tickets ORDER BY last_at DESC, id DESC").all();
  const [first, second, third] = ids.map(({ id }) => id).filter((id) => id !== 2);
  const page = await site.page(`/inbox/${second}?tag=ssl`);
  for (const id of [first, third]) expect(page).toContain(`href="/inbox/${id}?tag=ssl"`);
  expect(page).toContain('href="/inbox?tag=ssl"');
});
