import { describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { parseMail } from "#src/mail/message.ts";
import { openDatabase } from "#src/storage/database.ts";
import { logIn } from "../support/browser.ts";
import { axe, browserPath, open, start } from "../support/journey.ts";
import { smtpServer } from "../support/smtp.ts";
import { aMailbox, arrives } from "../support/thread.ts";

// Olga mentions Mara in a note; Mara sees it on her page and by mail, and chooses what she wants to hear. Two people, two browsers.
describe.skipIf(browserPath === null).each([false, true])("notifications, with JavaScript %p", (javaScript) => {
  test("somebody is mentioned, is told once, reads it, and chooses what to hear", async () => {
    const server = await smtpServer();
    const cookies: string[] = [];
    const { url } = await start(["serve"], async (path) => void cookies.push(...prepared(path, server.port)));
    const [olga, mara] = [await signedIn(url, cookies[0]!), await signedIn(url, cookies[1]!)];

    const note = olga.page.locator("#note-text");
    await olga.page.goto(`${url}/inbox/1`);
    await olga.page.getByText("Notiz für das Team").click();
    await olga.page.getByText("Wer sich erwähnen lässt").waitFor();
    await note.fill("@Otto, schaust du?");
    await olga.press("Notieren");
    await olga.page.getByText("@Otto gehört nicht zu diesem Postfach").waitFor();
    expect(await note.inputValue()).toBe("@Otto, schaust du?");
    await olga.clean();
    await note.fill("");
    await mention(note, olga.page);
    await olga.press("Notieren");
    await olga.page.locator("b.mention", { hasText: "@Mara" }).waitFor();
    await olga.page.locator("dd", { hasText: "Mara" }).first().waitFor();
    await olga.clean();

    await reloadUntil(mara.page, `${url}/notifications`, "Eine ungelesene Mitteilung.");
    await mara.clean();
    expect(await mara.page.locator(".me .count").textContent()).toBe("1");
    await mara.page.getByText("Olga hat Sie erwähnt").waitFor();
    await mara.page.locator(".told a").click();
    await mara.page.waitForURL(/\/inbox\/1#m-\d+$/);
    await mara.page.getByText("siehst du das?").waitFor();
    await mara.page.goto(`${url}/notifications`);
    await mara.page.getByText("Nichts Neues für Sie.").waitFor();

    await mara.page.getByRole("link", { name: "Was ich erfahre, und wie" }).click();
    await mara.page
      .getByRole("radio", { name: "Eine neue Anfrage in einem meiner Postfächer: hier", exact: true })
      .check();
    await mara.page.getByRole("radio", { name: "nur an diesen Tagen und Stunden" }).check();
    await mara.page.locator("input[name=from_time]").fill("morgens");
    await mara.press("Speichern");
    await mara.page.getByText("Eine Uhrzeit wie 08:00.").waitFor();
    await mara.clean();
    await mara.page.locator("input[name=from_time]").fill("00:00");
    await mara.page.locator("input[name=until_time]").fill("24:00");
    await mara.press("Speichern");
    await mara.page.getByText("Gespeichert.").waitFor();
    await mara.clean();
    expect(await mara.page.locator('input[name="way-new-ticket"][value=here]').isChecked()).toBe(true);

    await olga.page.goto(`${url}/settings/mailboxes/support#telling`);
    await olga.page.locator("#telling select").selectOption("none");
    await olga.page.locator("#telling").getByRole("button", { name: "Speichern" }).click();
    await olga.page.waitForURL(/#telling$/);
    await olga.clean();

    const [mail, ...others] = server.arrived.filter(({ to }) => to[0] === "mara@example.ch");
    expect(others).toEqual([]);
    const { subject, text } = parseMail(Buffer.from(mail!.raw));
    expect(subject).toBe("Anfrage 1: Webmail");
    expect(text).toContain("Olga hat Sie erwähnt");
    expect([...olga.complaints, ...mara.complaints, ...olga.elsewhere, ...mara.elsewhere]).toEqual([]);
  }, 90_000);

  async function signedIn(url: string, cookie: string) {
    const opened = await open({ javaScript });
    const [name, value] = cookie.split("=") as [string, string];
    await opened.context.addCookies([{ name, value, url }]);
    const { page } = opened;
    return {
      ...opened,
      press: (label: string) => page.getByRole("button", { name: label, exact: true }).click(),
      clean: async () => expect(javaScript ? await axe(page) : []).toEqual([]),
    };
  }

  /** With scripts a name is chosen by the keyboard, else it is typed. */
  async function mention(note: ReturnType<Page["locator"]>, page: Page): Promise<void> {
    await note.pressSequentially(javaScript ? "@" : "@Mara ");
    if (javaScript) {
      await page.locator('[data-mentionable] li[aria-selected="true"]', { hasText: "@Mara" }).waitFor();
      await note.press("ArrowDown");
      expect(await page.locator('[data-mentionable] li[aria-selected="true"]').textContent()).toBe("@Olga");
      await note.press("ArrowUp");
      await note.pressSequentially("ma");
      await note.press("Enter");
    }
    await note.pressSequentially("siehst du das?");
    expect(await note.inputValue()).toBe("@Mara siehst du das?");
  }
});

/** Olga, an owner, and Mara use support@, which also sends Aktion's own mail; Petra has written. Gives their cookies. */
function prepared(path: string, port: number): string[] {
  const db = openDatabase(path, { create: true });
  db.run("UPDATE company SET name = 'Beispiel Hosting', set_up_at = '2026-01-01T00:00:00.000Z'");
  const cookies = [logIn(db, "owner"), logIn(db, "member")];
  const now = new Date().toISOString();
  db.run("UPDATE sessions SET created_at = ?1, last_seen_at = ?1, expires_at = '2099-01-01T00:00:00.000Z'", [now]);
  const smtp = { smtp_host: "127.0.0.1", smtp_port: port, smtp_security: "none", smtp_user: null };
  aMailbox(db, { members: [1, 2], columns: { ...smtp, sends_notices: 1, imap_host: null } });
  arrives(db, { id: "first@brunner.example" });
  db.run("UPDATE tickets SET waiting_since = ?1, last_at = ?1", [now]);
  db.close();
  return cookies;
}

async function reloadUntil(page: Page, address: string, text: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    await page.goto(address);
    if ((await page.content()).includes(text)) return;
    await Bun.sleep(100);
  }
  throw new Error(`"${text}" did not come`);
}
