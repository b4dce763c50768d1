import { expect, test } from "bun:test";
import { datesFor } from "#src/deletions/dates.ts";
import { dueOn, latestExtension, timeLeft } from "#src/inbox/privacy-request.ts";
import { answer, replyForm, withMail } from "../support/thread.ts";

test.each([
  ["CH", "2026-11-23", "2026-12-23", "2027-11-23"],
  ["EU", "2026-11-23", "2026-12-23", "2027-02-23"],
  ["EU", "2027-01-31", "2027-02-28", "2027-04-30"],
  ["CH", "2027-01-31", "2027-03-02", "2028-01-31"],
] as const)("%s: asked on %s, answered by %s, at the latest by %s", (regime, asked, due, latest) => {
  expect([dueOn(regime, asked), latestExtension(regime, asked)]).toEqual([due, latest]);
});

test("how much time is left is said in words", () => {
  expect(
    ["2026-11-25", "2026-11-24", "2026-11-23", "2026-11-22", "2026-11-13"].map((due) => timeLeft(due, "2026-11-23").de),
  ).toEqual(["noch 2 Tage", "noch 1 Tag", "heute fällig", "seit 1 Tag überfällig", "seit 10 Tagen überfällig"]);
});

test("a request's time is shown in its ticket, in the list, among the dates and in the round, until it is answered", async () => {
  const site = withMail({ subject: "Welche Daten haben Sie?" });
  expect((await site.post(`${site.ticket}/request`, { kind: "access", received_on: "2026-11-20" })).status).toBe(303);
  const page = await site.page(site.ticket);
  for (const words of ["Auskunftsbegehren", "20.12.2026", "noch 27 Tage", "Art. 25 DSG"]) expect(page).toContain(words);
  expect(await site.page("/inbox")).toContain("noch 27 Tage");
  const dates = await site.page("/deletions/dates");
  expect(dates).toContain("Auskunftsbegehren, Anfrage 1");
  expect(dates).not.toContain("Welche Daten");
  expect(await site.page("/deletions/dates", { cookie: site.otto })).not.toContain("Auskunftsbegehren");
  // Twice, in the future, by somebody else: refused.
  expect((await site.post(`${site.ticket}/request`, { kind: "access", received_on: "2026-11-20" })).status).toBe(409);
  expect(
    (await site.post(`${site.ticket}/request`, { kind: "access", received_on: "2026-11-20" }, { cookie: site.otto }))
      .status,
  ).toBe(404);
  // It is not closed before somebody said what was sent.
  const early = await site.post(`${site.ticket}/state`, { state: "closed" });
  expect(early.status).toBe(409);
  expect(await early.text()).toContain("Ist beantwortet");
  const reply = { ...(await replyForm(site)), ...answer, after: "closed" };
  expect((await site.post(`${site.ticket}/replies`, reply)).status).toBeGreaterThanOrEqual(400);
  expect((await site.post(`${site.ticket}/request-answered`, { answer: "", on: "2026-11-23" })).status).toBe(422);
  expect(
    (await site.post(`${site.ticket}/request-answered`, { answer: "ZIP mit allen Mails", on: "2026-12-01" })).status,
  ).toBe(422);
  expect(
    (await site.post(`${site.ticket}/request-answered`, { answer: "ZIP mit allen Mails", on: "2026-11-23" })).status,
  ).toBe(303);
  expect((await site.post(`${site.ticket}/state`, { state: "closed" })).status).toBe(303);
  expect(await site.page(site.ticket)).toContain("ZIP mit allen Mails");
  expect(datesFor(site.db, { role: "owner", person_id: null, today: "2026-11-23" })).toEqual([]);
});

test("it is put off once, with a reason that is drafted for the person; or it was none after all", async () => {
  const site = withMail({ subject: "Welche Daten haben Sie?" });
  await site.post(`${site.ticket}/request`, { kind: "access", received_on: "2026-11-20" });
  const putOff = (until: string, reason = "Wir müssen Archive durchsehen.") =>
    site.post(`${site.ticket}/request-extended`, { until, reason });
  expect((await putOff("2026-12-10")).status).toBe(422);
  expect((await putOff("2027-02-01", "")).status).toBe(422);
  expect((await putOff("2029-02-01")).status).toBe(422);
  expect((await putOff("2027-01-31")).headers.get("location")).toBe(`${site.ticket}#reply`);
  const page = await site.page(site.ticket);
  expect(page).toContain("Wir brauchen dafür mehr Zeit: Wir müssen Archive durchsehen.");
  expect(page).toContain("31.01.2027");
  expect((await putOff("2027-02-28")).status).toBe(409);
  expect((await site.post(`${site.ticket}/request-withdrawn`)).status).toBe(303);
  expect(site.db.query("SELECT kind FROM tickets WHERE id = 1").get()).toEqual({ kind: "request" });
  expect((await site.post(`${site.ticket}/request-withdrawn`)).status).toBe(409);
});

test("under the GDPR it is a month, and what is late is red", async () => {
  const site = withMail({});
  site.db.run("UPDATE company SET regime = 'EU'");
  await site.post(`${site.ticket}/request`, { kind: "erasure", received_on: "2026-10-20" });
  const page = await site.page(site.ticket);
  expect(page).toContain("Löschbegehren");
  expect(page).toContain("seit 3 Tagen überfällig");
  expect(page).toContain("/inbox/customers/1/erase");
  expect((await site.post(`${site.ticket}/request-extended`, { until: "2026-12-24", reason: "x" })).status).toBe(409);
});

test("a ticket is kept for a reason, and let go of", async () => {
  const site = withMail({});
  expect((await site.post(`${site.ticket}/hold`, { reason: "" })).status).toBe(422);
  expect((await site.post(`${site.ticket}/hold`, { reason: "Streit um eine Rechnung" })).status).toBe(303);
  expect(await site.page(site.ticket)).toContain("Streit um eine Rechnung");
  expect((await site.post(`${site.ticket}/hold`, { reason: "noch einmal" })).status).toBe(409);
  expect((await site.post(`${site.ticket}/hold-released`)).status).toBe(303);
  expect((await site.post(`${site.ticket}/hold-released`)).status).toBe(409);
});
