import { describe, expect, test } from "bun:test";
import { aDesk } from "../support/desk.ts";
import { axe, browserPath, open, start } from "../support/journey.ts";

const mails = ["Webmail geht nicht", "Rechnung doppelt", "Neue Domain"].map((subject, n) => ({
  subject,
  from: `Petra Brunner <petra${n}@kunde.ch>`,
  text: "Guten Tag\n\nKönnen Sie das bitte prüfen?",
}));

// Many tickets at once and back again, a saved reply, and a mail passed on. Without JavaScript, then with it.
describe.each([false, true])("work with tickets, with JavaScript %p", (javaScript) => {
  (browserPath ? test : test.skip)(
    "several are tagged and closed at once and put back as they were; a saved reply fills in; a mail goes on to somebody outside",
    async () => {
      let cookie = "";
      const { url } = await start(["serve"], async (path) => {
        cookie = aDesk(path, mails).anna;
      });
      const { context, page, complaints, elsewhere } = await open({ javaScript });
      const [name, value] = cookie.split("=") as [string, string];
      await context.addCookies([{ name, value, url }]);
      const clean = async () => expect(javaScript ? await axe(page) : []).toEqual([]);
      const press = (label: string) => page.getByRole("button", { name: label, exact: true }).click();
      const tick = (subject: string) => page.getByLabel(`auswählen: ${subject}`).check();

      await page.goto(`${url}/inbox`);
      expect(await page.locator(".bulk-bar").isVisible()).toBe(false);
      await tick("Webmail geht nicht");
      await tick("Rechnung doppelt");
      if (javaScript) await page.getByText("2 ausgewählt").waitFor();
      await clean();
      await page.locator(".bulk-bar input[name=tag]").fill("dringend");
      await page.locator(".bulk-bar input[name=tag]").press("Enter");
      await page.getByText("2 Anfragen: Schlagwort dringend.").waitFor();
      expect(await page.locator(".tickets .tag").count()).toBe(2);
      await clean();
      await press("Rückgängig");
      await page.getByText("2 Anfragen wieder wie zuvor.").waitFor();
      await clean();

      await page.getByRole("link", { name: "Zur Liste" }).click();
      await page.getByRole("link", { name: "Alle auswählen" }).click();
      await press("Status setzen");
      await page.getByText("3 Anfragen: Status erledigt.").waitFor();
      await page.getByText("Keine offene Anfrage.").waitFor();
      await page.goto(`${url}/inbox/1`);
      await page.getByRole("link", { name: "mit anderen zusammen: rückgängig?" }).click();
      await press("Rückgängig");
      await page.getByText("3 Anfragen wieder wie zuvor.").waitFor();

      await page.goto(`${url}/inbox/saved-replies/new`);
      await page.locator("input[name=title]").fill("Eingang bestätigt");
      await page.locator("textarea[name=text_de]").fill("Guten Tag {{customer.firstName}}, Nummer {{ticket.number}}.");
      await press("Vorschau");
      await page.getByText("Guten Tag Petra, Nummer 2041.").waitFor();
      await clean();
      await press("Speichern");
      await page.getByText("Ein Textbaustein.").waitFor();
      await page.goto(`${url}/inbox/1`);
      await page.locator("input[name=saved]").fill("eingang");
      await press("Einsetzen");
      const isThere = () =>
        page
          .locator("#reply-text")
          .inputValue()
          .then((text) => text === "Guten Tag Petra, Nummer 1.");
      for (let tries = 0; tries < 50 && !(await isThere()); tries += 1) await Bun.sleep(100);
      expect(await isThere()).toBe(true);
      await clean();

      await page.goto(`${url}/inbox/1`);
      await page.getByRole("link", { name: "weiterleiten", exact: true }).click();
      await page.getByText("Die Mail von Petra Brunner weiterleiten.").waitFor();
      await clean();
      await page.locator("input[name=to]").fill("noc@netz.example");
      await page.locator("textarea[name=text]").fill("Bitte prüfen.");
      await press("Weiterleiten");
      await page.getByText("Weitergeleitet: eine Mail dieser Anfrage.").waitFor();
      await clean();
      await press("Rückgängig");
      await page.getByText("Die Mail von Petra Brunner weiterleiten.").waitFor();
      expect(await page.locator("textarea[name=text]").inputValue()).toBe("Bitte prüfen.");
      expect({ complaints, elsewhere }).toEqual({ complaints: [], elsewhere: [] });
    },
    180_000,
  );
});
