import { describe, expect } from "bun:test";
import { existsSync } from "node:fs";
import type { Page } from "playwright-core";
import { keptSecretsKey, keyFileBeside } from "#src/history/key-file.ts";
import { openDatabase } from "#src/storage/database.ts";
import { sealSecret } from "#src/storage/sealed.ts";
import { logIn } from "../support/browser.ts";
import { aService } from "../support/case.ts";
import { webServer } from "../support/checks.ts";
import { axe, browserPath, open, start } from "../support/journey.ts";
import { type Account, type Lab, labTest, theLab } from "../support/lab.ts";
import { newestIn, reloadUntil, writeFromOutside } from "../support/mail-journey.ts";
import { compiled, fromSource, run } from "../support/program.ts";
import { aMailbox } from "../support/thread.ts";

const program = existsSync(compiled) ? [compiled] : fromSource;
const pdf = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

// The whole loop, with real mail and a real server: from the old system to an export that is checked offline.
describe.each([false, true])("leaving Mailchimp, the parts knowing each other, with JavaScript %p", (javaScript) => {
  (browserPath ? labTest : labTest.skip)(
    "request, answer, evidence, gone check, 7/7, round, export",
    async () => {
      const lab = await theLab();
      const [desk, provider] = [await lab.newAccount("privacy"), await lab.newAccount("provider")];
      const old = webServer(() => new Response("workspace", { status: 200 }));
      let cookie = "";
      const { url, db } = await start(["serve"], async (path) => {
        cookie = settled(path, lab, desk);
      });
      const { context, page, complaints, elsewhere } = await open({ javaScript });
      const [name, value] = cookie.split("=") as [string, string];
      await context.addCookies([{ name, value, url }]);
      const clean = async () => expect(javaScript ? await axe(page) : []).toEqual([]);
      const press = (label: string) => page.getByRole("button", { name: label, exact: true }).click();
      const follow = (label: string) => page.getByRole("link", { name: label, exact: true }).first().click();

      await page.goto(`${url}/services/systems/mailchimp`);
      await follow("Löschung verlangen");
      await page.getByText("Mailchimp soll unsere Daten löschen.").waitFor();
      await clean();
      await page.locator("input[name=to]").fill(provider.user);
      await page.locator("#account").fill(old.url);
      await press("Brief mit diesen Angaben neu schreiben");
      await page.getByText(`our account: ${old.url}`).waitFor({ state: "attached" });
      await press("Senden");
      await page.getByText("wartet auf Dritte").first().waitFor({ state: "attached" });
      await page.waitForURL("**/inbox/1");
      await clean();

      const asked = await newestIn(lab, provider, "Deletion of our data at Mailchimp");
      expect(asked.text).toContain("Art. 6(4) and Art. 9");
      await page.goto(`${url}/deletions/offboarding/mailchimp`);
      await page.getByText("dem Löschverlangen").waitFor();
      await clean();
      await writeFromOutside(lab, desk, answerTo(asked.messageId!, provider));
      await reloadUntil(page, `${url}/inbox/1`, "All data was deleted");
      await page.goto(`${url}/inbox/deletions/mailchimp`);
      await page.getByText("Eine Antwort ist da:").waitFor();
      await clean();
      await follow("als Bestätigung verwenden");
      await page.getByText("deletion.pdf").waitFor();
      await clean();
      await page.locator("input[name=backups_expire]").fill(germanDay(25));
      await press("Als Beleg ablegen");

      await page.waitForURL("**/deletions/new?**");
      expect(await page.locator("[name=request_channel]").inputValue()).toContain(provider.user);
      expect(await page.locator("[name=confirmed_from]").inputValue()).toBe("Mailchimp Privacy");
      await record(page);
      await page.waitForURL("**/deletions/1");
      expect(await page.locator(".proof").first().textContent()).toContain("7/7");
      await page.getByText("deletion.pdf").first().waitFor();
      await clean();

      await page.goto(`${url}/services/systems/mailchimp`);
      expect(await page.locator("#target-gone").inputValue()).toBe(old.url);
      await clean();
      await press("Prüfen, ob es weg ist");
      await page.waitForURL("**/checks/mailchimp-weg");
      await clean();
      await watchClosely(page, url);
      await reloadUntil(page, `${url}/checks/mailchimp-weg`, "Status 200, erwartet ist 404 oder 410");
      old.answer = () => new Response("gone", { status: 410 });
      await reloadUntil(page, `${url}/checks/mailchimp-weg`, "Als Beleg der Löschung ablegen");
      await press("Als Beleg der Löschung ablegen");
      await page.waitForURL("**/deletions/1");
      await page
        .getByText(/gone-.*-mailchimp-weg\.txt/)
        .first()
        .waitFor();
      await page.goto(`${url}/deletions/offboarding/mailchimp`);
      await page.getByText("Prüfung «Mailchimp: weg»: weg").waitFor();
      await clean();

      await page.goto(`${url}/round`);
      await press("Runde beginnen");
      await page
        .getByText(/Mailchimp/)
        .first()
        .waitFor();
      await clean();
      await page.goto(`${url}/`);
      await page
        .getByText(/(Ein|eines?) .*alte.* System.* gelöscht/i)
        .first()
        .waitFor();
      await clean();

      const zip = `${db}.zip`;
      expect((await run(["export", zip, "--db", db], { program })).exit).toBe(0);
      const verified = await run(["verify", zip], { program });
      expect([verified.exit, verified.err]).toEqual([0, ""]);
      expect((await run(["verify", "--db", db], { program })).exit).toBe(0);
      expect({ complaints, elsewhere }).toEqual({ complaints: [], elsewhere: [] });
    },
    240_000,
  );
});

