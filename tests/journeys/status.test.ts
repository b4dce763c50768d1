import { describe, expect, onTestFinished, test } from "bun:test";
import type { Page } from "playwright-core";
import { type LogIn, writePeople } from "#src/cli/case/people.ts";
import { openDatabase } from "#src/storage/database.ts";
import { axe, browserPath, open, start } from "../support/journey.ts";
import { smtpServer } from "../support/smtp.ts";
import { aComponent, later, mailReady } from "../support/status.ts";

async function logIn(page: Page, url: string, { email, password }: LogIn): Promise<void> {
  await page.goto(`${url}/login`);
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.locator("main form button[type=submit]").click();
  await page.waitForURL((address) => address.pathname !== "/login");
}

/** Something that answers until it is broken. */
function target() {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("ok") });
  onTestFinished(() => void server.stop(true));
  return { port: server.port!, break: () => server.stop(true) };
}

async function somebody(path: string): Promise<LogIn[]> {
  const db = openDatabase(path, { create: true });
  const people = await writePeople(db, new Date());
  db.close();
  return people;
}

function aRunningCheck(path: string, port: number, mailPort: number): void {
  const db = openDatabase(path);
  const now = new Date();
  mailReady(db, mailPort);
  db.query(
    `INSERT INTO checks (slug, name, kind, config, every_s, confirm_after, recover_after, addresses, created_by, created_at, changed_at)
     VALUES ('mail', 'Mailserver', 'tcp', ?, 5, 1, 1, 'own-network', 'person:1', ?2, ?2)`,
  ).run(JSON.stringify({ host: "127.0.0.1", port, timeout_ms: 2000 }), now.toISOString());
  aComponent(db, "E-Mail", { checks: [1] });
  aComponent(db, "Webhosting");
  db.run("UPDATE status_components SET created_at = ?", [later(-30 * 1440, now).toISOString()]);
  db.close();
}

const publicPath = (link: string) => new URL(link).pathname;

