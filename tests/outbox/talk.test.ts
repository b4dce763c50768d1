import { expect, test } from "bun:test";
import { findTalkRoom } from "#src/outbox/talk-store.ts";
import { visit } from "../support/browser.ts";
import { key, webServer } from "../support/checks.ts";

const secret = "a-secret-that-the-bot-was-installed-with";

/** A Nextcloud that knows one bot: it checks the signature as Talk does. */
function nextcloud() {
  const got: { path: string; message: string; status: number }[] = [];
  const server = webServer(async (request) => {
    const { message } = (await request.json()) as { message: string };
    const random = request.headers.get("x-nextcloud-talk-bot-random") ?? "";
    const expected = new Bun.CryptoHasher("sha256", secret).update(random + message).digest("hex");
    const right = request.headers.get("x-nextcloud-talk-bot-signature") === expected && random.length >= 32;
    const status = right && request.headers.get("ocs-apirequest") === "true" ? 201 : 401;
    got.push({ path: new URL(request.url).pathname, message, status });
    return new Response("{}", { status });
  });
  return { ...server, got };
}

const room = (server: string, given = secret) => ({ name: "Pikett", server, token: "n3xtc10ud", secret: given });

test("a message arrives in the conversation, signed as Talk wants it", async () => {
  const cloud = nextcloud();
  const aktion = visit({ secretsKey: key });
  expect((await aktion.post("/settings/talk", room(cloud.url))).status).toBe(303);
  await aktion.post("/settings/talk/1/test");
  expect(cloud.got).toEqual([
    {
      path: "/ocs/v2.php/apps/spreed/api/v1/bot/n3xtc10ud/message",
      message: "Probe von Aktion. / A trial from Aktion.",
      status: 201,
    },
  ]);
  expect(await aktion.page("/settings/talk")).toContain("angekommen: 201");
});

test("a wrong secret is told where it was entered", async () => {
  const aktion = visit({ secretsKey: key });
  await aktion.post("/settings/talk", room(nextcloud().url, "another-secret-altogether"));
  await aktion.post("/settings/talk/1/test");
  expect(await aktion.page("/settings/talk")).toContain("die andere Seite antwortet mit 401");
});

test("the secret is sealed, and no page shows it", async () => {
  const aktion = visit({ secretsKey: key });
  await aktion.post("/settings/talk", room("https://cloud.example.ch/"));
  expect(findTalkRoom(aktion.db, 1)).toMatchObject({ server: "https://cloud.example.ch" });
  expect(findTalkRoom(aktion.db, 1)!.secret).not.toContain(secret);
  expect(await aktion.page("/settings/talk")).not.toContain(secret);
});

test("what was typed wrong comes back, but never the secret", async () => {
  const aktion = visit({ secretsKey: key });
  const answer = await aktion.post("/settings/talk", { ...room("cloud.example.ch"), token: "a b" });
  const page = await answer.text();
  expect(answer.status).toBe(422);
  expect(page).toContain("Pikett");
  expect(page).not.toContain(secret);
});

test("a removed conversation gets nothing more; removing it twice is once", async () => {
  const cloud = nextcloud();
  const aktion = visit({ secretsKey: key });
  await aktion.post("/settings/talk", room(cloud.url));
  for (let n = 0; n < 2; n += 1) expect((await aktion.post("/settings/talk/1/removal")).status).toBe(303);
  expect((await aktion.post("/settings/talk/1/test")).status).toBe(404);
  expect(cloud.got).toEqual([]);
});
