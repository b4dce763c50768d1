import { expect, test } from "bun:test";
import { recordDeletion, type Telling } from "#src/deletions/actions.ts";
import { lineNames, whenNames } from "#src/deletions/record.ts";
import { verifyChain } from "#src/history/verify.ts";
import { codes } from "../people/account.ts";
import { logIn, visit } from "../support/browser.ts";
import { done } from "../support/case.ts";
import { leavingSlack, stepCalled } from "../support/offboarding.ts";
import { aMailbox, arrives } from "../support/thread.ts";

const pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/** The provider's answer to the request: a text and a PDF, in the ticket of the request. */
const answer = (mailId: string) => ({
  from: "Slack Privacy <privacy@slack.example>",
  subject: "Re: Löschung",
  inReplyTo: mailId,
  id: "answer@slack.example",
  headers: ['Content-Type: multipart/mixed; boundary="b"'],
  text: `--b\nContent-Type: text/plain\n\nAll data was deleted on 24 November 2026.\n--b\nContent-Type: application/pdf; name="deletion.pdf"\nContent-Disposition: attachment; filename="deletion.pdf"\nContent-Transfer-Encoding: base64\n\n${Buffer.from(pdf).toString("base64")}\n--b--\n`,
});

/** Slack was asked, and has answered. Olga and Mara use the mailbox, Nina sees deletions but not the mailbox. */
async function answered() {
  const site = visit({ prepare: leavingSlack });
  const mara = logIn(site.db, "member");
  const nina = logIn(site.db, "member", "Nina");
  aMailbox(site.db, { members: [1, 2] });
  const letter = {
    do: "send",
    mailbox: "support",
    to: "privacy@slack.example",
    subject: "Löschung",
    text: "Bitte löschen.",
  };
  await site.post("/inbox/deletions/slack", { ...letter, answer_by: "2026-12-20", account: "T024BE7", language: "de" });
  const { mail_id } = site.db.query<{ mail_id: string }, []>("SELECT mail_id FROM messages").get()!;
  const { ticket_id, message_id } = arrives(site.db, answer(mail_id));
  expect(ticket_id).toBe(1);
  return { ...site, mara, nina, message_id, path: `/inbox/1/messages/${message_id}/confirmation` };
}

type Answered = Awaited<ReturnType<typeof answered>>;

const attachment = ({ db }: Answered) => db.query<{ id: number }, []>("SELECT id FROM message_attachments").get()!.id;
const form = (given: Answered, change: Record<string, string> = {}) => ({
  ...{ system: "slack", level: "confirmation", raw: "yes", file: String(attachment(given)) },
  ...{
    confirmed: "24.11.2026",
    confirmed_from: "Slack Privacy",
    confirmation_reference: "",
    backups_expire: "20.12.2026",
  },
  ...change,
});

/** What may be filled in: the day that the answer names may lie on today. */
const today = { confirmed: "23.11.2026" };

function recorded({ db }: Answered): number {
  const nothing = Object.fromEntries([
    ...whenNames.map((name) => [name, { on: null, text: null }]),
    ...lineNames.map((name) => [name, null]),
  ]);
  const telling = { ...nothing, system: "slack", executed: { on: "2026-11-23", text: null }, executed_by: "Olga" };
  const made = recordDeletion(
    db,
    { ...telling, method: "self-service", places: [], reported_on: "2026-11-23" } as unknown as Telling,
    done,
  );
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  return made.number;
}

const evidence = ({ db }: Answered) =>
  db
    .query<{ supports: string; name: string; type: string; sha256: string; record_id: number | null }, []>(
      "SELECT supports, name, type, sha256, record_id FROM evidence_files ORDER BY id",
    )
    .all();

