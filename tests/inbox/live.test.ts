import { expect, test } from "bun:test";
import { endStreams } from "#src/http/event-stream.ts";
import { logIn, now, visit } from "../support/browser.ts";
import { aMailbox, minutes, receiving } from "../support/inbox.ts";

// Olga and Mara use support@; Vito does not. datenschutz@ is Olga's alone.
function house() {
  let time = now;
  const site = visit({ at: () => time, env: { AKTION_METRICS_TOKEN: "metrics-token-of-the-test" } });
  const mara = { cookie: logIn(site.db, "member", "Mara") };
  const vito = { cookie: logIn(site.db, "viewer", "Vito") };
  const support = aMailbox(site.db, { address: "support@example.ch", members: [1, 2] });
  const privacy = aMailbox(site.db, { address: "datenschutz@example.ch", members: [1] });
  const { receive } = receiving(site.db, support);
  const secret = receiving(site.db, privacy).receive({ subject: "Auskunft" }).ticket;
  const ticket = receive({ subject: "Webmail geht nicht" }).ticket;
  return { ...site, mara, vito, ticket, secret, receive, later: (n: number) => (time = minutes(n, time)) };
}
type House = ReturnType<typeof house>;

type News = { open: number; tickets: number[] | "all"; present: Record<string, string> };

/** What a browser hears, one event after the other; null once the stream has ended. */
async function listening(site: House, who?: { cookie: string }) {
  const reader = (await site.get("/inbox/events", who)).body!.getReader();
  const next = async (): Promise<News | null> => {
    const { value, done } = await reader.read();
    const text = new TextDecoder().decode(value);
    return done ? null : text.startsWith(":") ? await next() : JSON.parse(text.slice(6));
  };
  return { next, close: () => reader.cancel(), first: await next() };
}

const tab = "abcdefgh0";
const say = (site: House, doing: string, who?: { cookie: string }, id = site.ticket.id) =>
  site.post(`/inbox/${id}/presence`, { tab, doing }, who);

test("a change is heard by everybody who uses the mailbox, with the number of open tickets as it is now", async () => {
  const site = house();
  const [olga, mara] = [await listening(site), await listening(site, site.mara)];
  expect(olga.first).toEqual({ open: 2, tickets: "all", present: {} });
  await site.post(`/inbox/${site.ticket.id}/state`, { state: "closed" });
  expect(await olga.next()).toEqual({ open: 1, tickets: [site.ticket.id], present: {} });
  expect(await mara.next()).toEqual({ open: 0, tickets: [site.ticket.id], present: {} });
  await site.post(`/inbox/${site.ticket.id}/notes`, { text: "Gesehen." });
  expect((await mara.next())!.tickets).toEqual([site.ticket.id]);
  await site.post(`/inbox/${site.ticket.id}/tags`, { tag: "dringend" });
  expect((await mara.next())!.tickets).toEqual([site.ticket.id]);
  await Promise.all([olga.close(), mara.close()]);
});

test("of a mailbox that is not theirs nobody hears a word, nor who is there", async () => {
  const site = house();
  const mara = await listening(site, site.mara);
  await say(site, "writing", undefined, site.secret.id);
  await site.post(`/inbox/${site.secret.id}/state`, { state: "closed" });
  await site.post(`/inbox/${site.ticket.id}/state`, { state: "closed" });
  expect(await mara.next()).toEqual({ open: 0, tickets: [site.ticket.id], present: {} });
  expect((await say(site, "looking", site.mara, site.secret.id)).status).toBe(404);
  await mara.close();
});

test("whoever is taken out of the mailbox, or logged out, hears nothing more of it", async () => {
  const site = house();
  const [olga, mara] = [await listening(site), await listening(site, site.mara)];
  site.db.run("DELETE FROM mailbox_members WHERE person_id = 2");
  await site.post(`/inbox/${site.ticket.id}/state`, { state: "closed" });
  expect((await olga.next())!.tickets).toEqual([site.ticket.id]);
  site.db.run("INSERT INTO mailbox_members SELECT id, 2 FROM mailboxes WHERE address = 'support@example.ch'");
  await site.post(`/inbox/${site.ticket.id}/state`, { state: "open" });
  expect((await mara.next())!.open).toBe(1);
  await site.post("/logout", {}, site.mara);
  await site.post(`/inbox/${site.ticket.id}/state`, { state: "spam" });
  expect(await mara.next()).toBeNull();
  await olga.close();
});

