import { expect, test } from "bun:test";
import { issueToken } from "#src/people/token-actions.ts";
import { addComponent } from "#src/status/component-actions.ts";
import { visit } from "../support/browser.ts";

const at = new Date("2026-11-26T10:00:00Z");
const done = { by: "person:1", at };

type Answer = { status: number; json: Record<string, never> };

function program() {
  const { app, db } = visit({ at: () => at });
  for (const name of ["E-Mail", "Webhosting"])
    addComponent(
      db,
      { name, name_en: null, about: null, about_en: null, group_id: null, rule: "worst", checks: [] },
      done,
    );
  const authorization = `Bearer ${issueToken(db, { name: "deploy", scope: "write" }, done)}`;
  async function ask(path: string, body?: object, key?: string): Promise<Answer> {
    const init = body ? { method: "POST", body: JSON.stringify(body) } : {};
    const headers = { authorization, ...(key ? { "idempotency-key": key } : {}) };
    const answer = await app.handle(new Request(`http://localhost/api/v1${path}`, { ...init, headers }));
    return { status: answer.status, json: (await answer.json()) as Record<string, never> };
  }
  return { ask };
}

test("a program reports an incident, says more of it, and ends it; asked twice with one key it is one incident", async () => {
  const { ask } = program();
  const said = { title: "Mail klemmt", text: "Wir schauen.", impacts: { "e-mail": "down" } };
  const first = await ask("/incidents", said, "k1");
  expect(first).toMatchObject({
    status: 201,
    json: { id: 1, state: "investigating", impacts: { "e-mail": "down" }, closed_at: null },
  });
  expect(await ask("/incidents", said, "k1")).toEqual(first);
  expect((await ask("/components")).json).toMatchObject({
    components: [
      { slug: "e-mail", state: "down" },
      { slug: "webhosting", state: "up" },
    ],
  });
  const more = await ask("/incidents/1/updates", {
    text: "Auch hier.",
    state: "identified",
    impacts: { webhosting: "degraded" },
  });
  expect(more.json).toMatchObject({ impacts: { "e-mail": "down", webhosting: "degraded" } });
  expect((await ask("/incidents?open=yes")).json["incidents"]).toHaveLength(1);
  const over = await ask("/incidents/1/updates", { text: "Behoben.", state: "resolved" });
  expect(over.json).toMatchObject({ state: "resolved", impacts: { "e-mail": "none", webhosting: "none" } });
  expect((await ask("/incidents?open=yes")).json["incidents"]).toHaveLength(0);
  expect((await ask("/incidents/1/postmortem", { text: "Platte voll." })).json["updates"]).toHaveLength(4);
});

test("a program announces maintenance, moves it and ends it; a draft is seen by nobody", async () => {
  const { ask } = program();
  const plan = {
    title: "Neue Platten",
    text: "Kurz weg.",
    begins_at: "2026-11-28T21:00:00Z",
    ends_at: "2026-11-28T22:00:00Z",
  };
  expect((await ask("/maintenances", { ...plan, components: ["e-mail"] })).json).toMatchObject({
    state: "scheduled",
    impacts: { "e-mail": "maintenance" },
    begins_at: "2026-11-28T21:00:00.000Z",
  });
  const moved = { text: "Später.", begins_at: "2026-11-29T22:00:00+01:00", ends_at: "2026-11-29T23:00:00+01:00" };
  expect((await ask("/maintenances/1/times", moved)).json).toMatchObject({ begins_at: "2026-11-29T21:00:00.000Z" });
  expect((await ask("/maintenances/1/end", { text: "Abgesagt.", state: "cancelled" })).json).toMatchObject({
    state: "cancelled",
  });
  expect((await ask("/maintenances", { ...plan, draft: true })).json).toMatchObject({ id: 2, published_at: null });
  expect((await ask("/maintenances")).json["maintenances"]).toHaveLength(1);
});

test("what does not fit is said, and nothing is made", async () => {
  const { ask } = program();
  const said = { title: "Mail klemmt", text: "Wir schauen." };
  expect((await ask("/incidents", { ...said, impacts: { post: "down" } })).json["error"]).toMatchObject({
    code: "invalid",
    message: "There is no component “post”. There are: e-mail, webhosting.",
  });
  expect((await ask("/incidents", { ...said, begins_at: "2026-11-26T10:00" })).json["error"]).toMatchObject({
    fields: { begins_at: { message: "Please a moment with its zone such as 2026-11-27T22:00:00Z." } },
  });
  expect((await ask("/incidents", { ...said, begins_at: "2026-11-27T10:00:00Z" })).status).toBe(422);
  expect((await ask("/incidents/1")).status).toBe(404);
  expect((await ask("/incidents")).json).toEqual({ incidents: [] } as never);
  expect((await ask("/maintenances/abc")).status).toBe(404);
});
