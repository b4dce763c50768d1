import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openZip } from "#src/cli/export-file.ts";
import { newFolder } from "../support/folder.ts";
import { aSecretMailbox, found, metricsToken } from "../support/secret-mailbox.ts";
import { command } from "../support/world.ts";

// Nothing of a mailbox is visible, searchable, told or exported to who is not its member. Every address of the program is asked.

const { db, app, olga, people, tokens } = await aSecretMailbox();

/** What may stand for each part of an address. Numbers are those of the secret ticket, its messages, files, and what belongs to them. */
const values: Record<string, string[]> = {
  slug: ["chat", "slack", "datenschutz", "talk", "pingdom"],
  mailbox: ["datenschutz"],
  month: ["2026-11"],
  code: ["CH"],
};
const numbers = ["1", "2", "3"];

function addressesOf(pattern: string): string[] {
  const names = [...pattern.matchAll(/:([a-zA-Z]+)/g)].map(([, name]) => name!);
  if (names.length === 0) return [pattern.replace("*", "x")];
  const first = (name: string) => values[name] ?? numbers;
  return first(names[0]!).flatMap((one) =>
    (names[1] ? first(names[1]) : [""]).map((other) =>
      pattern
        .replace(`:${names[0]}`, one)
        .replace(/:[a-zA-Z]+/, other)
        .replace(/:[a-zA-Z]+/g, "1")
        .replace("*", "x"),
    ),
  );
}

const asking = "q=geheimsache&term=informantin&preview&mailbox=datenschutz&view=open";

async function answerTo(
  headers: Record<string, string>,
  method: string,
  address: string,
  body?: Record<string, string>,
) {
  const init = body ? { method, body: new URLSearchParams(body) } : { method };
  const request = new Request(`http://localhost${address}`, {
    ...init,
    headers: { "sec-fetch-site": "same-origin", ...headers },
  });
  const answer = await app.handle(request);
  const type = answer.headers.get("content-type") ?? "";
  if (type.includes("event-stream")) {
    await answer.body?.cancel();
    return { status: answer.status, text: "" };
  }
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return {
    status: answer.status,
    text: Buffer.from(bytes).toString("latin1") + [...answer.headers.values()].join(" "),
  };
}

const routes = [
  ...new Map(app.routes.map(({ method, path: at }) => [`${method} ${at}`, { method, path: at }])).values(),
];
const gets = routes.filter(({ method }) => method === "GET");

/** First words under which nothing of a mailbox is kept. What stands there of tickets comes from a panel, a source or a count: asked below like all others. */
const noMail = [
  /^\/(public|login|logout|setup|invitation|reset|stand(\.md)?|ping|healthz|favicon\.ico|robots\.txt)(\/|$)/,
  /^\/(services|deletions|round|checks|status|people|settings|search|notifications)(\/|$)/,
  /^\/(metrics)?$/,
  /^\/api\/(openapi\.json|docs.*)?$/,
  /^\/api\/v1\/(services|systems|register|deletions|checks|incidents|maintenances?|components|offboardings?)(\/|$)/,
];

/** Where mail is kept: each address by name. A new one fails here until somebody says who may see it. */
const ofMail = JSON.parse(readFileSync(new URL("./secrecy-addresses.json", import.meta.url), "utf8")) as string[];

test("every address is known as one that holds mail, or is under a word that holds none", () => {
  const named = routes
    .map(({ method, path: at }) => `${method} ${at}`)
    .filter((one) => {
      const at = one.split(" ")[1]!;
      return !noMail.some((pattern) => pattern.test(at));
    });
  expect(named.filter((one) => !ofMail.includes(one))).toEqual([]);
  expect(ofMail.filter((one) => !named.includes(one))).toEqual([]);
});

test("a member of the mailbox reads it in many places: what is looked for below can be found", async () => {
  const seen: string[] = [];
  for (const { path: at } of gets)
    for (const address of addressesOf(at)) {
      const { text } = await answerTo({ cookie: olga }, "GET", `${address}?${asking}`);
      if (found(text).length > 0) seen.push(at);
    }
  const places = new Set(seen.map((at) => at.replace(/\/$/, "")));
  for (const expected of [
    "/inbox/",
    "/inbox/:id/",
    "/inbox/:id/messages/:messageId/raw",
    "/inbox/:id/files/:fileId",
    "/inbox/:id/messages/:messageId/confirmation/",
    "/services/:slug",
    "/services/systems/:slug",
    "/search/",
  ])
    expect([expected, places.has(expected.replace(/\/$/, ""))]).toEqual([expected, true]);
}, 60_000);

