import { expect, test } from "bun:test";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { aDesk } from "../support/desk.ts";
import { newFolder } from "../support/folder.ts";
import { FakeImap } from "../support/imap.ts";
import { aMail } from "../support/intake.ts";
import { axe, browserPath, open, start } from "../support/journey.ts";
import { serve } from "../support/program.ts";

const mails = [
  {
    subject: "Webmail geht nicht",
    from: "Petra Brunner <petra@kunde.ch>",
    text: "Seit heute früh komme ich nicht hinein.",
  },
  { subject: "Rechnung vom Oktober", from: "Urs Keller <urs@firma.ch>", text: "Sie ist doppelt gekommen." },
  { subject: "Neue Domain", from: "Lena Frey <lena@verein.ch>", text: "Was kostet eine .swiss?" },
];

/** The program with a desk, and two people each in a browser of their own. */
async function twoPeople({ javaScript }: { javaScript: boolean }) {
  let cookies = { anna: "", beat: "" };
  const program = await start(["serve"], async (path) => {
    cookies = aDesk(path, mails);
  });
  const enter = async (cookie: string) => {
    const browser = await open({ javaScript });
    const [name, value] = cookie.split("=") as [string, string];
    await browser.context.addCookies([{ name, value, url: program.url }]);
    return browser;
  };
  return { ...program, anna: await enter(cookies.anna), beat: await enter(cookies.beat) };
}

const press = (page: Page, label: string) => page.getByRole("button", { name: label, exact: true }).click();

(browserPath ? test : test.skip)(
  "two people see each other, one is stopped before crossing the other's reply, and an undo is an undo for both",
  async () => {
    const { url, anna, beat } = await twoPeople({ javaScript: true });
    await anna.page.goto(`${url}/inbox`);
    await anna.page.getByText("Drei offene Anfragen.").waitFor();
    await beat.page.goto(`${url}/inbox/1`);
    await anna.page.locator("#t-1").getByText("Beat schaut").waitFor();

    await anna.page.getByRole("link", { name: "Webmail geht nicht" }).click();
    await anna.page.locator(".presence").getByText("Beat schaut").waitFor();
    await beat.page.locator(".presence").getByText("Anna schaut").waitFor();
    await beat.page.locator("#reply-text").fill("Guten Tag Frau Brunner");
    await anna.page.locator(".presence").getByText("Beat schreibt").waitFor();
    expect(await axe(anna.page)).toEqual([]);

    // Anna is faster: Beat is told while he writes, and what he has typed stays.
    await anna.page.locator("#reply-text").fill("Es läuft wieder.");
    await press(anna.page, "Senden und auf Antwort warten");
    await anna.page.locator(".letter.ours").waitFor();
    await beat.page.locator("#crossing").getByText("Anna hat geantwortet, während Sie schreiben.").waitFor();
    await beat.page.locator(".letter.ours").getByText("Es läuft wieder.").waitFor();
    expect(await beat.page.locator("#reply-text").inputValue()).toBe("Guten Tag Frau Brunner");
    expect(await axe(beat.page)).toEqual([]);
    await press(beat.page, "Senden und auf Antwort warten");
    await beat.page.getByText("Ihre Antwort wurde nicht gesendet").waitFor();
    expect(await beat.page.locator(".letter.ours").count()).toBe(1);
    expect(await beat.page.locator("#reply-text").inputValue()).toBe("Guten Tag Frau Brunner");

    // Beat takes Anna's reply back: it goes for both.
    await beat.page.goto(`${url}/inbox/1`);
    await press(beat.page, "Rückgängig");
    await anna.page.locator(".letter.ours").waitFor({ state: "detached" });
    await anna.page.getByText("Beat hat eine Antwort zurückgezogen").first().waitFor();
    expect(await beat.page.locator(".letter.ours").count()).toBe(0);

    // A note by one appears for the other, and a state, and Beat's leaving.
    await beat.page.locator("#note summary").click();
    await beat.page.locator("#note-text").fill("Ich rufe sie an.");
    await press(beat.page, "Notieren");
    await anna.page.locator(".letter.note").getByText("Ich rufe sie an.").waitFor();
    await beat.page.locator("select[name=state]").selectOption("closed");
    await anna.page.getByText("Beat: Status erledigt").first().waitFor();
    expect(await anna.page.locator("select[name=state]").inputValue()).toBe("closed");
    await beat.page.locator("select[name=person]").selectOption("Beat");
    await anna.page.waitForFunction(
      () => document.querySelector<HTMLSelectElement>("select[name=person]")?.value === "2",
    );
    await beat.page.close();
    await anna.page.waitForFunction(() => document.querySelector(".ticket-lead .presence")?.textContent === "");
    expect([...anna.complaints, ...beat.complaints, ...anna.elsewhere]).toEqual([]);
  },
  90_000,
);