test("the answer and its file become evidence with their digests, the record says who confirmed it when, and the gauge rises", async () => {
  const given = await answered();
  const { page: read, post, db, path, message_id } = given;
  expect(recorded(given)).toBe(1);
  expect(await read("/deletions/1")).toContain("0/7");
  expect(await read("/inbox/1")).toContain(`href="${path}"`);
  const shown = await read(path);
  expect(shown).toContain("deletion.pdf");
  const filed = await post(path, form(given, today));
  expect([filed.status, filed.headers.get("location")]).toEqual([303, "/deletions/2#evidence"]);
  const { raw_sha256 } = db
    .query<{ raw_sha256: string }, [number]>("SELECT raw_sha256 FROM messages WHERE id = ?")
    .get(message_id)!;
  expect(evidence(given)).toEqual([
    {
      supports: "confirmation",
      name: `nachricht-${message_id}.eml`,
      type: "message/rfc822",
      sha256: raw_sha256,
      record_id: 2,
    },
    {
      ...{ supports: "confirmation", name: "deletion.pdf", type: "application/pdf", record_id: 2 },
      sha256: new Bun.CryptoHasher("sha256").update(pdf).digest("hex"),
    },
  ]);
  const record = await read("/deletions/2");
  for (const said of ["Slack Privacy", "23.11.2026", "20.12.2026", "1/7", "Berichtigt"]) expect(record).toContain(said);
  expect(await read("/services/systems/slack")).toContain("bestätigt");
  expect(stepCalled(db, "confirmation")).toMatchObject({ state: "done", done_on: "2026-11-23" });
  expect(await read("/deletions/offboarding/slack")).toContain("abgehakt von");
  expect(await read("/inbox/deletions/slack")).toContain("Slack hat geantwortet.");
  expect(codes(db).filter((what) => what === "evidence.added")).toHaveLength(2);
  expect(await (await given.get("/deletions/evidence/2")).text()).toBe(pdf);
  expect(verifyChain(db)).toMatchObject({ ok: true });
});

test("sent twice it is there once", async () => {
  const given = await answered();
  recorded(given);
  await given.post(given.path, form(given, today));
  const again = await given.post(given.path, form(given, today));
  expect(again.headers.get("location")).toBe("/deletions/2#evidence");
  expect(evidence(given)).toHaveLength(2);
});

test("without a record the files wait with the system, and the form of the record comes with all that is known", async () => {
  const given = await answered();
  const filed = await given.post(given.path, form(given, { ...today, level: "certificate" }));
  const next = filed.headers.get("location")!;
  expect(next).toStartWith("/deletions/new?");
  expect(evidence(given).map(({ supports, record_id }) => [supports, record_id])).toEqual([
    ["confirmation", null],
    ["certificate", null],
  ]);
  const shown = await given.page(next);
  for (const said of [
    "T024BE7",
    "per Mail, privacy@slack.example",
    "Slack Privacy",
    'value="20.12.2026"',
    'value="23.11.2026"',
  ])
    expect(shown).toContain(said);
  expect(shown).toMatch(/value="written-request" selected/);
  expect(stepCalled(given.db, "confirmation").state).toBe("done");
  const number = recorded(given);
  expect(await given.page(`/deletions/${number}`)).toContain("deletion.pdf");
});

test("what is wrong is a sentence, and the choice stays", async () => {
  const given = await answered();
  recorded(given);
  const { raw: _, file: __, ...nothing } = form(given, today);
  for (const [fields, sentence] of [
    [nothing, "Wählen Sie mindestens die Nachricht oder eine Datei."],
    [form(given, { confirmed: "31.12.2199" }), "Das liegt in der Zukunft."],
    [form(given, { confirmed: "01.02.2020" }), "Die Bestätigung läge vor der Löschung."],
    [form(given, { ...today, system: "" }), "Welches System?"],
  ] as const) {
    const refused = await given.post(given.path, { ...fields, confirmed_from: "Die Datenschutzstelle" });
    const shown = await refused.text();
    expect([refused.status, shown.includes(sentence), shown.includes("Die Datenschutzstelle")]).toEqual([
      422,
      true,
      true,
    ]);
  }
  expect(evidence(given)).toEqual([]);
});

test("a member of the mailbox may, nobody else: they see the evidence as the record says, and no ticket", async () => {
  const given = await answered();
  recorded(given);
  expect((await given.get(given.path, { cookie: given.nina })).status).toBe(404);
  expect((await given.post(given.path, form(given, today), { cookie: given.nina })).status).toBe(404);
  expect(evidence(given)).toEqual([]);
  expect((await given.post(given.path, form(given, today), { cookie: given.mara })).status).toBe(303);
  const record = await given.page("/deletions/2", { cookie: given.nina });
  expect(record).toContain("deletion.pdf");
  expect(record).not.toContain("/inbox/1");
  expect((await given.get("/deletions/evidence/1", { cookie: given.nina })).status).toBe(200);
});