describe.each([
  ["an owner who is no member", { cookie: people.otto }],
  ["a member of the house", { cookie: people.mara }],
  ["a viewer", { cookie: people.vito }],
  ["nobody", {}],
  ["a token that reads", { authorization: `Bearer ${tokens.read}` }],
  ["a token that writes", { authorization: `Bearer ${tokens.write}` }],
  ["who watches the program", { authorization: `Bearer ${metricsToken}` }],
] as [string, Record<string, string>][])("%s", (_, headers) => {
  test("reads nothing of it at any address", async () => {
    const leaks: string[] = [];
    for (const { path: at } of gets)
      for (const address of addressesOf(at))
        for (const query of ["", `?${asking}`]) {
          const { text } = await answerTo(headers, "GET", `${address}${query}`);
          // What was asked for comes back in the search's own field.
          const told = found(text.replaceAll("geheimsache", "").replaceAll("informantin", ""));
          if (told.length > 0) leaks.push(`${address}${query}: ${told.join(", ")}`);
        }
    expect(leaks).toEqual([]);
  }, 60_000);
});

describe.each([
  ["a member of the house", { cookie: people.mara }],
  ["a token that writes", { authorization: `Bearer ${tokens.write}` }],
] as [string, Record<string, string>][])("%s", (_, headers) => {
  test("changes nothing of it at any address, and is told nothing", async () => {
    const before = mailOf();
    const leaks: string[] = [];
    const form = {
      ...{
        ticket: "2",
        tickets: "2",
        ids: "2",
        into: "2",
        id: "2",
        from: "2",
        other: "2",
        about: "service:chat",
        person: "3",
      },
      ...{
        text: "x",
        to: "a@b.example",
        subject: "x",
        state: "closed",
        mailbox: "datenschutz",
        confirm: "yes",
        do: "send",
      },
    };
    for (const { method, path: at } of routes.filter((one) => one.method !== "GET" && one.path !== "/logout"))
      for (const address of addressesOf(at)) {
        const { text } = await answerTo(headers, method, address, method === "DELETE" ? undefined : form);
        leaks.push(...found(text).map((secret) => `${method} ${address}: ${secret}`));
      }
    expect(leaks).toEqual([]);
    expect(mailOf()).toEqual(before);
  }, 60_000);
});

/** The secret ticket and who reads its mailbox. A ticket of one's own may be given to a mailbox that one does not read. */
function mailOf() {
  return {
    tickets: db
      .query("SELECT id, mailbox_id, state, subject, assignee_id, merged_into FROM tickets WHERE id = 2")
      .all(),
    messages: db
      .query("SELECT m.id, m.ticket_id, m.kind FROM messages m JOIN tickets t ON t.id = m.ticket_id WHERE t.id = 2")
      .all(),
    subjects: db.query("SELECT * FROM ticket_subjects WHERE ticket_id = 2").all(),
    members: db.query("SELECT * FROM mailbox_members WHERE mailbox_id = 2").all(),
  };
}

test("nobody but its members is told of it: not in the outbox, not as a notification", () => {
  const told = db.query<{ payload: string }, []>("SELECT payload FROM outbox_deliveries WHERE channel <> 'mail'").all();
  expect(told.flatMap(({ payload }) => found(payload))).toEqual([]);
  const notified = db
    .query<{ n: number }, []>(
      "SELECT count(*) AS n FROM notifications WHERE person_id <> 1 AND ticket_id IN (SELECT id FROM tickets WHERE mailbox_id = 2)",
    )
    .get();
  expect(notified).toEqual({ n: 0 });
});

test("the auditor's export holds nothing of any mailbox", async () => {
  const folder = newFolder();
  const [path, zip] = [join(folder, "aktion.db"), join(folder, "export.zip")];
  db.run("VACUUM INTO ?", [path]);
  const { exit } = await command(["export", zip, "--db", path]);
  expect(exit).toBe(0);
  const opened = (await openZip(zip))!;
  expect(opened.names.length).toBeGreaterThan(5);
  for (const name of opened.names) {
    const parts = await Array.fromAsync(opened.read(name));
    expect([name, found(`${name} ${Buffer.concat(parts).toString("latin1")}`)]).toEqual([name, []]);
  }
  opened.close();
});
