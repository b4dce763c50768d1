import { expect, test } from "bun:test";
import { withMail } from "../support/thread.ts";

const html = {
  headers: ["Content-Type: text/html; charset=utf-8"],
  text: '<p>Guten Tag</p><script>alert(1)</script><img src="https://a.example/1.gif" width=1 height=1><a href="https://example.ch/x">hier</a>',
};

test("a formatted mail has a page with its frame, and says what it wanted to load", async () => {
  const site = withMail(html);
  expect(await site.page(site.ticket)).toContain(`href="${site.ticket}/messages/1"`);
  const page = await site.page(`${site.ticket}/messages/1`);
  expect(page).toContain("Ein Bild blockiert, vermutlich Zählpixel.");
  expect(page).toContain('sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"');
});

test("the frame holds the mail and nothing that acts, under a policy of its own", async () => {
  const site = withMail(html);
  const frame = await site.get(`${site.ticket}/messages/1/frame`);
  const policy = frame.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("img-src data:");
  expect(policy).toContain("sandbox allow-same-origin");
  expect(policy).not.toMatch(/script-src|allow-scripts|http/);
  const text = await frame.text();
  expect(text).toContain("Guten Tag");
  expect(text).not.toMatch(/<script|alert|a\.example/);
  expect(text).toContain('href="/inbox/link?to=https%3A%2F%2Fexample.ch%2Fx"');
});

test("a large mail is taken apart beside the pages", async () => {
  const site = withMail({ ...html, text: `<p>${"viel Text ".repeat(30_000)}</p><p>Ende</p>` });
  const frame = await site.get(`${site.ticket}/messages/1/frame`);
  expect([frame.status, (await frame.text()).includes("<p>Ende</p>")]).toEqual([200, true]);
});

test("where a link leads is shown before it is followed; only the web is followed", async () => {
  const site = withMail();
  const page = await site.page(`/inbox/link?to=${encodeURIComponent("https://bank.ch@evil.example/x")}`);
  expect(page).toContain("Dieser Link führt zu evil.example.");
  for (const to of ["javascript:alert(1)", "data:text/html,x", "x", ""])
    expect((await site.get(`/inbox/link?to=${encodeURIComponent(to)}`)).status).toBe(404);
});

test("a mail without HTML, and one of a mailbox that is not yours, has none", async () => {
  const site = withMail();
  for (const path of ["messages/1", "messages/1/frame"]) {
    expect((await site.get(`${site.ticket}/${path}`)).status).toBe(404);
    const other = withMail(html);
    expect((await other.get(`${other.ticket}/${path}`, { cookie: other.otto })).status).toBe(404);
  }
});

test("pictures from elsewhere are shown when somebody asks, by their own browser; trackers never", async () => {
  const site = withMail({ ...html, text: `${html.text}<img src="https://a.example/2.png">` });
  expect(await site.page(`${site.ticket}/messages/1`)).toContain(`${site.ticket}/messages/1?remote`);
  expect(await site.page(`${site.ticket}/messages/1?remote`)).toContain(`${site.ticket}/messages/1/frame?remote`);
  const frame = await site.get(`${site.ticket}/messages/1/frame?remote`);
  expect(frame.headers.get("content-security-policy")).toContain("img-src data: https: http:");
  const text = await frame.text();
  expect(text).toContain("https://a.example/2.png");
  expect(text).not.toContain("https://a.example/1.gif");
});
