import { expect, test } from "bun:test";
import { datesFor } from "#src/deletions/dates.ts";
import { requestsOf } from "#src/deletions/request-store.ts";
import { oldDataOf } from "#src/deletions/step-moves.ts";
import { findSystem } from "#src/services/store.ts";
import { addSystem } from "#src/services/system-actions.ts";
import { codes } from "../people/account.ts";
import { logIn, now, visit } from "../support/browser.ts";
import { done } from "../support/case.ts";
import { leavingSlack, stepCalled } from "../support/offboarding.ts";
import { aMailbox } from "../support/thread.ts";

const page = "/inbox/deletions/slack";

/** Slack is being left; Olga, an owner, and Mara use support@, Nina uses nothing. */
function site(prepare = leavingSlack) {
  let at = now;
  const given = visit({ prepare, at: () => at });
  const mara = logIn(given.db, "member");
  const nina = logIn(given.db, "member", "Nina");
  aMailbox(given.db, { members: [1, 2] });
  const turnTo = (day: string) => {
    at = new Date(`${day}T09:00:00.000Z`);
  };
  return { ...given, mara, nina, turnTo };
}

type Site = ReturnType<typeof site>;

const state = ({ db }: Site) => oldDataOf(db, findSystem(db, "slack")!, "2026-11-23");
const requests = ({ db }: Site) => requestsOf(db, findSystem(db, "slack")!.id);
const dues = ({ db }: Site) =>
  datesFor(db, { role: "owner", person_id: null, today: "2026-11-23" }).filter(({ key }) => /request|step/.test(key));

/** What the form on the page holds, with what somebody changes. */
async function letter({ page: read }: Site, change: Record<string, string> = {}): Promise<Record<string, string>> {
  const shown = await read(page);
  const text = /<textarea[^>]*name="text"[^>]*>([^<]*)<\/textarea>/.exec(shown)![1]!.replaceAll("&#34;", '"');
  const value = (name: string) => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(shown)?.[1] ?? "";
  return {
    ...{ do: "send", mailbox: "support", to: "privacy@slack.example", text },
    ...{ subject: value("subject"), account: value("account"), answer_by: value("answer_by"), language: "en" },
    ...change,
  };
}

/** Sends the letter as it is proposed; gives its ticket's address. */
async function sent(given: Site, change: Record<string, string> = {}): Promise<string> {
  const answer = await given.post(page, await letter(given, change));
  expect(answer.status).toBe(303);
  return answer.headers.get("location")!;
}

test("one click asks the provider, opens the ticket, ticks the step, moves the data and sets the date of the answer", async () => {
  const given = site();
  const { page: read, db } = given;
  expect(await read("/deletions/offboarding/slack")).toContain(`href="${page}"`);
  const ticket = await sent(given, { account: "T024BE7" });
  expect(ticket).toBe("/inbox/1");
  const thread = await read(ticket);
  for (const said of ["Deletion of our data at Slack", "sub-processors", "by 11.01.2027", "Rückgängig"])
    expect(thread).toContain(said);
  expect(db.query("SELECT state, kind, assignee_id FROM tickets").get()).toEqual({
    state: "waiting-third",
    kind: "deletion-request",
    assignee_id: 1,
  });
  expect(db.query("SELECT state, not_before FROM outgoing_mails").all()).toHaveLength(1);
  expect(stepCalled(db, "request")).toMatchObject({
    state: "done",
    done_on: "2026-11-23",
    done_by: "Olga",
    ticked_by: "request:1",
  });
  expect(state(given)).toBe("deletion-requested");
  expect(codes(db).filter((what) => /request|step.done|old-data/.test(what))).toEqual([
    "deletion.requested",
    "step.done",
    "old-data.reported",
  ]);
  const due = dues(given).find(({ key }) => key === "request:1");
  expect(due).toMatchObject({ on: "2027-01-11", person_id: 1, href: page });
  expect(dues(given).some(({ key }) => key === `step:${stepCalled(db, "confirmation").id}`)).toBe(false);
  expect(await read(page)).toContain("Slack: Antwort erwartet bis 11.01.2027.");
});

test("the undo of the mail takes all of it back, and the history says so", async () => {
  const given = site();
  const { page: read, post, db } = given;
  const ticket = await sent(given, {
    account: "T024BE7",
    answer_by: "2027-01-20",
    text: "Bitte löschen, bis 20.01.2027.",
  });
  expect(stepCalled(db, "confirmation").due_on).toBe("2027-01-20");
  const message = db.query<{ id: number }, []>("SELECT id FROM messages").get()!.id;
  const back = await post(`${ticket}/messages/${message}/undo`);
  expect([back.status, back.headers.get("location")]).toEqual([303, page]);
  expect(stepCalled(db, "request")).toMatchObject({ state: "open", ticked_by: null });
  expect(stepCalled(db, "confirmation").due_on).toBe("2027-01-11");
  expect(state(given)).not.toBe("deletion-requested");
  expect(codes(db)).toEqual(expect.arrayContaining(["deletion.request-withdrawn", "step.reopened", "fact.withdrawn"]));
  expect(requests(given)[0]).toMatchObject({ withdrawn_by: "person:1", answered_on: null });
  expect(db.query("SELECT count(*) AS n FROM tickets").get()).toEqual({ n: 0 });
  const again = await read(page);
  expect(again).toContain("Bitte löschen, bis 20.01.2027.");
  expect(again).toContain("zurückgenommen, nicht gesendet");
  expect(await sent(given)).toBe("/inbox/2");
});