describe.each([false, true])("the status page, with JavaScript %p", (javaScript) => {
  test.skipIf(!browserPath)(
    "a server breaks, people are told and read of it, and unsubscribe with one click",
    async () => {
      const server = await smtpServer();
      const watched = target();
      let people: LogIn[] = [];
      const { url } = await start(["serve"], async (path) => {
        people = await somebody(path);
        aRunningCheck(path, watched.port, server.port);
      });
      const team = await open({ javaScript });
      const reader = await open({ javaScript });
      const { page } = team;
      const outside = reader.page;
      const clean = async (of: Page) => expect(javaScript ? await axe(of) : []).toEqual([]);
      const mails = () => server.arrived.map(({ raw }) => unfolded(raw));
      const mailAbout = async (words: string) => {
        for (let tries = 0; tries < 1000; tries += 1) {
          const found = mails().find((raw) => raw.includes(words));
          if (found) return found;
          await Bun.sleep(20);
        }
        throw new Error(`No mail about ${words} among ${mails().length}`);
      };

      // A reader subscribes and confirms.
      await outside.goto(`${url}/status`);
      await clean(outside);
      await outside.getByRole("link", { name: "Abonnieren" }).click();
      await clean(outside);
      await outside.locator("input[name=address]").fill("anna@kunde.test");
      await outside.getByRole("button", { name: "Abonnieren" }).click();
      await outside.getByText("Sehen Sie in Ihr Postfach.").waitFor();
      const confirm = /https:\/\/\S+\/status\/confirm\/[\w-]{43}/.exec(await mailAbout("/status/confirm/"))![0];
      await outside.goto(url + publicPath(confirm));
      await clean(outside);
      await outside.getByRole("button", { name: "Ja, abonnieren" }).click();
      await outside.getByText("Sie bekommen Meldungen.").waitFor();
      await clean(outside);

      // The server breaks: the team finds a draft, publishes it, writes two updates, resolves it and says why.
      await logIn(page, url, people.find(({ role }) => role === "member")!);
      await watched.break();
      await page.goto(`${url}/status/manage`);
      for (let tries = 0; tries < 60 && (await page.getByText("Entwurf aus Prüfungen").count()) === 0; tries += 1) {
        await Bun.sleep(500);
        await page.reload();
      }
      await clean(page);
      await page.getByRole("link", { name: "E-Mail ist gestört" }).first().click();
      await page.getByText("geht an eine Person").waitFor();
      await clean(page);
      await page.getByRole("button", { name: "Veröffentlichen" }).click();
      await page.getByText("Neue Meldung").waitFor();
      await outside.goto(`${url}/status`);
      await outside.getByRole("heading", { name: "E-Mail ist gestört. Alles andere läuft." }).waitFor();
      await clean(outside);
      for (const [state, text] of [
        ["identified", "Ein Kabel ist lose."],
        ["resolved", "Das Kabel sitzt."],
      ] as const) {
        await page.locator("main form select[name=state]").first().selectOption(state);
        await page.locator("main form textarea[name=text]").first().fill(text);
        await page.getByRole("button", { name: "Veröffentlichen" }).first().click();
        await page.getByText(text).waitFor();
        await clean(page);
      }
      await page.locator("#postmortem textarea[name=text]").fill("Das Kabel war zu kurz.");
      await page.getByRole("button", { name: "Nachbericht veröffentlichen" }).click();
      await page.getByText("Das Kabel war zu kurz.").waitFor();
      await outside.goto(`${url}/status/notices/1`);
      await outside.getByText("Das Kabel war zu kurz.").waitFor();
      await clean(outside);

      // Maintenance in the night in which summer time begins.
      await page.goto(`${url}/status/manage/notices/new?kind=maintenance`);
      await clean(page);
      await page.locator("input[name=title]").fill("Neue Platten");
      await page.locator("input[name=begins_at]").fill("2027-03-27T23:00");
      await page.locator("input[name=ends_at]").fill("2027-03-28T04:00");
      await page.getByRole("checkbox", { name: "Webhosting" }).check();
      await page.locator("textarea[name=text]").fill("Websites stehen kurz still.");
      await page.getByRole("button", { name: "Entwurf ansehen" }).click();
      await page.getByRole("button", { name: "Veröffentlichen" }).click();
      await page.getByText("Verschieben").first().waitFor();
      await outside.goto(`${url}/status`);
      await outside.getByText("27.03.2027, 23:00 bis 28.03.2027, 04:00").waitFor();
      expect(await (await fetch(`${url}/status/maintenance.ics`)).text()).toContain("DTEND:20270328T020000Z");

      // Each mail came once; the last one is left by what it carries, as a mail program does it.
      await mailAbout("Neue Platten");
      for (const words of ["Wird untersucht", "Ursache gefunden", "Behoben", "Geplant"])
        expect([words, mails().filter((raw) => bodyOf(raw).startsWith(words)).length]).toEqual([words, 1]);
      const leave = /^List-Unsubscribe: <([^>]+)>/im.exec(await mailAbout("Neue Platten"))![1]!;
      const left = await fetch(url + publicPath(leave), {
        method: "POST",
        body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
      });
      expect(left.status).toBe(200);
      await page.goto(`${url}/status/manage/subscribers`);
      await page.getByText("Niemand bekommt Meldungen.").waitFor();
      await clean(page);
      for (const path of ["components", "templates"]) {
        await page.goto(`${url}/status/manage/${path}`);
        await clean(page);
      }
      expect([...team.complaints, ...reader.complaints, ...team.elsewhere, ...reader.elsewhere]).toEqual([]);
      expect(await reader.context.cookies()).toEqual([]);
    },
    180_000,
  );
});

test.skipIf(!browserPath)(
  "the strokes can be walked through with the keyboard, and say of each day what the list says",
  async () => {
    const { url } = await start(["serve"], async (path) => {
      await somebody(path);
      aRunningCheck(path, 9, 9);
    });
    const { page } = await open({ javaScript: true });
    await page.goto(`${url}/status`);
    const slider = page.getByRole("slider", { name: /^Webhosting/ });
    await slider.focus();
    expect(await slider.getAttribute("aria-valuetext")).toContain("läuft; 100%");
    await page.keyboard.press("Home");
    expect(await slider.getAttribute("aria-valuetext")).toContain("nicht überwacht");
    await page.keyboard.press("PageUp");
    await page.keyboard.press("ArrowLeft");
    expect(await slider.getAttribute("aria-valuenow")).toBe("6");
    await page.setViewportSize({ width: 390, height: 800 });
    await page.keyboard.press("Home");
    expect(await slider.getAttribute("aria-valuenow")).toBe("60");
    expect(await axe(page)).toEqual([]);
  },
  60_000,
);

/** Headers in one line, and quoted-printable read. */
function unfolded(raw: string): string {
  const [head = "", ...body] = raw.split("\r\n\r\n");
  const bytes = Buffer.from(
    body
      .join("\r\n\r\n")
      .replace(/=\r\n/g, "")
      .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );
  return `${head.replace(/\r\n[ \t]+/g, " ")}\r\n\r\n${bytes.toString()}`;
}

const bodyOf = (raw: string) => raw.slice(raw.indexOf("\r\n\r\n") + 4);
