import { describe, expect, test } from "bun:test";
import { goesTo, shortcutGroups } from "#src/inbox/keys.ts";
import { visit } from "../support/browser.ts";
import { aMailbox, minutes, receiving } from "../support/inbox.ts";

// Three tickets of support@, the oldest first; the second is Olga's. One of another mailbox.
function desk(after: "stay" | "next" | "list" = "stay") {
  const site = visit();
  const support = aMailbox(site.db, { address: "support@example.ch", members: [1], undo_s: 30 });
  const { receive } = receiving(site.db, support);
  const tickets = [0, 1, 2].map((n) => receive({ subject: `Frage ${n}`, at: minutes(n - 60) }).ticket);
  site.db.run("UPDATE tickets SET assignee_id = 1 WHERE id = ?", [tickets[1]!.id]);
  site.db.run("UPDATE people SET after_ticket = ?", [after]);
  const [first, second, third] = tickets.map(({ id }) => id) as [number, number, number];
  /** Posts a form that stands on a ticket's page, as a browser does. */
  const from = (page: string) => (path: string, fields: Record<string, string>) =>
    site.post(path, fields, { referer: `http://localhost${page}` });
  return { ...site, tickets, first, second, third, from };
}

const to = (answer: Response) => [answer.status, answer.headers.get("location")];