test("what nobody is leaving yet is left from now on", async () => {
  const given = site((db) => void addSystem(db, { name: "Slack" }, done));
  await sent(given);
  expect(await given.page("/deletions/offboarding/slack")).toContain("1 von 17 Schritten getan");
});

test("what is typed wrong is a sentence, and nothing of the letter is lost", async () => {
  const given = site();
  const form = await letter(given, { subject: "Unser Brief" });
  for (const [change, sentence] of [
    [{ to: "" }, "An welche Adresse des Anbieters?"],
    [{ to: "nobody" }, "Das ist keine Mailadresse: nobody"],
    [{ text: " " }, "Die Mail hat noch keinen Text."],
    [{ answer_by: "2026-11-22" }, "Dieser Tag ist schon vorbei."],
    [{ answer_by: "2027-02-01" }, "Im Brief steht ein anderer Tag."],
    [{ mailbox: "datenschutz" }, "Wählen Sie ein Postfach."],
  ] as const) {
    const answer = await given.post(page, { ...form, ...change });
    const shown = await answer.text();
    expect([sentence, answer.status, shown.includes(sentence), shown.includes("Unser Brief")]).toEqual([
      sentence,
      422,
      true,
      true,
    ]);
  }
  expect(given.db.query("SELECT count(*) AS n FROM tickets").get()).toEqual({ n: 0 });
});

test("the letter is written anew for another account, day and language, and can be looked at and printed first", async () => {
  const given = site();
  await given.post(
    page,
    await letter(given, { do: "rewrite", language: "de", account: "T024BE7", answer_by: "2026-12-20" }),
  );
  expect(await given.page(page)).toContain("bis zum 20.12.2026");
  const kept = await letter(given);
  expect(kept["subject"]).toBe("Löschung unserer Daten bei Slack (T024BE7)");
  const preview = await given.post(page, { ...kept, do: "preview" });
  expect(await given.page(preview.headers.get("location")!)).toContain("Beispiel Hosting &lt;support@example.ch&gt;");
  const printed = await given.post(page, { ...kept, do: "print" });
  expect(printed.headers.get("location")).toBe(`${page}/letter`);
  expect(await given.page(`${page}/letter`)).toContain("unser Konto: T024BE7");
});

test("asked twice it is refused: one follows up instead, in the same ticket, and the undo of that leaves the first", async () => {
  const given = site();
  const form = await letter(given);
  const ticket = await sent(given, { text: "Bitte löschen.", answer_by: "2026-11-26" });
  expect((await given.post(page, form)).status).toBe(422);
  given.turnTo("2026-11-27");
  expect(await given.page(page)).toContain("Slack: die Antwort war bis 26.11.2026 fällig.");
  const reminded = await given.post(`${page}/reminder`, { text: "Bitte antworten Sie.", answer_by: "2026-12-10" });
  expect([reminded.status, reminded.headers.get("location")]).toEqual([303, ticket]);
  expect(requests(given).map(({ follows, answer_by }) => [follows, answer_by])).toEqual([
    [null, "2026-11-26"],
    [1, "2026-12-10"],
  ]);
  expect(
    dues(given)
      .filter(({ key }) => key.startsWith("request"))
      .map(({ on }) => on),
  ).toEqual(["2026-12-10"]);
  const second = given.db.query<{ id: number }, []>("SELECT max(id) AS id FROM messages").get()!.id;
  await given.post(`${ticket}/messages/${second}/undo`);
  expect(
    dues(given)
      .filter(({ key }) => key.startsWith("request"))
      .map(({ on }) => on),
  ).toEqual(["2026-11-26"]);
  expect(stepCalled(given.db, "request").state).toBe("done");
});

test("a letter on paper or the provider's form is noted with where, when and under which number", async () => {
  const given = site();
  const form = {
    way: "form",
    recipient: "https://slack.example/gdpr",
    requested_on: "2026-11-20",
    answer_by: "2026-12-20",
    reference: "R-77",
  };
  const wrong = await given.post(`${page}/otherwise`, { ...form, recipient: "", requested_on: "2026-12-24" });
  expect([wrong.status, (await wrong.text()).includes("An wen, oder auf welcher Seite?")]).toEqual([422, true]);
  expect((await given.post(`${page}/otherwise`, form)).status).toBe(303);
  const shown = await given.page(page);
  for (const said of [
    "im Formular des Anbieters",
    "https://slack.example/gdpr",
    "R-77",
    "Antwort erwartet bis 20.12.2026",
  ])
    expect(shown).toContain(said);
  expect(stepCalled(given.db, "request")).toMatchObject({ state: "done", done_on: "2026-11-20" });
  expect(state(given)).toBe("deletion-requested");
});

test("whoever does not use the mailbox sees that it was asked, and neither the ticket nor the letter", async () => {
  const given = site();
  await sent(given);
  const shown = await given.page(page, { cookie: given.nina });
  expect(shown).toContain("Slack: Antwort erwartet bis 11.01.2027.");
  expect(shown).not.toContain("/inbox/1");
  expect(shown).toContain("in einem Postfach, das Sie nicht benutzen");
  const answer = await given.post(
    `${page}/reminder`,
    { text: "Hallo", answer_by: "2027-01-26" },
    { cookie: given.nina },
  );
  expect(answer.status).toBe(404);
});

test("from another site nothing is asked", async () => {
  const given = site();
  const form = await letter(given);
  expect((await given.post(page, form, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  expect(requests(given)).toEqual([]);
});
