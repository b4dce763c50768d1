import { describe, expect, test } from "bun:test";
import { writeCase } from "#src/cli/case/aktion-privacy.ts";
import type { Role } from "#src/reader.ts";
import { contractForm } from "#src/services/exchange/contract-form.ts";
import { documentOf, documentText } from "#src/services/exchange/document-write.ts";
import { now, visit } from "../support/browser.ts";

const list = "Dienst;bisher;Status\nChat;Slack;offen\nMail;;produktiv\n";
type Site = ReturnType<typeof visit>;

const withCase = (as: Role = "owner") => visit({ as, prepare: (db) => writeCase(db, { by: "aktion", at: now }) });
const count = ({ db }: Site) => (db.query("SELECT count(*) AS n FROM services").get() as { n: number }).n;
const entries = ({ db }: Site) => db.query("SELECT count(*) AS n FROM history_entries").get();

/** As a browser sends it: a form with a file, or with text. */
function send(site: Site, fields: Record<string, string | Blob>, headers: Record<string, string> = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const always = { cookie: site.cookie, "sec-fetch-site": "same-origin", ...headers };
  return site.app.handle(new Request("http://localhost/services/import", { method: "POST", body, headers: always }));
}

const fileOf = (content: string | Uint8Array) => new File([content as BlobPart], "liste.csv");

/** What the page carries along for the confirmation. */
async function carried(page: string): Promise<string> {
  const parts: string[] = [];
  await new HTMLRewriter()
    .on("textarea[hidden]", { text: (part) => void parts.push(part.text) })
    .transform(new Response(page))
    .text();
  const entities = { "&quot;": '"', "&lt;": "<", "&gt;": ">", "&#x27;": "'", "&amp;": "&" };
  const text = parts.join("").replaceAll("\r\n", "\n").replace(/^\n/, ""); // as a browser reads it
  return text.replace(/&[^;]{1,5};/g, (entity) => entities[entity as keyof typeof entities] ?? entity);
}

