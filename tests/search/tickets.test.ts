import { expect, test } from "bun:test";
import { withMail } from "../support/thread.ts";

test("the one box finds tickets by their words, for whoever uses the mailbox and for nobody else", async () => {
  const site = withMail({ subject: "Webmail", text: "Der Greylisting-Filter ist zu streng" });
  const found = await site.page("/search?q=greylist");
  expect(found).toContain('href="/inbox/1#m-1"');
  expect(found).toContain("Greylisting-Filter");
  expect(await site.page("/search?q=greylist", { cookie: site.otto })).not.toContain("/inbox/1");
});
