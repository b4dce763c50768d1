import { describe, expect, test } from "bun:test";
import { hashSecret, newSecret } from "#src/people/secret.ts";
import { insertSession } from "#src/people/session-store.ts";
import { insertPerson } from "#src/people/store.ts";
import { openDatabase } from "#src/storage/database.ts";
import { webServer } from "../support/checks.ts";
import { axe, browserPath, open, start } from "../support/journey.ts";

const secret = newSecret();

/** A company with one owner, who is logged in. */
async function prepared(path: string): Promise<void> {
  const db = openDatabase(path, { create: true });
  const at = new Date().toISOString();
  db.run("UPDATE company SET name = 'Beispiel Hosting', set_up_at = ?", [at]);
  const person = {
    email: "ines@example.ch",
    name: "Ines",
    role: "owner" as const,
    language: "de" as const,
    password_hash: "none",
    created_at: at,
  };
  const id = insertPerson(db, person)!;
  const expires_at = new Date(Date.now() + 86_400_000).toISOString();
  insertSession(db, {
    token_hash: hashSecret(secret),
    handle: "h",
    person_id: id,
    created_at: at,
    last_seen_at: at,
    expires_at,
    device: "",
  });
  db.close();
}

describe.each([false, true])("a check is made, falls and mends, with JavaScript %p", (javaScript) => {
  test.skipIf(!browserPath)(
    "tried before it is kept, confirmed with why, dated back, and told in the list",
    async () => {
      const server = webServer(() => new Response("Alles gut"));
      const { url } = await start(["serve"], prepared);
      const { page, context, complaints, elsewhere } = await open({ javaScript });
      await context.addCookies([{ name: "aktion", value: secret, url }]);
      const clean = async () => expect(javaScript ? await axe(page) : []).toEqual([]);
      const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
      /** Opened again until it says so, as somebody would who waits. */
      const until = async (path: string, words: RegExp) => {
        for (let n = 0; n < 60; n += 1) {
          await page.goto(url + path);
          if (words.test((await page.locator("h1").textContent()) ?? "")) return;
          await Bun.sleep(500);
        }
        throw new Error(`${path} never said ${words}: ${await page.locator("h1").textContent()}`);
      };

      await page.goto(`${url}/checks`);
      await clean();
      await page.getByRole("link", { name: "Die erste Prüfung anlegen" }).click();
      await page.getByRole("link", { name: "Website (HTTP)" }).waitFor();
      await clean();
      await page.getByRole("link", { name: "Website (HTTP)" }).click();
      await page.locator("input[name=name]").fill("Unsere Website");
      await page.locator("input[name='config.url']").fill(server.url);
      await page.locator("input[name='config.keyword']").fill("nicht da");
      await page.locator("input[name=every_s]").fill("5");
      await page.locator("input[name=confirm_after]").fill("2");
      await page.locator("input[name=own_network]").check();
      await clean();
      await press("Jetzt ausprobieren");
      await page.getByText("Was der Versuch sah").waitFor();
      await page.getByText("«nicht da» kommt nicht vor.").waitFor();
      expect(await page.locator("input[name=name]").inputValue()).toBe("Unsere Website");
      await clean();
      await page.locator("input[name='config.keyword']").fill("Alles gut");
      await press("Anlegen");
      await page.locator("h1", { hasText: "Unsere Website" }).waitFor();

      await until("/checks/unsere-website", /ist gut/);
      await clean();
      const broken = Date.now();
      server.answer = () => new Response("<h1>Wartung</h1>", { status: 503 });
      await until("/checks/unsere-website", /gestört seit/);
      await Bun.sleep(1100); // what is believed is on the page at once, its outage when the second is written
      await page.reload();
      await page.getByText("Status 503, erwartet ist 200-299.").first().waitFor();
      await page.getByText("<h1>Wartung</h1>").waitFor();
      await clean();
      const from = await page.locator(".outages li .num").first().textContent();
      expect(from).toBe(
        new Intl.DateTimeFormat("de-CH", { timeZone: "Europe/Zurich", hour: "2-digit", minute: "2-digit" }).format(
          broken + 2500,
        ),
      );
      await page.goto(`${url}/checks`);
      await page.getByText("Die eine Prüfung ist gestört.").waitFor();
      await page.getByText("Zu erledigen").waitFor();
      await clean();

      server.answer = () => new Response("Alles gut");
      await until("/checks/unsere-website", /ist gut/);
      expect(await page.locator(".outages li").count()).toBe(1);

      for (const path of ["/checks/maintenance", "/checks/alerts", "/checks/observer", "/checks/import"]) {
        await page.goto(url + path);
        await clean();
      }
      await page.goto(`${url}/checks/unsere-website`);
      await press("Pausieren");
      await page.getByText("Unsere Website ist pausiert.").waitFor();
      expect([complaints, elsewhere]).toEqual([[], []]);
    },
    180_000,
  );
});
