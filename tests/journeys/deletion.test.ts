import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import type { Page } from "playwright-core";
import { type LogIn, writePeople } from "#src/cli/case/people.ts";
import { openDatabase } from "#src/storage/database.ts";
import { aService } from "../support/case.ts";
import { axe, browserPath, open, start } from "../support/journey.ts";
import { compiled, fromSource, run } from "../support/program.ts";

const program = existsSync(compiled) ? [compiled] : fromSource;
const pdf = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

async function logIn(page: Page, url: string, { email, password }: LogIn): Promise<void> {
  await page.goto(`${url}/login`);
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.locator("main form button[type=submit]").click();
  await page.getByText("noch nicht produktiv").waitFor();
}

// Mailchimp, from the first step to the expiry of its backups, by two people, without JavaScript and then with it.
describe.each([false, true])("leaving Mailchimp, with JavaScript %p", (javaScript) => {
  test.skipIf(!browserPath)(
    "is logged with evidence, verified by a second person, printed, exported and checked offline",
    async () => {
      let people: LogIn[] = [];
      const { url, db } = await start(["serve"], async (path) => {
        const file = openDatabase(path, { create: true });
        people = await writePeople(file, new Date());
        aService(file, { from: "Mailchimp", to: "Listmonk", stage: "building" });
        file.close();
      });
      const ines = await open({ javaScript });
      const toni = await open({ javaScript });
      await logIn(ines.page, url, people.find(({ role }) => role === "owner")!);
      await logIn(toni.page, url, people.find(({ role }) => role === "member")!);
      const { page } = ines;
      const clean = async (of: Page) => expect(javaScript ? await axe(of) : []).toEqual([]);

      await page.goto(`${url}/services/systems/mailchimp`);
      await page.getByRole("button", { name: "Ausstieg beginnen" }).click();
      await page.getByText("Mailchimp: 0 von 17 Schritten getan").waitFor();
      await clean(page);

      await page.goto(`${url}/deletions/new?system=mailchimp`);
      await clean(page);
      await page.locator("input[name=executed]").fill("31.12.2199");
      await page.locator("select[name=method]").selectOption("self-service");
      await page.locator("summary", { hasText: "Umfang: welche Daten, und was blieb" }).click();
      await page.locator("[name=categories]").fill("Adressen der Kundschaft");
      await page.locator("[name=subjects]").fill("Kundinnen und Kunden");
      await page.locator("[name=places][value=production]").check();
      await page.locator("summary", { hasText: "Beim Anbieter verlangt" }).click();
      await page.locator("[name=requested]").fill("18.11.2026");
      await page.locator("[name=request_channel]").fill("E-Mail");
      await page.locator("summary", { hasText: "Bestätigung des Anbieters" }).click();
      await page.locator("[name=confirmed]").fill("21.11.2026");
      await page.locator("[name=confirmed_from]").fill("Mailchimp Support");
      await page.locator("summary", { hasText: "Backups und Vertragsende" }).click();
      await page.locator("[name=backups_expire]").fill("20.12.2026");
      await page.locator("[name=backups_follow_up_by]").fill("Toni Frei");
      await page.locator("select[name=supports]").selectOption("confirmation");
      await page
        .locator("input[type=file]")
        .setInputFiles({ name: "Bestätigung 2026.pdf", mimeType: "application/pdf", buffer: pdf });
      await page.getByRole("button", { name: "Löschung erfassen" }).click();

      await page.getByText("Das liegt in der Zukunft").first().waitFor();
      expect(await page.locator("[name=categories]").inputValue()).toBe("Adressen der Kundschaft");
      await page.getByText("Schon hochgeladen, wird mitgesendet.").waitFor();
      await clean(page);
      await page.locator("input[name=executed]").fill("20.11.2026");
      await page.getByRole("button", { name: "Löschung erfassen" }).click();
      await page.waitForURL("**/deletions/1");
      await page.getByText("Bestätigung 2026.pdf").first().waitFor();
      expect(await page.locator(".proof").first().textContent()).toContain("4/7");
      await clean(page);

      await toni.page.goto(`${url}/deletions/1/correction`);
      await toni.page.locator("summary", { hasText: "Nachgeprüft durch eine zweite Person" }).click();
      await toni.page.locator("[name=verified]").fill("22.11.2026");
      await toni.page.locator("[name=verified_by]").fill("Toni Frei");
      await toni.page.locator("[name=verified_how]").fill("Anmeldung schlägt fehl, API-Schlüssel abgelehnt.");
      await toni.page.locator("main form button[type=submit]", { hasText: "erichtig" }).click();
      await toni.page.waitForURL("**/deletions/2");
      expect(await toni.page.locator(".proof").first().textContent()).toContain("5/7");
      await clean(toni.page);

      await page.goto(`${url}/deletions/1`);
      await page.getByText("Nr. 2").first().waitFor();
      await page.goto(`${url}/deletions/2/certificate`);
      expect(await page.locator("main").textContent()).toContain("Mailchimp");
      expect(await page.locator("main").textContent()).toMatch(/[0-9a-f]{64}/);
      await clean(page);
      await page.goto(`${url}/deletions/dates`);
      await page.getByText("20.12.2026").first().waitFor();
      await clean(page);

      const zip = `${db}.zip`;
      const exported = await run(["export", zip, "--db", db], { program });
      expect(exported.exit).toBe(0);
      const verified = await run(["verify", zip], { program });
      expect(verified.exit).toBe(0);
      const inDatabase = await run(["verify", "--db", db], { program });
      expect(inDatabase.exit).toBe(0);
      expect([...ines.complaints, ...toni.complaints]).toEqual([]);
      expect([...ines.elsewhere, ...toni.elsewhere]).toEqual([]);
    },
    120_000,
  );
});
