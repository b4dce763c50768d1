import { describe, expect, test } from "bun:test";
import { mentionSpans, mentionsIn } from "#src/inbox/mention.ts";
import { openTicket } from "#src/inbox/open-actions.ts";
import { addNote } from "#src/inbox/ticket-actions.ts";
import { now } from "../support/browser.ts";
import { problemOf } from "../support/problem.ts";
import { withMail } from "../support/thread.ts";

const anna = { id: 1, name: "Anna Muster" };
const annaB = { id: 2, name: "Anna Beck" };
const ueli = { id: 3, name: "Ueli von Gunten" };
const people = [anna, annaB, ueli];

describe("who is mentioned in a note", () => {
  test.each([
    ["@Anna Muster, schaust du?", [1]],
    ["(@anna beck)", [2]],
    ["@Ueli und @Anna Muster und nochmals @Ueli von Gunten", [3, 1]],
    ["Mail an ueli@Ueli.example und an @example.ch", []],
    ["siehe https://social.example/@Ueli", []],
    ["um 10 @ 5 Franken", []],
  ])("%s", (text, ids) => {
    expect(mentionsIn(text, people)).toEqual({ people: ids, unknown: [], ambiguous: [] });
  });

  test("a first name that two share is no answer, and an unknown one is kept as it was typed", () => {
    expect(mentionsIn("@Anna?", people).ambiguous).toEqual([{ typed: "@Anna", names: ["Anna Muster", "Anna Beck"] }]);
    expect(mentionsIn("@Annabelle", people).unknown).toEqual(["@Annabelle"]);
  });

  test("the whole name is marked, whatever its length", () => {
    expect(mentionSpans("x @Ueli von Gunten, @Ueli", people)).toEqual([
      [2, 18],
      [20, 25],
    ]);
  });
});

const following = ({ db }: ReturnType<typeof withMail>) =>
  db.query("SELECT ticket_id, person_id FROM ticket_followers ORDER BY ticket_id, person_id").values();

test("somebody follows a ticket and stops; twice is once; the page says who does", async () => {
  const site = withMail();
  for (let n = 0; n < 2; n += 1)
    expect((await site.post(`${site.ticket}/following`, { following: "yes" })).status).toBe(303);
  expect(following(site)).toEqual([[1, 1]]);
  const page = await site.page(site.ticket);
  expect(page).toContain("Nicht mehr folgen");
  expect(page).toContain("<span>Olga</span>");
  await site.post(`${site.ticket}/following`, { following: "no" });
  expect(following(site)).toEqual([]);
  expect((await site.post(`${site.ticket}/following`, {}, { cookie: site.otto })).status).toBe(404);
  expect((await site.get(`${site.ticket}/following`)).status).toBe(303);
});

test("whoever is mentioned in a note follows from then on, and stands there marked", async () => {
  const site = withMail();
  expect((await site.post(`${site.ticket}/notes`, { text: "@Mara, kennst du <b>das</b>?" })).status).toBe(303);
  expect(following(site)).toEqual([[1, 2]]);
  const page = await site.page(site.ticket);
  expect(page).toContain('<b class="mention">@Mara</b>');
  expect(page).toContain(", kennst du &lt;b&gt;das&lt;/b&gt;?");
});

test("whoever is not a member is told apart from nobody: the same sentence, nothing typed is lost", async () => {
  const site = withMail();
  const sentence = async (name: string) => {
    const answer = await site.post(`${site.ticket}/notes`, { text: `@${name} bitte ansehen` });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain(`@${name} bitte ansehen</textarea>`);
    return page.match(/@\S+ gehört nicht zu diesem Postfach[^<]*/)![0].replaceAll(name, "X");
  };
  // Otto is of the house, Zora is nobody at all: the answer does not say which.
  expect(await sentence("Otto")).toBe(await sentence("Zora"));
  expect(await sentence("Otto")).toContain("Erwähnen lassen sich: @Mara, @Olga.");
  expect(following(site)).toEqual([]);
  expect(problemOf(() => addNote(site.db, 1, "@Otto", { by: "person:1", at: now }))).toBe("invalid");
});

test("what a program writes is not refused for an @, and mentions nevertheless", () => {
  const site = withMail();
  site.db.run("INSERT INTO api_tokens (id, name, token_hash, created_by, created_at) VALUES (5, 'x', 'y', 'z', 'a')");
  site.db.run("INSERT INTO mailbox_tokens VALUES (1, 5)");
  addNote(site.db, 1, "@media sagt @Mara etwas", { by: "token:5", at: now });
  expect(following(site)).toEqual([[1, 2]]);
});

test("a ticket that begins with a note mentions too, and without scripts the page says who can be mentioned", async () => {
  const site = withMail();
  const first = { kind: "note", text: "@Mara übernimm" } as const;
  const { ticket_id } = openTicket(site.db, { mailbox_id: 1, subject: "Intern", first }, { by: "person:1", at: now });
  expect(following(site)).toEqual([[ticket_id, 2]]);
  expect(await site.page(site.ticket)).toContain('<li data-name="Mara">@Mara</li>');
});

test("merged tickets are followed as one, by those who may read them", async () => {
  const site = withMail();
  const first = { kind: "note", text: "@Mara" } as const;
  const { ticket_id } = openTicket(site.db, { mailbox_id: 1, subject: "Intern", first }, { by: "person:1", at: now });
  await site.post(`/inbox/${ticket_id}/merge`, { into: "1" });
  expect(await site.page(site.ticket)).toContain("<span>Mara</span>");
  site.db.run("DELETE FROM mailbox_members WHERE person_id = 2");
  expect(await site.page(site.ticket)).not.toContain("<span>Mara</span>");
});
