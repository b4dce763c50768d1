import { expect, onTestFinished, test } from "bun:test";
import { readMailPart } from "#src/inbox/reading/read.ts";
import { framePolicy } from "#src/mail/safe-html.ts";
import { htmlAttacks } from "../support/html-attacks.ts";
import { browserPath, open } from "../support/journey.ts";

const html = { "content-type": "text/html; charset=utf-8" };

/** A page with a frame for each mail, exactly as the inbox shows one, and a spy that notes whatever a mail asks for. */
function arena() {
  const asked: string[] = [];
  const mails: string[] = [];
  const note = ({ url }: Request) => {
    asked.push(new URL(url).pathname);
    return new Response("x");
  };
  const spy = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: note });
  const stage = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch(request) {
      const path = new URL(request.url).pathname;
      if (path === "/favicon.ico") return new Response(null, { status: 204 }); // the browser asks for it by itself
      const mail = mails[Number(/^\/mail\/(\d+)$/.exec(path)?.[1] ?? -1)];
      if (mail !== undefined)
        return new Response(mail, { headers: { ...html, "content-security-policy": framePolicy(false) } });
      return path === "/" ? new Response(mails.map(frameFor).join("\n"), { headers: html }) : note(request);
    },
  });
  onTestFinished(() => void Promise.all([spy.stop(true), stage.stop(true)]));
  const armed = (text: string) =>
    text.replaceAll("SPYBARE", spy.url.origin.replace("http:", "")).replaceAll("SPY", spy.url.origin);
  return { asked, mails, armed, spy: spy.url.origin, stage: stage.url.href };
}

const frameFor = (_: string, at: number) =>
  `<iframe sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" src="/mail/${at}"></iframe>`;

const mailWith = (text: string) =>
  new TextEncoder().encode(`From: a@example.ch\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${text}`);

const wanted = { what: "frame", remote: false, language: "de-CH", linkPage: "/inbox/link" } as const;

test.skipIf(!browserPath)(
  "of all known attacks by HTML mail none runs, none loads, none leaves its frame",
  async () => {
    const { asked, mails, armed, stage } = arena();
    for (const [, attack] of htmlAttacks) {
      const shown = await readMailPart(mailWith(armed(attack)), wanted);
      mails.push("document" in shown ? shown.document : "");
    }
    expect(mails.filter((mail) => mail === "")).toEqual([]);
    const { page, context, complaints } = await open({ javaScript: true });
    await page.goto(stage);
    await page.waitForTimeout(300);
    expect(asked).toEqual([]);
    expect([page.url(), context.pages().length]).toEqual([stage, 1]);
    expect(complaints).toEqual([]);
  },
);

test.skipIf(!browserPath)("the frame's policy and sandbox hold what was not cleaned: a second wall", async () => {
  const { asked, mails, armed, stage } = arena();
  for (const [, attack] of htmlAttacks) mails.push(armed(attack));
  const { page } = await open({ javaScript: true });
  await page.goto(stage);
  await page.waitForTimeout(300);
  // A refresh may move the frame itself, and a hint may open a connection: only cleaning stops these.
  expect(asked.filter((path) => !/refresh|prefetch|preload|icon|manifest/.test(path))).toEqual([]);
  expect(page.url()).toBe(stage);
});

test.skipIf(!browserPath)("the spy sees what a browser without any wall loads and runs", async () => {
  const { asked, spy } = arena();
  const { page } = await open({ javaScript: true });
  await page.setContent(`<img src="${spy}/image.png"><script>fetch("${spy}/script")</script>`);
  await page.waitForTimeout(300);
  expect(asked.sort()).toEqual(["/image.png", "/script"]);
});
