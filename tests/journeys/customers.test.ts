import { describe, expect, test } from "bun:test";
import { openDatabase } from "#src/storage/database.ts";
import { dayIn } from "#src/when.ts";
import { logIn } from "../support/browser.ts";
import { axe, browserPath, open, start } from "../support/journey.ts";
import { aMailbox, arrives } from "../support/thread.ts";

/** An owner, and Petra, who wrote twice under two addresses and asks for her data. */
function prepared(path: string): string {
  const db = openDatabase(path, { create: true });
  db.run("UPDATE company SET name = 'Beispiel Hosting', set_up_at = '2026-01-01T00:00:00.000Z'");
  const cookie = logIn(db, "owner");
  db.run("UPDATE sessions SET expires_at = '2099-01-01T00:00:00.000Z', last_seen_at = ?", [new Date().toISOString()]);
  aMailbox(db, { members: [1], columns: { imap_host: null, smtp_host: null } });
  const at = new Date(Date.now() - 86_400_000).toISOString();
  arrives(db, { subject: "Webmail", text: "Das Webmail lädt nicht." }, { at });
  arrives(
    db,
    { from: "P. Brunner <petra@privat.example>", subject: "Meine Daten", text: "Was wissen Sie über mich?" },
    { at },
  );
  db.close();
  return cookie;
}

// From the first mail to the erasure, without JavaScript and then with it.
describe.each([false, true])("a person who writes in, with JavaScript %p", (javaScript) => {
  test.skipIf(!browserPath)(
    "is put together, asks for her data, gets them, and is erased",
    async () => {
      let cookie = "";
      const { url } = await start(["serve"], async (path) => {
        cookie = prepared(path);
      });
      const { context, page, complaints, elsewhere } = await open({ javaScript });
      const [name, value] = cookie.split("=") as [string, string];
      await context.addCookies([{ name, value, url }]);
      const clean = async () => expect(javaScript ? await axe(page) : []).toEqual([]);
      const press = (label: string) => page.getByRole("button", { name: label, exact: true }).click();
      const unfold = (label: string) => page.locator("summary", { hasText: label }).click();

      await page.goto(`${url}/inbox`);
      await page.getByRole("link", { name: "Kundschaft" }).click();
      await page.getByText("2 Personen haben geschrieben.").waitFor();
      await clean();
      await page.getByRole("link", { name: "Petra Brunner" }).click();
      await unfold("Zusammenführen");
      await page.locator("input[name=with]").fill("niemand@nirgends.example");
      await press("Zusammenführen");
      await page.getByText("Unter dieser Adresse kennen wir niemanden.").waitFor();
      await clean();
      await page.locator("input[name=with]").fill("petra@privat.example");
      await press("Zusammenführen");
      await page.getByText("Enthält P. Brunner.").waitFor();
      await clean();

      await page.getByRole("link", { name: "Meine Daten" }).click();
      await unfold("Auskunft oder Löschung verlangt");
      await clean();
      const yesterday = dayIn("Europe/Zurich", new Date(Date.now() - 86_400_000));
      await page.locator("input[name=received_on]").fill(yesterday);
      await press("Frist beginnen");
      await page.getByText("noch 29 Tage").waitFor();
      await unfold("Was in die Antwort gehört");
      await clean();
      await page.getByRole("link", { name: "Daten dieser Person exportieren" }).click();
      await page.getByRole("heading", { name: "Daten dieser Person exportieren" }).waitFor();
      await clean();
      const downloading = page.waitForEvent("download");
      await press("ZIP herunterladen");
      expect((await downloading).suggestedFilename()).toBe("person-1.zip");

      await page.goto(`${url}/inbox/2`);
      await unfold("Ist beantwortet");
      await page.locator("textarea[name=answer]").fill("ZIP mit allem übergeben");
      await press("Festhalten");
      await page.getByText("ZIP mit allem übergeben").first().waitFor();

      await page.goto(`${url}/inbox/customers/1/erase`);
      await page.getByRole("heading", { name: "Petra Brunner löschen?" }).waitFor();
      await clean();
      await page.locator("input[name=confirm]").fill("petra");
      await press("Endgültig löschen");
      await page.getByText("Das ist nicht die Adresse.").waitFor();
      await page.locator("input[name=confirm]").fill("petra@brunner.example");
      await press("Endgültig löschen");
      await page.getByText("Die Person ist gelöscht.").waitFor();
      await clean();
      await page.goto(`${url}/inbox/1`);
      await page.getByText("gelöscht", { exact: true }).first().waitFor();
      await clean();

      await page.goto(`${url}/settings/mailboxes/support/retention`);
      await page.locator("input[name=closed_months]").fill("12");
      await press("Zuerst ansehen");
      await page.getByText("Ginge, wenn Sie das speichern").waitFor();
      await clean();
      expect([complaints, elsewhere]).toEqual([[], []]);
    },
    120_000,
  );
});
