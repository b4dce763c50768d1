import { describe, expect, test } from "bun:test";
import { axe, browserPath, lookRules, open, start } from "../support/journey.ts";

// A new user's first hour, in a real browser, without JavaScript and then with it.
describe.each([false, true])("a new company, with JavaScript %p", (javaScript) => {
  test.skipIf(!browserPath)(
    "sets up, adds a service, reports a stage, sees it in the overview, looks back and logs out",
    async () => {
      const { url, said } = await start();
      const { page, complaints, elsewhere } = await open({ javaScript });
      const clean = async () => expect(javaScript ? await axe(page) : []).toEqual([]);
      const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

      await page.goto(/Set up: (\S+)/.exec(said())![1]!);
      await clean();
      await page.getByLabel("Name").fill("Olga Meier");
      await page.getByLabel("E-Mail").fill("olga@example.ch");
      await page.locator("input[name=password]").fill("richtig pferd batterie");
      await page.locator("main form button[type=submit]").click();

      await page.waitForURL("**/settings/start");
      await clean();
      await page.locator("input[name=name]").fill("Beispiel Hosting");
      await page.locator("main form button[type=submit]").click();

      await page.waitForURL("**/services");
      expect(await page.locator("h1").textContent()).toBe("Noch kein Dienst erfasst.");
      await clean();
      await page.getByLabel("Wofür").fill("Newsletter");
      await page.getByLabel("Womit bisher").fill("Mailchimp");
      await press("Erfassen");

      await page.waitForURL("**/services/newsletter");
      expect(await page.locator("h1").textContent()).toBe("Newsletter: noch nichts gemeldet.");
      await clean();
      await page.getByText("Stand melden").click();
      await page.locator("#stage select").selectOption("building");
      await page.locator("#stage input[name=happened]").fill("30.02.2026");
      await press("Melden");
      await page.getByText("Dieses Datum gibt es nicht.").waitFor();
      expect(await page.locator("#stage input[name=happened]").inputValue()).toBe("30.02.2026");
      await clean();
      await page.locator("#stage input[name=happened]").fill("Anfang 2026");
      await press("Melden");
      await page.getByText("Newsletter: im Aufbau.").waitFor();

      await page.getByRole("link", { name: "Übersicht" }).click();
      await page.getByText("Der eine Dienst ist noch nicht produktiv.").waitFor();
      await clean();

      await page.getByRole("link", { name: "Dienste", exact: true }).click();
      await page.getByText("Ein Dienst: einer im Aufbau.").waitFor();
      await page.locator("input[name=known_at]").fill("2020-12-31");
      await page.locator("input[name=as_of]").fill("2020-12-31");
      await press("Zeigen");
      await page.getByText("Stand 31.12.2020: was an diesem Tag bekannt war.").waitFor();
      expect(await page.locator("h1").textContent()).toBe("Ein Dienst: einer ohne Meldung.");
      await clean();

      await press("English");
      await page.getByText("One service: one not reported.").waitFor();
      await press("Log out");
      await page.waitForURL("**/login**");
      await clean();
      await page.goto(`${url}/services`);
      expect(new URL(page.url()).pathname).toBe("/login");
      expect(complaints).toEqual([]);
      expect(elsewhere).toEqual([]);
    },
    120_000,
  );
});

describe("the case, in the browser", () => {
  test.skipIf(!browserPath)(
    "is looked through by keyboard alone, and axe finds nothing on any page of the register, light or dark, wide or narrow",
    async () => {
      const { url, said } = await start(["demo"]);
      const [, email, password] = /owner\s+(\S+@\S+)\s+password\s+(\S+)/.exec(said())!;
      const { page, complaints } = await open({ javaScript: true });
      await page.goto(`${url}/login`);
      await page.locator("input[name=email]").focus();
      await page.keyboard.type(email!);
      await page.keyboard.press("Tab");
      await page.keyboard.type(password!);
      await page.keyboard.press("Enter");
      await page.getByText("Acht von zehn Diensten produktiv.").waitFor();

      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Zum Inhalt");
      await page.goto(`${url}/services`);
      await page.keyboard.press("/");
      await page.keyboard.type("nextcloud");
      await page.keyboard.press("Enter");
      await page.waitForURL("**q=nextcloud**");
      expect(await page.locator(".hits a").allTextContents()).toContain("Nextcloud Talk");

      const addresses = [
        "/",
        "/services",
        "/services/newsletter",
        "/services/new",
        "/services/usual",
        "/services/import",
        "/services/systems",
        "/services/systems/pingdom",
        "/services/systems/pingdom/edit",
        "/stand",
        "/people",
        "/settings",
        "/settings/criteria",
        "/settings/law",
        "/settings/history",
        "/people/me",
        "/people/tokens",
        "/settings/webhooks",
        "/settings/export",
        "/deletions",
        "/deletions/1",
        "/deletions/new?system=microsoft-office",
        "/deletions/offboarding/slack",
        "/deletions/template",
        "/deletions/dates",
        "/deletions/1/certificate",
        "/round",
        "/round/1",
        "/round/actions",
        "/search?q=nextcloud",
        "/inbox",
        "/inbox/36",
      ];
      const found: string[] = [];
      for (const [scheme, width, rules] of [
        ["light", 1280, []],
        ["dark", 390, lookRules],
      ] as const) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.setViewportSize({ width, height: 900 });
        for (const address of addresses) {
          await page.goto(url + address);
          for (const line of await axe(page, [...rules])) found.push(`${address} ${scheme} ${width}: ${line}`);
          const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          if (over > 0) found.push(`${address} ${width}: ${over} px too wide`);
        }
      }
      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
    },
    300_000,
  );
});
