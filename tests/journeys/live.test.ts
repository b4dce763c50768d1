import { expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { aDesk } from "../support/desk.ts";
import { axe, browserPath, open, start } from "../support/journey.ts";

const mails = [
  { subject: "Webmail geht nicht", from: "Petra Brunner <petra@kunde.ch>", text: "Seit heute früh komme ich nicht hinein." },
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
    await anna.page.locator(".present").getByText("Beat schaut").waitFor();
    await beat.page.locator(".present").getByText("Anna schaut").waitFor();
    await beat.page.locator("#reply-text").fill("Guten Tag Frau Brunner");
    await anna.page.locator(".present").getByText("Beat schreibt").waitFor();
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
    await beat.page.close();
    await anna.page.waitForFunction(() => document.querySelector(".ticket-lead .present")?.textContent === "");
    expect([...anna.complaints, ...beat.complaints, ...anna.elsewhere]).toEqual([]);
  },
  90_000,
);