/** A company with Mailchimp to leave, Olga, Toni, and a mailbox of the lab of which Olga is a member. */
function settled(path: string, lab: Lab, desk: Account): string {
  const db = openDatabase(path, { create: true });
  db.run("UPDATE company SET name = 'Beispiel Hosting', set_up_at = '2026-01-01T00:00:00.000Z'");
  const cookie = logIn(db, "owner");
  logIn(db, "member", "Toni");
  const now = new Date().toISOString();
  db.query<null, { now: string }>(
    "UPDATE sessions SET created_at = $now, last_seen_at = $now, expires_at = '2099-01-01T00:00:00.000Z'",
  ).run({ now });
  aService(db, { from: "Mailchimp", to: "Listmonk", stage: "live" });
  const server = {
    imap_host: lab.host,
    imap_port: lab.ports.imaps,
    smtp_host: lab.host,
    smtp_port: lab.ports.submission,
  };
  const rest = { imap_user: desk.user, smtp_user: desk.user, smtp_security: "starttls", authority: lab.ca, undo_s: 1 };
  const id = aMailbox(db, { members: [1], columns: { address: desk.user, ...server, ...rest } });
  const key = keptSecretsKey(keyFileBeside(path), new Date());
  for (const part of ["smtp", "imap"])
    db.run(`UPDATE mailboxes SET ${part}_secret = ? WHERE id = ?`, [
      sealSecret(key, desk.password, `mailbox:${id} ${part}`),
      id,
    ]);
  db.close();
  return cookie;
}

function answerTo(messageId: string, provider: Account) {
  const body = `--b\nContent-Type: text/plain\n\nAll data was deleted yesterday.\n--b\nContent-Type: application/pdf; name="deletion.pdf"\nContent-Disposition: attachment; filename="deletion.pdf"\nContent-Transfer-Encoding: base64\n\n${pdf.toString("base64")}\n--b--`;
  return {
    from: `Mailchimp Privacy <${provider.user}>`,
    subject: "Re: Deletion of our data at Mailchimp",
    id: `answer-${crypto.randomUUID()}@provider.test`,
    inReplyTo: messageId,
    type: 'multipart/mixed; boundary="b"',
    body,
  };
}

/** So many days from today, as people type it. */
function germanDay(ahead: number): string {
  const [year, month, day] = new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10).split("-");
  return `${day}.${month}.${year}`;
}

/** What only people know; the rest stands there already. */
async function record(page: Page): Promise<void> {
  const today = germanDay(0);
  await page.locator("input[name=executed]").fill(today);
  for (const [field, typed] of [
    ["categories", "Adressen der Kundschaft"],
    ["subjects", "Kundinnen und Kunden"],
    ["exported", today],
    ["export_place", "Nextcloud, Ordner Export"],
    ["imported", today],
    ["imported_by", "Toni"],
    ["verified", today],
    ["verified_by", "Toni"],
    ["verified_how", "Anmeldung schlägt fehl."],
    ["backups_follow_up_by", "Olga"],
    ["documents_updated", today],
  ] as const) {
    const input = page.locator(`[name=${field}]`);
    await input.evaluate((element) => element.closest("details")?.setAttribute("open", ""));
    await input.fill(typed);
  }
  await page.locator("[name=places][value=production]").check();
  await page.getByRole("button", { name: "Löschung erfassen" }).click();
}

/** Every five seconds, and into our own network, where the test's old workspace stands. */
async function watchClosely(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/checks/mailchimp-weg/edit`);
  for (const [name, typed] of [
    ["every_s", "5"],
    ["confirm_after", "1"],
    ["recover_after", "1"],
  ] as const)
    await page.locator(`[name=${name}]`).fill(typed);
  await page.locator("[name=own_network]").check();
  await page.getByRole("button", { name: "Speichern", exact: true }).click();
  await page.waitForURL("**/checks/mailchimp-weg");
}
