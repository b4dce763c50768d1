import { describe, expect, test } from "bun:test";
import { visit } from "../support/browser.ts";
import { blobs, files, four, png, send, slack } from "../support/evidence.ts";

describe("bad files are a sentence, and the good ones stay", () => {
  test("an empty one", async () => {
    const site = visit(slack);
    const refused = await send(site, "/deletions", { ...four, note: "steht noch da" }, [
      new File([], "leer.pdf"),
      new File([png], "gut.png"),
    ]);
    expect(refused.status).toBe(422);
    const page = await refused.text();
    for (const text of ["«leer.pdf» ist leer.", "gut.png, 58 Bytes", "steht noch da"]) expect(page).toContain(text);
    expect(blobs(site.db)).toBe(1);
  });

  test.each([
    ["../../etc/passwd.png", "passwd.png"],
    ["C:\\Bilder\\schluss.png", "schluss.png"],
    ["rechnung\u202egnp.exe", "rechnunggnp.exe"],
    ["a\u0007b.png", "ab.png"],
    ["..", "Datei"],
  ])("one called %j is stored as %j once that was seen", async (name, kept) => {
    const site = visit(slack);
    const refused = await send(site, "/deletions", four, [new File([png], name)]);
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain(`Sie heisst hier «${kept}» und ist gespeichert`);
    const handle = /name="pending" value="([^"]+)"/.exec(page)![1]!;
    await send(site, "/deletions", { ...four, pending: handle }, []);
    expect(files(site.db)[0]!.name).toBe(kept);
  });

  test("one that was cut off in the middle: the fields before it are still there", async () => {
    const site = visit(slack);
    const boundary = "----aktion";
    const field = (name: string, value: string) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const start = Object.entries({ ...four, note: "bleibt" })
      .map(([name, value]) => field(name, value))
      .join("");
    const file = `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="halb.pdf"\r\n\r\n%PDF-1.7 ${"x".repeat(400_000)}`;
    const request = new Request("http://localhost/deletions", {
      method: "POST",
      body: start + file,
      headers: {
        cookie: site.cookie,
        "sec-fetch-site": "same-origin",
        "content-type": `multipart/form-data; boundary=${boundary}`,
      },
    });
    const refused = await site.app.handle(request);
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain("Die Datei kam nicht ganz an");
    expect(page).toContain("bleibt</textarea>");
    expect(blobs(site.db)).toBe(0);
  });

  test("a form that is none is refused", async () => {
    const site = visit(slack);
    const headers = { cookie: site.cookie, "sec-fetch-site": "same-origin", "content-type": "application/json" };
    const request = new Request("http://localhost/deletions", { method: "POST", body: "{}", headers });
    expect((await site.app.handle(request)).status).toBe(422);
  });
});
