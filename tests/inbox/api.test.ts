import { expect, test } from "bun:test";
import { issueToken } from "#src/people/token-actions.ts";
import { now } from "../support/browser.ts";
import { aMailbox, arrives, queued, withMail } from "../support/thread.ts";

/** Two mailboxes with a mail each; a token that may write and one that may only read, both for the first mailbox alone. */
function withTokens() {
  const site = withMail({ subject: "Webmail", text: "Geht nicht" });
  aMailbox(site.db, { slug: "datenschutz", name: "Datenschutz" });
  arrives(site.db, { subject: "Auskunft", to: "datenschutz@example.ch" }, { mailbox: 2 });
  const done = { by: "person:1", at: now };
  const write = issueToken(site.db, { name: "Kasse", scope: "write" }, done)!;
  const read = issueToken(site.db, { name: "Anzeige", scope: "read" }, done)!;
  site.db.run("INSERT INTO mailbox_tokens VALUES (1, 1), (1, 2)");
  const ask = async (token: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const init = body ? { method: "POST", body: JSON.stringify(body) } : {};
    const request = new Request(`http://localhost/api/v1${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
    const answer = await site.app.handle(request);
    const text = await answer.text();
    return { status: answer.status, location: answer.headers.get("location"), body: JSON.parse(text || "{}") };
  };
  const post = (path: string, body: object, headers?: Record<string, string>) => ask(write, path, body, headers);
  return { site, db: site.db, read, ask, post, get: (path: string) => ask(read, path) };
}

test("a token sees the mailboxes that were given to it, and nothing of others", async () => {
  const { get, post } = withTokens();
  expect((await get("/mailboxes")).body.mailboxes.map(({ slug }: { slug: string }) => slug)).toEqual(["support"]);
  const listed = (await get("/tickets")).body;
  expect(listed).toMatchObject({
    tickets: [{ id: 1, mailbox: "support", subject: "Webmail", state: "open" }],
    next: null,
  });
  expect((await get("/tickets?q=Auskunft")).body.tickets).toEqual([]);
  expect((await get("/tickets?q=webm")).body.tickets).toHaveLength(1);
  for (const path of [
    "/tickets/2",
    "/tickets/2/messages/2/raw",
    "/tickets/1/messages/2/raw",
    "/tickets/99",
    "/tickets/x",
  ])
    expect([path, (await get(path)).status]).toEqual([path, 404]);
  for (const path of ["replies", "notes", "assignee", "state"])
    expect([path, (await post(`/tickets/2/${path}`, { text: "x", state: "closed" })).status]).toEqual([path, 404]);
});

test("a ticket is read whole: its messages, why they are there, and what is needed to answer", async () => {
  const { get } = withTokens();
  const { body } = await get("/tickets/1");
  expect(body).toMatchObject({
    id: 1,
    mailbox: "support",
    state: "open",
    last_message_id: 1,
    customer: { name: "Petra Brunner", addresses: ["petra@brunner.example"] },
    messages: [{ kind: "in", from: { address: "petra@brunner.example" }, text: "Geht nicht", delivery: null }],
  });
});

test("answers, notes, assignments and states; a reading token may none of them", async () => {
  const site = withTokens();
  const answered = await site.post("/tickets/1/replies", { text: "Wir schauen." });
  expect([answered.status, answered.location]).toEqual([201, "/api/v1/tickets/1"]);
  expect(answered.body).toMatchObject({
    state: "waiting-customer",
    messages: [{}, { kind: "out", by: "token:1", delivery: { state: "queued" } }],
  });
  expect(JSON.parse(queued(site.site)[0]!.content).to).toMatchObject([{ address: "petra@brunner.example" }]);
  expect((await site.post("/tickets/1/notes", { text: "Notiz" })).body.messages).toHaveLength(3);
  expect((await site.post("/tickets/1/assignee", { person: "olga@example.ch" })).body.assignee).toBe(1);
  expect((await site.post("/tickets/1/assignee", { person: "nobody@example.ch" })).status).toBe(404);
  expect((await site.post("/tickets/1/state", { state: "closed" })).body.state).toBe("closed");
  expect((await site.post("/tickets/1/state", { state: "closed" })).status).toBe(409);
  for (const path of ["replies", "notes", "assignee", "state"])
    expect((await site.ask(site.read, `/tickets/1/${path}`, { text: "x" })).status).toBe(403);
});

test("a ticket is opened with a mail, with what was told elsewhere, or with a note", async () => {
  const { post } = withTokens();
  const out = await post("/tickets", {
    mailbox: "support",
    subject: "Angebot",
    text: "Hallo",
    to: ["a@b.example", "c@d.example"],
  });
  expect([out.status, out.location]).toEqual([201, "/api/v1/tickets/3"]);
  expect(out.body.messages[0].to).toHaveLength(2);
  const form = { mailbox: "support", kind: "in", subject: "Formular", text: "Hilfe", from: "kundin@example.org" };
  expect((await post("/tickets", form)).body).toMatchObject({ state: "open", waiting_since: now.toISOString() });
  expect((await post("/tickets", { mailbox: "support", kind: "note", subject: "Merken", text: "x" })).status).toBe(201);
  expect((await post("/tickets", { mailbox: "datenschutz", kind: "note", subject: "Merken", text: "x" })).status).toBe(
    404,
  );
});

test("asked again under the same key, nothing is sent twice; another request under it is refused", async () => {
  const site = withTokens();
  const key = { "idempotency-key": "order-4711" };
  const first = await site.post("/tickets/1/replies", { text: "Einmal." }, key);
  const again = await site.post("/tickets/1/replies", { text: "Einmal." }, key);
  expect([again.status, again.location]).toEqual([201, first.location]);
  expect(queued(site.site)).toHaveLength(1);
  expect((await site.post("/tickets/1/replies", { text: "Zweimal." }, key)).status).toBe(409);
  expect((await site.post("/tickets/1/notes", { text: "Einmal." }, key)).status).toBe(409);
  expect((await site.post("/tickets/1/notes", { text: "x" }, { "idempotency-key": "mit Leerzeichen" })).status).toBe(
    422,
  );
  expect(queued(site.site)).toHaveLength(1);
});

test("what does not fit is told field by field, and changes nothing", async () => {
  const site = withTokens();
  const bad: [string, object, string][] = [
    ["/tickets/1/replies", { text: "" }, "text"],
    ["/tickets/1/replies", { text: "x", to: "petra" }, "to"],
    ["/tickets/1/replies", { text: "x", tо: "a@b.ch" }, "tо"],
    ["/tickets/1/notes", {}, "text"],
    ["/tickets/1/state", { state: "gone" }, "state"],
    ["/tickets", { mailbox: "support", subject: "x", text: "y" }, "to"],
    ["/tickets", { mailbox: "support", kind: "in", subject: "x", text: "y" }, "from"],
  ];
  for (const [path, body, field] of bad) {
    const answer = await site.post(path, body);
    expect([path, answer.status, Object.keys(answer.body.error.fields)]).toEqual([path, 422, [field]]);
  }
  expect((await site.get("/tickets?view=mine")).status).toBe(422);
  expect(queued(site.site)).toEqual([]);
});

test("an answer that names the last message it saw is stopped when something newer is there", async () => {
  const site = withTokens();
  arrives(site.db, { inReplyTo: "first@brunner.example", subject: "Re: Webmail", text: "Erledigt" });
  expect((await site.post("/tickets/1/replies", { text: "x", last_message_id: 1 })).status).toBe(409);
  expect(queued(site.site)).toEqual([]);
});

test("pages of a list hold every ticket once", async () => {
  const site = withTokens();
  for (let n = 0; n < 7; n += 1)
    arrives(site.db, { subject: `Nr ${n}`, from: `a${n}@example.org` }, { at: `2026-11-2${n % 3}T0${n}:00:00.000Z` });
  const seen: number[] = [];
  let next: string | null = "";
  for (let pages = 0; next !== null && pages < 10; pages += 1) {
    const page: { tickets: { id: number }[]; next: string | null } = (
      await site.get(`/tickets?limit=3${next ? `&after=${encodeURIComponent(next)}` : ""}`)
    ).body;
    seen.push(...page.tickets.map(({ id }) => id));
    next = page.next;
  }
  expect(seen).toHaveLength(8);
  expect(new Set(seen).size).toBe(8);
});
