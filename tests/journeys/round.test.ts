import { describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { axe, browserPath, open, start } from "../support/journey.ts";
import { run } from "../support/program.ts";

const passwordIn = (said: string) => /password (\S+)/.exec(said)![1]!;

async function logIn(page: Page, url: string, email: string, password: string): Promise<void> {
  await page.goto(`${url}/login`);
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.locator("main button[type=submit]").click();
  await page.locator(".masthead").waitFor();
}

/** Two people with a browser each, at the round that is about to begin. */
async function twoPeople(javaScript: boolean) {
  const { url, said } = await start(["demo"]);
  const [ines, toni] = [await open({ javaScript }), await open({ javaScript })];
  await logIn(ines.page, url, "owner@example.ch", passwordIn(said()));
  await logIn(toni.page, url, "member@example.ch", passwordIn(said()));
  const clean = async (page: Page) => expect(javaScript ? await axe(page) : []).toEqual([]);
  return { url, ines, toni, clean, db: /serves (\S+) on/.exec(said())![1]! };
}

const title = (page: Page) => page.locator("h1").textContent();

describe.each([false, true])("two people hold a round, with JavaScript %p", (javaScript) => {
  test.skipIf(!browserPath)(
    "from the agenda to frozen minutes, lose no word, and correct by an addition",
    async () => {
      const { url, ines, toni, clean, db } = await twoPeople(javaScript);
      const [a, b] = [ines.page, toni.page];
      const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();

      await a.goto(`${url}/round`);
      await clean(a);
      expect(await title(a)).toContain("Heute ist Wochenrunde");
      await press(a, "Runde beginnen");
      await a.locator(".meeting").waitFor();
      await clean(a);
      await b.goto(a.url());
      const first = await title(a);
      expect(await title(b)).toBe(first);

      // Both write the same field of the same item; the later one sees both texts.
      await b.locator("textarea[name=sentence]").fill("Tonis Satz");
      await a.locator("textarea[name=sentence]").fill("Ines sagt es anders");
      await press(b, "Speichern und bleiben");
      await b.getByText("Tonis Satz").first().waitFor();
      await press(a, /^Weiter/);
      await a.getByText("Toni Frei hat inzwischen geschrieben:").waitFor();
      expect(await a.locator("textarea[name=sentence]").inputValue()).toBe("Ines sagt es anders");
      await clean(a);
      await a.locator("input[name=decision]").fill("Wir schreiben es so.");
      await a.locator("input[name=task]").fill("Nachfragen");
      await press(a, /^Weiter/);
      await a.getByText("Wer übernimmt das?").waitFor();
      await a.locator("input[name=who]").fill("Toni Frei");
      await press(a, /^Weiter/);
      await a.locator("h1", { hasNotText: first! }).waitFor();

      // The other browser follows: by itself, or by the link.
      if (!javaScript) await b.goto(`${url}${new URL(a.url()).pathname}`);
      await b.locator("h1", { hasText: (await title(a))!.trim() }).waitFor();

      for (let left = 20; left > 0 && (await a.locator("text=Nichts Neues").count()) > 0; left -= 1) {
        const before = await title(a);
        if (javaScript) await a.keyboard.press("0");
        else await press(a, /^Nichts Neues/);
        await a.locator("h1", { hasNotText: before!.trim() }).waitFor();
      }
      expect(await title(a)).toContain("keiner fehlt");
      await clean(a);
      await press(a, "Schliessen und Protokoll einfrieren");
      await a.getByText("Eingefroren").waitFor();
      await clean(a);
      for (const words of ["Tonis Satz", "Ines sagt es anders", "Wir schreiben es so.", "Nachfragen"])
        expect(await a.locator("article").textContent()).toContain(words);
      const head = await a.locator("code.hash").first().textContent();
      expect(head).toMatch(/^[0-9a-f]{64}$/);

      await a.locator("textarea[name=text]").fill("Es war der 9. Dezember.");
      await press(a, "Nachtragen");
      await a.locator("#addenda li").getByText("Es war der 9. Dezember.").waitFor();
      expect(await a.locator("code.hash").first().textContent()).toBe(head);

      const json = (await (await a.request.get(`${a.url().split("#")[0]}/minutes.json`)).json()) as {
        chain: { head: string };
      };
      expect(json.chain.head).toBe(head!);
      const verified = await run(["verify", "--db", db]);
      expect([verified.exit, verified.err]).toEqual([0, ""]);

      await a.goto(`${url}/round/actions`);
      await clean(a);
      await a.getByText("Nachfragen").first().waitFor();
      await a.goto(url);
      await a.getByText("Nächste Wochenrunde am").waitFor();
      await clean(a);
      expect([...ines.complaints, ...toni.complaints, ...ines.elsewhere, ...toni.elsewhere]).toEqual([]);
    },
    120_000,
  );
});

describe("by keyboard", () => {
  test.skipIf(!browserPath)(
    "the keys lead through the round, never while typing, and words that are being written survive the others",
    async () => {
      const { url, ines, toni } = await twoPeople(true);
      const [a, b] = [ines.page, toni.page];
      await a.goto(`${url}/round`);
      await a.getByRole("button", { name: "Runde beginnen" }).click();
      await a.locator(".meeting").waitFor();
      await b.goto(a.url());

      const first = (await title(a))!;
      await b.locator("input[name=decision]").fill("Noch am Schreiben");
      await a.keyboard.press("1");
      await a.keyboard.press("s");
      await a.keyboard.type(" 0 und 123 sind hier Ziffern.");
      await a.keyboard.press("Enter");
      await a.locator("h1", { hasNotText: first }).waitFor();

      await b.locator("#moved:not([hidden])").waitFor();
      expect([await title(b), await b.locator("input[name=decision]").inputValue()]).toEqual([
        first,
        "Noch am Schreiben",
      ]);
      await b.getByRole("button", { name: "Speichern und bleiben" }).click();
      await b.locator("h1", { hasText: (await title(a))!.trim() }).waitFor();

      await a.keyboard.press("ArrowLeft");
      await a.locator("h1", { hasText: first }).waitFor();
      const said = await a.locator("#said").textContent();
      expect(said).toContain("0 und 123 sind hier Ziffern.");
      expect(said).toContain("Entscheid: Noch am Schreiben");

      // Without a connection nothing is lost either.
      await a.keyboard.press("e");
      await a.keyboard.type(" und weiter");
      await ines.context.setOffline(true);
      await a.keyboard.press("Enter");
      await a.locator("#offline:not([hidden])").waitFor();
      expect(await a.locator("input[name=decision]").inputValue()).toContain("und weiter");
      await ines.context.setOffline(false);
      await a.getByRole("button", { name: /^Weiter/ }).click();
      await a.locator("h1", { hasNotText: first }).waitFor();
    },
    120_000,
  );
});
