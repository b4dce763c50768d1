import { expect, test } from "bun:test";
import { createApp } from "#src/app.tsx";
import { openZip } from "#src/cli/export-file.ts";
import { readSettings } from "#src/settings.ts";
import { now } from "../support/browser.ts";
import { zora, zorasHouse } from "../support/erasure.ts";
import { newFolder } from "../support/folder.ts";

async function asked(notes: boolean, prepare: (db: Awaited<ReturnType<typeof zorasHouse>>["db"]) => void = () => {}) {
  const folder = newFolder();
  const house = await zorasHouse(`${folder}/aktion.db`);
  prepare(house.db);
  const app = createApp({ db: house.db, clock: () => now, settings: readSettings({}), log: () => {} });
  const answer = await app.handle(
    new Request(`http://localhost/inbox/customers/${house.one}/export`, {
      method: "POST",
      headers: { cookie: house.cookie, "sec-fetch-site": "same-origin" },
      body: new URLSearchParams(notes ? { notes: "yes" } : {}),
    }),
  );
  if (answer.status !== 200) return { ...house, answer, zip: null };
  await Bun.write(`${folder}/p.zip`, answer);
  return { ...house, answer, zip: (await openZip(`${folder}/p.zip`))! };
}

test("a person's data come as one ZIP: to read, for machines, every mail, every file; nobody else's", async () => {
  const { zip, db, first, beats, hers } = await asked(false);
  const data = JSON.parse(await zip!.text("data.json")) as {
    person: { addresses: string[]; note?: string };
    subscribers: object[];
    tickets: {
      id: number;
      messages: { id: number; kind: string; text: string; original: string | null; files: string[] }[];
    }[];
  };
  expect(data.person.addresses).toContain(zora);
  expect(data.person.note).toBeUndefined();
  expect(data.subscribers.length).toBe(1);
  const own = data.tickets.find(({ id }) => id === first.ticket_id)!;
  expect(own.messages.map(({ kind }) => kind)).not.toContain("note");
  expect(own.messages.map(({ text }) => text).join()).toContain("kommt morgen");
  expect(own.messages.map(({ text }) => text).join()).not.toContain("Gruss Beat");
  const his = data.tickets.find(({ id }) => id === beats.ticket_id)!;
  expect(his.messages.map(({ id }) => id)).toContain(hers.message_id);
  for (const { messages } of data.tickets)
    for (const { original, files } of messages) {
      if (original) expect(await zip!.text(original)).toContain("Message-ID");
      for (const file of files) expect(await zip!.text(file)).toBe("Flusspferdkuchen im Anhang");
    }
  const page = await zip!.text("index.html");
  expect(page).toContain("Zitronenlampe brennt nicht");
  expect(page).not.toContain("<script");
  expect(await zip!.text("data.json")).not.toContain("Olga");
  zip!.close();
  const entry = db
    .query<{ facts: string; words: null }, []>(
      "SELECT facts, words FROM history_entries WHERE what = 'person.exported'",
    )
    .get()!;
  expect([JSON.parse(entry.facts).notes, entry.words]).toEqual([false, null]);
});

test("notes go along where that is chosen", async () => {
  const { zip } = await asked(true);
  expect(await zip!.text("index.html")).toContain("rief wegen der Zitronenlampe an");
  expect(await zip!.text("data.json")).toContain("Mag Flusspferdkuchen");
  zip!.close();
});

test("it is complete or it is not made: a mailbox that the owner does not use is named", async () => {
  const { answer, page, one } = await asked(false, (db) => db.run("DELETE FROM mailbox_members WHERE mailbox_id = 2"));
  expect(answer.status).toBe(409);
  expect(await page(`/inbox/customers/${one}/export`)).toContain("Datenschutz");
});
