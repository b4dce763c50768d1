import { expect, test } from "bun:test";
import { withMail } from "../support/thread.ts";

test("a closed ticket whose reply did not arrive is told of above every list, and found from there", async () => {
  const site = withMail();
  expect(await site.page("/inbox")).not.toContain("einen Blick");
  site.db.run("UPDATE tickets SET state = 'closed', has_trouble = 1");
  const page = await site.page("/inbox?view=spam");
  expect(page).toContain("1 Anfrage braucht einen Blick");
  const link = /href="(\/inbox\?q=[^"]+)"/.exec(page)![1]!;
  expect(await site.page(link)).toContain(site.ticket);
});
