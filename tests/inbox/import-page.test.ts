import { expect, test } from "bun:test";
import { visit } from "../support/browser.ts";
import { aMailbox } from "../support/thread.ts";

const path = "/settings/mailboxes/support/imports";

function withMailbox() {
  const site = visit();
  aMailbox(site.db);
  const send = (form: FormData) =>
    site.app.handle(
      new Request(`http://localhost${path}`, {
        method: "POST",
        body: form,
        headers: { cookie: site.cookie, "sec-fetch-site": "same-origin" },
      }),
    );
  const imports = () => site.db.query("SELECT source, folder, file_name, state FROM mail_imports").all();
  return { ...site, send, imports };
}

test("a folder of the server is taken in, one at a time, and can be stopped", async () => {
  const site = withMailbox();
  expect((await site.post(path, { folder: "INBOX.Archiv" })).headers.get("location")).toEndWith("#history");
  expect(site.imports()).toEqual([{ source: "folder", folder: "INBOX.Archiv", file_name: null, state: "waiting" }]);
  expect(await site.page("/settings/mailboxes/support")).toContain("INBOX.Archiv");
  expect((await site.post(path, { folder: "Anderer" })).status).toBe(409);
  expect((await site.post(`${path}/1/stop`)).status).toBe(303);
  expect((await site.post(`${path}/1/stop`)).status).toBe(409);
  expect(await site.page("/settings/mailboxes/support")).toContain("angehalten nach 0 Mails");
});

test("an mbox file is taken in", async () => {
  const site = withMailbox();
  const form = new FormData();
  form.append("folder", "");
  form.append("file", new File(["From a@b Mon Nov 23 09:00:00 2026\nSubject: x\n\ny\n"], "alt.mbox"));
  expect((await site.send(form)).status).toBe(303);
  expect(site.imports()).toEqual([{ source: "mbox", folder: null, file_name: "alt.mbox", state: "waiting" }]);
});

test("nothing chosen, no server, no such mailbox or import, another site: each is told", async () => {
  const site = withMailbox();
  expect((await site.post(path, { folder: " " })).status).toBe(422);
  expect((await site.post(path, { folder: "x" }, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  expect((await site.post("/settings/mailboxes/missing/imports", { folder: "x" })).status).toBe(404);
  expect((await site.post(`${path}/9/stop`)).status).toBe(404);
  site.db.run("UPDATE mailboxes SET imap_host = NULL");
  expect((await site.post(path, { folder: "x" })).status).toBe(409);
  expect(site.imports()).toEqual([]);
});