test("a reply that is taken back is heard as it went out, and what was rolled back is not", async () => {
  const site = house();
  const mara = await listening(site, site.mara);
  const id = site.ticket.id;
  const seen = site.ticket.last_message_id!;
  const reply = { last_message_id: String(seen), to: "anna@kunde.ch", text: "Guten Tag" };
  const sent = await site.post(`/inbox/${id}/replies`, reply);
  expect((await mara.next())!.tickets).toEqual([id]);
  const message = /#m-(\d+)/.exec(sent.headers.get("location")!)![1];
  expect((await site.post(`/inbox/${id}/replies`, reply)).status).toBe(409);
  await site.post(`/inbox/${id}/messages/${message}/undo`);
  expect((await mara.next())!.tickets).toEqual([id]);
  await mara.close();
});

test("who else looks or writes is on the page and in the list, is heard by others, and goes with its tab", async () => {
  const site = house();
  const olga = await listening(site);
  await say(site, "looking", site.mara);
  expect((await olga.next())!.present).toEqual({ [site.ticket.id]: "Mara schaut" });
  await say(site, "writing", site.mara);
  expect((await olga.next())!.present).toEqual({ [site.ticket.id]: "Mara schreibt" });
  expect(await site.page(`/inbox/${site.ticket.id}`)).toContain("Mara schreibt");
  expect(await site.page("/inbox")).toContain("Mara schreibt");
  expect(await site.page("/inbox", site.mara)).not.toContain("Mara schreibt");
  await say(site, "gone", site.mara);
  expect((await olga.next())!.present).toEqual({ [site.ticket.id]: "" });
  expect(await site.page("/inbox")).not.toContain("Mara schreibt");
  await olga.close();
});

test("a machine that died is gone after little more than a minute; nothing of it was ever stored", async () => {
  const site = house();
  const rows = () => JSON.stringify(site.db.query("SELECT * FROM activity").all());
  const before = rows();
  await say(site, "writing", site.mara);
  site.later(1);
  expect(await site.page("/inbox")).toContain("Mara schreibt");
  const olga = await listening(site);
  site.later(1);
  expect((await olga.next())!.present).toEqual({ [site.ticket.id]: "" });
  expect(await site.page("/inbox")).not.toContain("Mara schreibt");
  expect(rows()).toBe(before);
  await olga.close();
});

test("without script a page that was opened shows for a minute that somebody looks; a page that asks by itself does not", async () => {
  const site = house();
  await site.get(`/inbox/${site.ticket.id}`, { ...site.mara, "x-by-itself": "yes" });
  expect(await site.page("/inbox")).not.toContain("Mara schaut");
  await site.get(`/inbox/${site.ticket.id}`, site.mara);
  expect(await site.page("/inbox")).toContain("Mara schaut");
  await say(site, "writing", site.mara);
  await say(site, "gone", site.mara);
  expect(await site.page("/inbox")).not.toMatch(/Mara (schaut|schreibt)/);
});

test("a page that keeps itself up to date does not keep an idle session", async () => {
  const site = house();
  const seen = () => site.db.query("SELECT last_seen_at FROM sessions ORDER BY rowid LIMIT 1").get();
  site.later(5);
  const before = seen();
  await site.get("/inbox", { "x-by-itself": "yes" });
  expect(seen()).toEqual(before);
  await site.get("/inbox");
  expect(seen()).not.toEqual(before);
});

test("what is no tab and no doing is refused, and a viewer who uses the mailbox may be there", async () => {
  const site = house();
  expect((await say(site, "sleeping")).status).toBe(422);
  expect((await site.post(`/inbox/${site.ticket.id}/presence`, { tab: "<b>", doing: "looking" })).status).toBe(422);
  site.db.run("INSERT INTO mailbox_members SELECT id, 3 FROM mailboxes WHERE address = 'support@example.ch'");
  expect((await say(site, "looking", site.vito)).status).toBe(204);
  expect(await site.page("/inbox")).toContain("Vito schaut");
});

test("open streams are counted, and end before the program stops", async () => {
  const site = house();
  const gauge = async () =>
    /^aktion_event_streams (\d+)/m.exec(
      await site.page("/metrics", { authorization: "Bearer metrics-token-of-the-test" }),
    )?.[1];
  const [one, two] = [await listening(site), await listening(site, site.mara)];
  const open = Number(await gauge());
  endStreams();
  expect([await one.next(), await two.next()]).toEqual([null, null]);
  expect(open).toBe(2);
  expect(Number(await gauge())).toBe(0);
});

test("a browser whose last stream has broken off is gone after some seconds, unless it comes back", async () => {
  const site = house();
  const [olga, mara] = [await listening(site), await listening(site, site.mara)];
  await say(site, "writing", site.mara);
  expect((await olga.next())!.present).toEqual({ [site.ticket.id]: "Mara schreibt" });
  await mara.close();
  site.later(0.05);
  expect(await site.page("/inbox")).toContain("Mara schreibt");
  site.later(0.05);
  expect((await olga.next())!.present).toEqual({ [site.ticket.id]: "" });
  await olga.close();
});
