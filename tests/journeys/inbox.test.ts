import { describe, expect } from "bun:test";
import type { Page } from "playwright-core";
import { openDatabase } from "#src/storage/database.ts";
import { logIn } from "../support/browser.ts";
import { axe, browserPath, open, start } from "../support/journey.ts";
import { type Account, type Lab, labTest, theLab } from "../support/lab.ts";
import { newestIn, reloadUntil, writeFromOutside } from "../support/mail-journey.ts";

// A mailbox is made against real servers; a customer writes, is answered, and answers back. Without JavaScript, then with it.
describe.each([false, true])("the inbox, with JavaScript %p", (javaScript) => {
  (browserPath ? labTest : labTest.skip)(
    "an owner makes a mailbox, a customer writes, is answered, and answers back",
    async () => {
      const lab = await theLab();
      const [box, customer] = [await lab.newAccount("desk"), await lab.newAccount("customer")];
      let cookie = "";
      const { url } = await start(["serve"], async (path) => {
        cookie = settled(path);
      });
      const { context, page, complaints, elsewhere } = await open({ javaScript });
      const [name, value] = cookie.split("=") as [string, string];
      await context.addCookies([{ name, value, url }]);
      const clean = async () => expect(javaScript ? await axe(page) : []).toEqual([]);
      const press = (label: string) => page.getByRole("button", { name: label, exact: true }).click();

      await page.goto(`${url}/inbox`);
      await page.getByRole("link", { name: "Postfach einrichten" }).click();
      await page.getByText("Noch kein Postfach.").waitFor();
      await clean();
      await page.locator("input[name=name]").fill("Support");
      await page.locator("input[name=address]").fill(box.user);
      await press("Weiter");

      await page.getByText("Support: als Nächstes der Empfang.").waitFor();
      await clean();
      await fillServer(page, "imap", lab, box);
      await page.getByText("Ordner, Takt, Zertifikat").click();
      await page.locator("textarea[name=authority]").fill(lab.ca);
      await page.locator("input[name=imap_password]").fill("falsch");
      await press("Speichern und Empfang prüfen");
      await page.getByText("Der Server nimmt Benutzername und Passwort nicht an.").waitFor();
      await clean();
      await page.locator("input[name=imap_password]").fill(box.password);
      await press("Speichern und Empfang prüfen");
      await page.getByText("Empfang geht. Im Ordner «INBOX» liegen 0 Mails").waitFor();

      await fillServer(page, "smtp", lab, box);
      await page.locator("input[name=to]").fill(customer.user);
      await press("Speichern und Versand prüfen");
      await page.getByText(`Versand geht. Die Probemail an ${customer.user} ist unterwegs.`).waitFor();
      await page.locator("#identity input[name=undo_s]").fill("1");
      await page.locator("#identity textarea[name=signature]").fill("Freundliche Grüsse\nIhr Support");
      await page.locator("#identity").getByRole("button", { name: "Speichern" }).click();
      await press("In Betrieb nehmen");
      await page.getByRole("button", { name: "Anhalten" }).waitFor();
      await clean();

      await write(lab, customer, box, {
        subject: "Webmail geht nicht",
        id: "first@example.test",
        text: "Hilfe, bitte!",
      });
      await reloadUntil(page, `${url}/inbox`, "Webmail geht nicht");
      await page.getByText("Eine offene Anfrage.").waitFor();
      await clean();
      await page.getByRole("link", { name: "Webmail geht nicht" }).click();
      await page.getByText("Hilfe, bitte!").waitFor();
      await page.getByText("warum hier?").click();
      await page.getByText("Sie gehört zu keiner früheren Anfrage: deshalb eine neue.").waitFor();
      await clean();
      await page.locator("#reply-text").fill("Guten Tag\n\nWir schauen nach.");
      await press("Senden und auf Antwort warten");
      await page.getByText("Rückgängig").waitFor();
      await page.locator(".letter.ours").getByText("Wir schauen nach.").waitFor();
      await clean();

      const answer = await newestIn(lab, customer, "Re: Webmail");
      expect(answer.text.replaceAll("\r\n", "\n")).toContain("Wir schauen nach.\n\nFreundliche Grüsse\nIhr Support");
      expect([answer.inReplyTo, answer.from[0]?.address]).toEqual(["first@example.test", box.user]);
      await reloadUntil(page, page.url().split("#")[0]!, "gesendet");

      await write(lab, customer, box, {
        subject: "Re: Webmail geht nicht",
        id: "second@example.test",
        inReplyTo: answer.messageId!,
        text: "Danke, läuft wieder.\n\nAm Montag schrieb Support:\n> Wir schauen nach.",
      });
      await reloadUntil(page, page.url().split("#")[0]!, "Danke, läuft wieder.");
      expect(await page.locator(".letter").count()).toBe(3);
      await page.getByText("… zitierter Text").waitFor();
      await page.locator("select[name=state]").selectOption("closed");
      if (!javaScript) await page.locator("form[action$='/state']:has(select) button").click();
      await page.getByText("Olga: Status erledigt").waitFor();
      await clean();
      await page.goto(`${url}/inbox?view=closed`);
      await page.getByRole("link", { name: "Webmail geht nicht" }).waitFor();
      expect({ complaints, elsewhere }).toEqual({ complaints: [], elsewhere: [] });
    },
    240_000,
  );
});

/** A database with a company and its owner, logged in; gives the cookie. */
function settled(path: string): string {
  const db = openDatabase(path, { create: true });
  db.run("UPDATE company SET name = 'Beispiel Hosting', set_up_at = '2026-01-01T00:00:00.000Z'");
  const cookie = logIn(db, "owner");
  db.run("UPDATE people SET password_hash = 'none'");
  const now = new Date().toISOString();
  db.query<null, { now: string }>(
    "UPDATE sessions SET created_at = $now, last_seen_at = $now, expires_at = '2099-01-01T00:00:00.000Z'",
  ).run({ now });
  db.close();
  return cookie;
}

async function fillServer(page: Page, kind: "imap" | "smtp", { host, ports }: Lab, { user, password }: Account) {
  const port = kind === "imap" ? ports.imaps : ports.submission;
  await page.locator(`input[name=${kind}_host]`).fill(host);
  await page.locator(`input[name=${kind}_port]`).fill(String(port));
  await page.locator(`select[name=${kind}_security]`).selectOption(kind === "imap" ? "tls" : "starttls");
  await page.locator(`input[name=${kind}_user]`).fill(user);
  await page.locator(`input[name=${kind}_password]`).fill(password);
}

type Written = { subject: string; id: string; text: string; inReplyTo?: string };

function write(lab: Lab, from: Account, to: Account, { text, ...mail }: Written): Promise<void> {
  return writeFromOutside(lab, to, { ...mail, from: `Petra Brunner <${from.user}>`, body: text });
}