describe("/services/import", () => {
  test("first says what would become of it and changes nothing; the button then does it", async () => {
    const site = visit({ as: "member" });
    const before = entries(site);
    const checked = await send(site, { file: fileOf(list) });
    expect(checked.status).toBe(200);
    const page = await checked.text();
    expect(page).toContain("Die Liste passt. Einlesen?");
    expect(entries(site)).toEqual(before);

    const imported = await send(site, { text: await carried(page), sure: "yes" });
    expect([imported.status, imported.headers.get("location")]).toEqual([303, "/services"]);
    expect(count(site)).toBe(2);
    expect(site.db.query("SELECT DISTINCT by FROM history_entries WHERE what LIKE 'service.%'").all()).toEqual([
      { by: "person:1" },
    ]);
  });

  test("carries the text unharmed through the page: quotes, markup, a line end in front", async () => {
    const site = visit();
    const odd = `\nDienst;Bemerkung\nChat;"<b>&amp; 'x' ""y""</b>\nzweite </textarea>"\n`;
    const page = await (await send(site, { text: odd })).text();
    expect(await carried(page)).toBe(odd);
    await send(site, { text: odd.replaceAll("\n", "\r\n"), sure: "yes" });
    expect(site.db.query("SELECT note FROM services").get()).toEqual({
      note: `<b>&amp; 'x' "y"</b>\nzweite </textarea>`,
    });
  });

  test("with problems: 422, each with line and column, nothing typed is lost, nothing changed", async () => {
    const site = visit();
    const answer = await send(site, { text: list.replace("offen", "bald"), sure: "yes" });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain("Eine Stelle passt noch nicht.");
    expect(page).toContain("«bald» kennen wir hier nicht.");
    expect(page).toMatch(/>2<[\s\S]*>3<[\s\S]*>Status</);
    expect(page).toContain("Chat;Slack;bald");
    expect(count(site)).toBe(0);
  });

  test("a file that changed the register meanwhile is checked again when it is confirmed", async () => {
    const site = visit();
    await send(site, { text: list });
    await site.post("/services", { name: "Chat", stage: "live" });
    const answer = await send(site, { text: list, sure: "yes" });
    expect(answer.status).toBe(422);
    expect(count(site)).toBe(1);
  });

  test("done twice, it says that all of it is there", async () => {
    const site = visit();
    await send(site, { text: list, sure: "yes" });
    const page = await (await send(site, { text: list })).text();
    expect(page).toContain("Alles davon ist schon da.");
    expect(page).not.toContain('name="sure"');
    expect((await send(site, { text: list, sure: "yes" })).status).toBe(303);
    expect(count(site)).toBe(2);
  });

  test("nothing chosen, too much, and what is no form", async () => {
    const site = visit();
    expect(await (await send(site, {})).text()).toContain("Wählen Sie eine Datei");
    const large = await send(site, { file: fileOf(new Uint8Array(6 * 1024 * 1024).fill(65)) });
    expect([large.status, (await large.text()).includes("grösser als 5 MB")]).toEqual([422, true]);
    expect(await (await send(site, { file: fileOf(Uint8Array.of(0, 1, 2, 3)) })).text()).toContain("keine Textdatei");
    const headers = {
      cookie: site.cookie,
      "sec-fetch-site": "same-origin",
      "content-type": "multipart/form-data; boundary=x",
    };
    const broken = new Request("http://localhost/services/import", { method: "POST", body: "nonsense", headers });
    expect((await site.app.handle(broken)).status).toBe(422);
  });

  test("a body that does not say how long it is stops at the limit too", async () => {
    const site = visit();
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(stream) {
        pulled += 1;
        if (pulled > 200) stream.close();
        else stream.enqueue(new Uint8Array(1024 * 1024));
      },
    });
    const headers = {
      cookie: site.cookie,
      "sec-fetch-site": "same-origin",
      "content-type": "multipart/form-data; boundary=x",
    };
    const answer = await site.app.handle(
      new Request("http://localhost/services/import", { method: "POST", body: endless, headers }),
    );
    expect(answer.status).toBe(422);
    expect(pulled).toBeLessThan(20);
  });

  test("is for members: a viewer is refused, a form from another site too", async () => {
    const viewer = visit({ as: "viewer" });
    expect((await viewer.get("/services/import")).status).toBe(403);
    expect((await send(viewer, { text: list, sure: "yes" })).status).toBe(403);
    const owner = visit();
    expect((await send(owner, { text: list, sure: "yes" }, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect(count(viewer) + count(owner)).toBe(0);
  });

  test("criteria in a file are changed for owners only", async () => {
    const text = '{"format": "aktion-register/1", "criteria": [{"slug": "swiss", "name": "Schweiz"}]}';
    expect(await (await send(visit({ as: "member" }), { text })).text()).toContain("Kriterien ändern nur");
    expect(await (await send(visit(), { text })).text()).toContain("Änderungen an Kriterien");
  });

  test("in English", async () => {
    const site = visit();
    site.db.run("UPDATE people SET language = 'en'");
    expect(await site.page("/services/import")).toContain("Read in a list.");
    expect(await (await send(site, { text: "Service;Stage\nChat;soon\n" })).text()).toContain(
      "We do not know &#34;soon&#34; here.".replaceAll("&#34;", "&quot;"),
    );
  });
});

describe("downloads", () => {
  test("the register as CSV and JSON, as it stood on a day", async () => {
    const site = withCase("viewer");
    const csv = await site.get("/services/export/register.csv?known_at=2020-12-31");
    expect(csv.headers.get("content-disposition")).toBe('attachment; filename="register-2020-12-31.csv"');
    expect(csv.headers.get("content-type")).toContain("text/csv");
    expect(await csv.text()).toContain("Slack;Nextcloud Talk | Nextcloud Deck;produktiv;12.2020;31.12.2020");
    expect(await site.page("/services/export/register.csv?lang=en")).toContain("ID;Service;Service (English)");

    const json = await site.get("/services/export/register.json?known_at=2021-02-28&as_of=2020-12-31");
    expect(contractForm.parse(await json.json())).toMatchObject({ as_of: "2020-12-31", known_at: "2021-02-28" });
  });

  test("everything, for owners only, however the address is written", async () => {
    const owner = withCase();
    expect(await owner.page("/services/export/exchange.json")).toBe(documentText(documentOf(owner.db)));
    for (const path of [
      "exchange.json",
      "exchange%2Ejson",
      "%65xchange.json",
      "exchange.json/",
      "./exchange.json",
      "x/../exchange.json",
    ]) {
      const answer = await withCase("member").get(`/services/export/${path}`);
      expect({ path, leaked: (await answer.text()).includes("aktion-register/1") }).toEqual({ path, leaked: false });
    }
  });

  test("the template, in the reader's language", async () => {
    const site = visit();
    expect(await site.page("/services/import/template.csv")).toStartWith("ID;Dienst;"); // text() takes the mark off
    expect(await site.page("/services/import/template.csv?lang=en")).toContain("ID;Service;");
  });
});