(browserPath ? test : test.skip)(
  "without JavaScript two people see each other on the pages they load, and are stopped and undone all the same",
  async () => {
    const { url, anna, beat } = await twoPeople({ javaScript: false });
    await beat.page.goto(`${url}/inbox/1`);
    await anna.page.goto(`${url}/inbox`);
    await anna.page.locator("#t-1").getByText("Beat schaut").waitFor();
    await anna.page.getByRole("link", { name: "Webmail geht nicht" }).click();
    await anna.page.locator("#reply-text").fill("Es läuft wieder.");
    await press(anna.page, "Senden und auf Antwort warten");
    await anna.page.locator(".letter.ours").waitFor();
    await beat.page.locator("#reply-text").fill("Guten Tag Frau Brunner");
    await press(beat.page, "Senden und auf Antwort warten");
    await beat.page.getByText("Ihre Antwort wurde nicht gesendet").waitFor();
    expect(await beat.page.locator("#reply-text").inputValue()).toBe("Guten Tag Frau Brunner");
    await press(beat.page, "Rückgängig");
    await beat.page.getByText("Beat hat eine Antwort zurückgezogen").waitFor();
    await anna.page.reload();
    expect(await anna.page.locator(".letter.ours").count()).toBe(0);
    await anna.page.getByRole("link", { name: "nächste" }).click();
    await anna.page.getByText("Rechnung vom Oktober").first().waitFor();
    await anna.page.getByRole("link", { name: "Tasten" }).click();
    await anna.page.getByText("Die Anfragen, ganz mit der Tastatur.").waitFor();
  },
  60_000,
);

(browserPath ? test : test.skip)(
  "ten tabs share one stream, a list keeps its place, and the program stops and comes back without a tab hanging",
  async () => {
    const imap = await FakeImap.start();
    const path = join(newFolder(), "aktion.db");
    const { anna } = aDesk(path, mails, { imap: imap.port });
    const program = await serve(path);
    const { context, page, another, complaints } = await open({ javaScript: true });
    const [name, value] = anna.split("=") as [string, string];
    await context.addCookies([{ name, value, url: program.url }]);
    const streams = async () =>
      Number(/^aktion_event_streams (\d+)/m.exec(await (await fetch(`${program.url}/metrics`)).text())![1]);

    await page.goto(`${program.url}/inbox`);
    const tabs = [page];
    while (tabs.length < 10) {
      const tab = await another();
      await tab.goto(`${program.url}/inbox`);
      tabs.push(tab);
    }
    expect(await streams()).toBe(1);

    // A mail comes while somebody stands on the second row: a quiet line, and row and focus where they were.
    const last = tabs.at(-1)!;
    await last.getByRole("link", { name: "Rechnung vom Oktober" }).focus();
    imap.add(aMail("new", { subject: "Ganz neu" }), { date: new Date() });
    for (const tab of tabs) await tab.getByText("Eine neue Anfrage").waitFor();
    expect(await last.locator("#tickets li").count()).toBe(3);
    expect(await last.evaluate(() => document.activeElement?.textContent?.trim())).toBe("Rechnung vom Oktober");
    expect(await last.title()).toStartWith("(1) ");
    expect(await last.locator("#views a").first().textContent()).toBe("Offen 4");
    expect(await last.locator("[data-open]").textContent()).toBe("4");
    expect(await axe(last)).toEqual([]);
    await last.getByRole("button", { name: "zeigen" }).click();
    await last.getByRole("link", { name: "Ganz neu" }).waitFor();
    expect(await last.evaluate(() => document.activeElement?.textContent?.trim())).toBe("Ganz neu");
    expect(await last.title()).not.toStartWith("(");

    // The tab that listens for all goes; another listens on. What is done in one tab is in all.
    await page.close();
    await tabs[1]!.goto(`${program.url}/inbox/1`);
    await tabs[1]!.locator("select[name=state]").selectOption("closed");
    await last.locator("#t-1.gone").waitFor();
    expect(await last.locator("#views a").first().textContent()).toBe("Offen 3");
    expect(await streams()).toBe(1);

    const asked = performance.now();
    program.kill("SIGTERM");
    expect(await program.exited).toBe(0);
    expect(performance.now() - asked).toBeLessThan(3000);
    const again = await serve(path, { port: new URL(program.url).port });
    await tabs[1]!.locator("select[name=state]").selectOption("open");
    await last.locator("#t-1:not(.gone)").waitFor();
    expect(await streams()).toBe(1);
    expect(complaints.filter((one) => !/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY/.test(one))).toEqual(
      [],
    );
    again.kill("SIGTERM");
    expect(await again.exited).toBe(0);
  },
  120_000,
);
