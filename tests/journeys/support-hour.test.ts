import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { aDesk } from "../support/desk.ts";
import { axe, browserPath, open, start } from "../support/journey.ts";

const subjects = ["Webmail", "Rechnung", "Domain", "Zertifikat", "Passwort", "Kündigung"];
const mails = Array.from({ length: 30 }, (_, n) => ({
  subject: `${subjects[n % subjects.length]} ${n + 1}`,
  from: `Kundin ${n + 1} <kundin${n + 1}@kunde.ch>`,
  text: `Guten Tag\n\nEs geht um ${subjects[n % subjects.length]}, Fall ${n + 1}.`,
}));

/** A keyboard that counts: a key is a press, with its modifier; letters of what is written to people are counted apart. */
function counting(page: Page) {
  const count = { presses: 0, letters: 0 };
  return {
    count,
    async press(...keys: string[]) {
      for (const key of keys) {
        count.presses += 1;
        await page.keyboard.press(key);
      }
    },
    async type(text: string) {
      count.letters += text.length;
      await page.keyboard.insertText(text);
    },
  };
}

(browserPath ? test : test.skip)(
  "a support hour without a mouse: thirty tickets read, answered, noted, assigned, put off, merged, searched, closed",
  async () => {
    let cookie = "";
    const { url } = await start(["serve"], async (path) => {
      cookie = aDesk(path, mails).anna;
    });
    const { context, page, complaints, elsewhere } = await open({ javaScript: true });
    const [name, value] = cookie.split("=") as [string, string];
    await context.addCookies([{ name, value, url }]);
    const keys = counting(page);
    const { press, type } = keys;
    const at = (number: number) => page.getByText(`Nr. ${number}`, { exact: false }).first().waitFor();
    const isTyping = (selector: string) => page.locator(`${selector}:focus`).waitFor();

    // She chooses once how she works: after each ticket, the next.
    await page.goto(`${url}/people/me`);
    await page.locator("select[name=after_ticket]").selectOption("next");
    await page.getByRole("button", { name: "Arbeitsweise ändern" }).press("Enter");
    await page.locator("#working").waitFor();
    expect(await axe(page)).toEqual([]);

    await page.goto(url);
    await press("?");
    await page.getByText("Die Anfragen, ganz mit der Tastatur.").waitFor();
    expect(await axe(page)).toEqual([]);
    await press("g", "o");
    await page.getByText("30 offene Anfragen.").waitFor();
    await press("j", "j", "k");
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe("Webmail 1");
    await press("Enter");

    // Twelve answers, one after the other; the first is taken back and sent again.
    for (let n = 1; n <= 12; n += 1) {
      await at(n);
      await press("r");
      await isTyping("#reply-text");
      await type("Guten Tag, wir schauen nach.");
      await press("Control+Enter");
      if (n > 1) continue;
      await page.getByText("Ihre Antwort in Nr. 1 geht um").waitFor();
      await press("z");
      await page.locator("#reply-text").getByText("wir schauen nach").waitFor();
      await press("r", "Control+Enter");
    }
    // Six that only needed a look, three of which are advertising.
    for (const n of [13, 14, 15]) {
      await at(n);
      await press("e");
    }
    for (const n of [16, 17, 18]) {
      await at(n);
      await press(n === 16 ? "#" : "!");
    }
    // Four with a note, taken over; three until tomorrow.
    for (const n of [19, 20, 21, 22]) {
      await at(n);
      await press("i");
      await page.getByText("Anna hat die Anfrage übernommen").waitFor();
      await press("n");
      await isTyping("#note-text");
      await type("Mit der Buchhaltung klären.");
      await press("Control+Enter");
      await page.locator(".letter.note").waitFor();
      await press("j");
    }
    for (const n of [23, 24, 25]) {
      await at(n);
      await press("s");
      await page.getByRole("button", { name: "Morgen" }).and(page.locator(":focus")).waitFor();
      await press("Enter");
    }
    // Two for a colleague, chosen by name; one belongs to another.
    for (const n of [26, 27]) {
      await at(n);
      await press("a");
      await isTyping("select[name=person]");
      await press("B", "Enter");
      await page.getByText("Anna hat die Anfrage Beat zugewiesen").waitFor();
      await page.locator("select[name=person]").evaluate((one: HTMLElement) => one.blur());
      await press("j");
    }
    await at(28);
    await press("v");
    await isTyping("input[name=into]");
    await type("22");
    await press("Enter");
    await at(22);
    await page.getByText("hat Nr. 28 mit dieser Anfrage zusammengeführt").waitFor();
    expect(await axe(page)).toEqual([]);
    // The last two are found by searching, chosen, and closed; then the lists.
    await press("u");
    await page.locator("#tickets").waitFor();
    await press("/");
    await type("Kündigung 30");
    await press("Enter");
    await page.getByText("Eine Anfrage zu").waitFor();
    await press("j", "o");
    await at(30);
    await press("e");
    await page.locator(".bulk-flash").getByText("Status erledigt").waitFor();
    await press("g", "o");
    await page.getByText("offene Anfragen").first().waitFor();
    await press("k", "Enter");
    await at(29);
    await press("e");
    await page.locator(".bulk-flash").getByText("Status erledigt").waitFor();
    await press("g", "e");
    await page.locator("#views [aria-current]").getByText("Erledigt").waitFor();
    expect(await page.locator("#tickets > li").count()).toBe(5);
    await press("g", "s");
    await page.locator("#views [aria-current]").getByText("Später 3").waitFor();
    await press("g", "w");
    await page.locator("#views [aria-current]").getByText("Warten auf Antwort 12").waitFor();
    await press("g", "m");
    await page.locator("#views [aria-current]").getByText("Meine 4").waitFor();
    expect(await axe(page)).toEqual([]);

    // Whoever does not want single keys has none.
    await page.goto(`${url}/people/me`);
    await page.locator("select[name=single_keys]").selectOption("off");
    await page.getByRole("button", { name: "Arbeitsweise ändern" }).press("Enter");
    await page.locator("[data-keys=off]").waitFor({ state: "attached" });
    await page.goto(`${url}/inbox`);
    await page.keyboard.press("?");
    await page.keyboard.press("j");
    expect([page.url(), await page.evaluate(() => document.activeElement?.tagName)]).toEqual([`${url}/inbox`, "BODY"]);
    expect({ complaints, elsewhere }).toEqual({ complaints: [], elsewhere: [] });
    // The figure in docs/inbox.md.
    expect(keys.count.presses).toBe(91);
  },
  120_000,
);