describe("a ticket in its list", () => {
  test("leads to the one before and the one after, in the order of the list, and back to its place", async () => {
    const { page, first, second, third } = desk();
    expect(await page("/inbox")).toContain(`href="/inbox/${second}"`);
    const shown = await page(`/inbox/${second}`);
    expect(shown).toContain(`<a href="/inbox/${first}" rel="prev" data-key="k [">`);
    expect(shown).toContain(`<a href="/inbox/${third}" rel="next" data-key="j ]">`);
    expect(shown).toContain(`<a href="/inbox#t-${second}" data-key="u">Anfragen: Offen</a>`);
    expect(await page(`/inbox/${first}`)).not.toContain('rel="prev"');
    expect(await page(`/inbox/${third}`)).not.toContain('rel="next"');
  });

  test("of a list of one's own or of a search, the way leads through that list", async () => {
    const { page, first, second, third } = desk();
    expect(await page("/inbox?view=unassigned")).toContain(`href="/inbox/${first}?view=unassigned"`);
    expect(await page(`/inbox/${first}?view=unassigned`)).toContain(
      `<a href="/inbox/${third}?view=unassigned" rel="next"`,
    );
    expect(await page(`/inbox/${second}?view=mine`)).not.toMatch(/rel="(prev|next)"/);
    const found = await page(`/inbox/${second}?q=Frage`);
    expect(found.match(/\/inbox\/\d+\?q=Frage" rel="(prev|next)"/g)).toHaveLength(2);
  });

  test("of the list of a tag, the way leads through what carries it", async () => {
    const { post, page, first, third } = desk();
    for (const id of [first, third]) await post(`/inbox/${id}/tags`, { tag: "dringend" });
    expect(await page(`/inbox/${third}?tag=dringend`)).toContain(`<a href="/inbox/${first}?tag=dringend" rel="next"`);
    expect(await page(`/inbox/${first}?tag=dringend`)).not.toContain('rel="next"');
  });

  test("next to what is no longer in the list stands its first", async () => {
    const site = desk();
    await site.post(`/inbox/${site.second}/state`, { state: "closed" });
    const shown = await site.page(`/inbox/${site.second}`);
    expect(shown).toContain(`<a href="/inbox/${site.first}" rel="next"`);
    expect(shown).not.toContain('rel="prev"');
  });
});

describe("once it is done", () => {
  test("a ticket stays, unless somebody works otherwise; the list it was opened from stays too", async () => {
    const { first, from } = desk();
    const post = from(`/inbox/${first}?view=unassigned`);
    expect(to(await post(`/inbox/${first}/state`, { state: "closed" }))).toEqual([
      303,
      `/inbox/${first}?view=unassigned&done=1`,
    ]);
    expect(to(await post(`/inbox/${first}/notes`, { text: "Gut." }))[1]).toStartWith(
      `/inbox/${first}?view=unassigned#m-`,
    );
  });

  test("the next of its list comes: after closing, after putting off, after sending; at the end, the list", async () => {
    const { first, second, third, tickets, from } = desk("next");
    const post = from(`/inbox/${first}?view=open`);
    expect(to(await post(`/inbox/${first}/state`, { state: "closed" }))).toEqual([303, `/inbox/${second}?done=1`]);
    const reply = { last_message_id: String(tickets[1]!.last_message_id), to: "anna@kunde.ch", text: "Guten Tag" };
    expect(to(await from(`/inbox/${second}`)(`/inbox/${second}/replies`, reply))).toEqual([303, `/inbox/${third}`]);
    expect(to(await from(`/inbox/${third}`)(`/inbox/${third}/snooze`, { until: "tomorrow" }))).toEqual([
      303,
      "/inbox?done=2",
    ]);
  });

  test("what does not end a ticket leads nowhere else: assigning, a note, opening again", async () => {
    const { first, from } = desk("next");
    const post = from(`/inbox/${first}`);
    expect(to(await post(`/inbox/${first}/assignee`, { person: "1" }))).toEqual([303, `/inbox/${first}`]);
    await post(`/inbox/${first}/state`, { state: "closed" });
    expect(to(await post(`/inbox/${first}/state`, { state: "open" }))).toEqual([303, `/inbox/${first}?done=2`]);
  });

  test("the list comes, at the place of the one that follows", async () => {
    const { first, third, from } = desk("list");
    const post = from(`/inbox/${first}?view=unassigned`);
    const answer = await post(`/inbox/${first}/state`, { state: "spam" });
    expect(to(answer)).toEqual([303, `/inbox?view=unassigned&done=1#t-${third}`]);
  });

  test("a reply can be taken back from the page one is led to, and a foreign referer leads nowhere", async () => {
    const { first, second, tickets, from, page } = desk("next");
    const reply = { last_message_id: String(tickets[0]!.last_message_id), to: "anna@kunde.ch", text: "Guten Tag" };
    await from(`/inbox/${first}`)(`/inbox/${first}/replies`, reply);
    const next = await page(`/inbox/${second}`);
    expect(next).toContain(`Ihre Antwort in Nr. ${first} geht um 10:00 hinaus.`);
    const undo = /action="(\/inbox\/\d+\/messages\/\d+\/undo)" class="flash"/.exec(next)![1]!;
    expect(await page("/inbox")).toContain(undo);
    expect(to(await from(`/inbox/${second}`)(undo, {}))).toEqual([303, `/inbox/${first}#reply`]);
    expect(await page(`/inbox/${second}`)).not.toContain("flash");
    expect(to(await from("//evil.test/inbox/1?view=mine")(`/inbox/${second}/state`, { state: "closed" }))[0]).toBe(303);
  });
});

describe("what was done with one ticket", () => {
  test("is told where it led, and is taken back from there, exactly as it was", async () => {
    const { db, first, second, from, page } = desk("next");
    const row = () =>
      db.query("SELECT state, waiting_since, snoozed_until, closed_at FROM tickets WHERE id = ?").get(first);
    for (const [path, fields] of [
      ["state", { state: "closed" }],
      ["state", { state: "spam" }],
      ["snooze", { until: "tomorrow" }],
    ] as const) {
      const before = row();
      const led = (await from(`/inbox/${first}`)(`/inbox/${first}/${path}`, fields)).headers.get("location")!;
      expect(led).toStartWith(`/inbox/${second}?done=`);
      expect(row()).not.toEqual(before);
      const undo = /action="(\/inbox\/bulk\/\d+\/undo)"/.exec(await page(led))![1]!;
      expect(to(await from(led)(undo, {}))[1]).toStartWith(`/inbox/${first}?done=`);
      expect(row()).toEqual(before);
    }
  });

  test("what cannot be done changes nothing and says why", async () => {
    const { post, first, page } = desk();
    await post(`/inbox/${first}/state`, { state: "closed" });
    const again = await post(`/inbox/${first}/state`, { state: "closed" });
    expect([again.status, await again.text()]).toEqual([409, expect.stringContaining("schon den Stand «erledigt»")]);
    expect((await page(`/inbox/${first}`)).match(/Olga: Status erledigt/g)).toHaveLength(1);
  });
});

describe("how somebody works", () => {
  test("is chosen on their own page, and only for them", async () => {
    const site = desk();
    expect(to(await site.post("/people/me/working", { single_keys: "off", after_ticket: "list" }))).toEqual([
      303,
      "/people/me#working",
    ]);
    expect(await site.page("/inbox")).toContain('data-keys="off"');
    expect(await site.page("/inbox/keys")).toContain("Einzelne Tasten sind für Sie ausgeschaltet.");
    expect(await site.page("/people/me")).toMatch(/<option value="list" selected[^>]*>zurück zur Liste/);
    await site.post("/people/me/working", { single_keys: "perhaps", after_ticket: "nowhere" });
    expect(await site.page("/inbox")).toContain('data-keys="off"');
  });

  test("every key of the sheet is one that a page or the script knows", async () => {
    const { page, first } = desk();
    const script = await Bun.file(`${import.meta.dir}/../../public/keys.js`).text();
    const pages = `${await page("/inbox")}${await page(`/inbox/${first}`)}`;
    const onPages = new Set([...pages.matchAll(/data-key="([^"]+)"/g)].flatMap(([, keys]) => keys!.split(" ")));
    const names: Record<string, string> = { "↓": "ArrowDown", "↑": "ArrowUp", Esc: "Escape", "Ctrl+Enter": "Enter" };
    const isKnown = (key: string) =>
      onPages.has(key) || script.includes(`"${names[key] ?? key}"`) || goesTo.includes(`${key} /inbox`);
    const waits = ["z", "k", "[", "m", "."]; // where there is something to undo, before it, another mailbox, something new
    const unknown = shortcutGroups
      .flatMap(({ shortcuts }) => shortcuts.flatMap(({ keys }) => keys))
      .filter((key) => !isKnown(key));
    expect(unknown.filter((key) => !waits.includes(key))).toEqual([]);
  });
});
