import { expect, test } from "bun:test";
import { findTalkRoom } from "#src/outbox/talk-store.ts";
import { visit } from "../support/browser.ts";
import { key } from "../support/checks.ts";
import { botSecret, nextcloud } from "../support/nextcloud.ts";

const secret = botSecret;

const room = (server: string, given = secret) => ({ name: "Pikett", server, token: "n3xtc10ud", secret: given });

test("a message arrives in the conversation, signed as Talk wants it", async () => {
  const cloud = nextcloud();
  const aktion = visit({ secretsKey: key });
  expect((await aktion.post("/settings/talk", room(cloud.url))).status).toBe(303);
  await aktion.post("/settings/talk/1/test");
  expect(cloud.said).toEqual(["Probe von Aktion. / A trial from Aktion."]);
  expect(await aktion.page("/settings/talk")).toContain("angekommen: 201");
});

test("a wrong secret is told where it was entered", async () => {
  const aktion = visit({ secretsKey: key });
  await aktion.post("/settings/talk", room(nextcloud().url, "another-secret-altogether"));
  await aktion.post("/settings/talk/1/test");
  expect(await aktion.page("/settings/talk")).toContain(
    "der Bot ist in dieser Unterhaltung nicht eingeschaltet, oder sein Geheimnis ist ein anderes (401)",
  );
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
  expect(cloud.asked).toEqual([]);
});
