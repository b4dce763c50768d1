import { expect, test } from "bun:test";
import { logIn, visit } from "./support/browser.ts";
import { fillWithHostileText, hostile } from "./support/hostile.ts";

// Hostile text stands in every table; every address is asked, and every form on every page is sent with hostile text in it.

type Site = ReturnType<typeof visit>;

/** Somebody who may do everything; and a stranger before the first log-in, to whom the pages for setting up are shown. */
const owner = (values: string[]) => visit({ prepare: (db) => void values.push(...fillWithHostileText(db)) });
const stranger = (values: string[]) =>
  visit({
    as: "nobody",
    prepare(db) {
      values.push(...fillWithHostileText(db));
      db.run("DELETE FROM one_time_links WHERE kind <> 'setup'");
      db.run("DELETE FROM people");
      db.run("UPDATE company SET set_up_at = NULL");
    },
  });

/** Not for people, not while there is an owner, and not before there is an export or a key. */
const notForOwners = [
  "/metrics",
  "/setup/:secret",
  "/settings/export/file",
  "/settings/history/checkpoint.txt",
  "/settings/history/public-key.txt",
  "/ping/:key",
  "/ping/:key/:what",
  "/status/history/:month",
  "/status/look/:file",
  "/status/logo/:file",
];

test("no page shows stored text as markup", async () => {
  const { pages, unanswered } = await everyPage(owner);
  expect(pages.filter(({ text }) => isUnescaped(text)).map(({ path }) => path)).toEqual([]);
  expect(pages.filter(({ text }) => text.includes(escaped)).length).toBeGreaterThan(pages.length / 2);
  expect(unanswered).toEqual(notForOwners);
}, 30_000);

test("no page before log-in does either", async () => {
  const { pages, unanswered } = await everyPage(stranger);
  expect(pages.filter(({ text }) => isUnescaped(text)).map(({ path }) => path)).toEqual([]);
  expect(unanswered).not.toContain("/setup/:secret");
});

test("no form fails on hostile text, or gives it back as markup", async () => {
  for (const somebody of [owner, stranger]) {
    const { site, pages } = await everyPage(somebody);
    const forms = distinct(pages.flatMap(({ text, path }) => formsIn(text, path)));
    expect(forms.length).toBeGreaterThan(1);
    expect(await brokenBy(site, forms, somebody === owner)).toEqual([]);
  }
}, 30_000);

async function brokenBy(site: Site, forms: Form[], asOwner: boolean): Promise<string[]> {
  const broken: string[] = [];
  for (const form of forms) {
    // Each as somebody new: among the forms are log-out, and the end of one's own session.
    const cookie = asOwner ? logIn(site.db, "owner", `Owner${crypto.randomUUID()}`) : "";
    const answer = await site.post(form.action, hostileFields(form), { cookie });
    if (answer.status >= 500 || (isPage(answer) && isUnescaped(await answer.text()))) broken.push(form.action);
  }
  return broken;
}

const escaped = "&lt;img src=x";

/** Read as a browser reads it: inside a quoted attribute `<img` is only text. */
function isUnescaped(text: string): boolean {
  let found = false;
  new HTMLRewriter()
    .on("img[onerror]", {
      element() {
        found = true;
      },
    })
    .on("a, form, button, img, iframe, link, script, use", {
      element(element) {
        const addresses = ["href", "action", "formaction", "src", "xlink:href"].map((name) =>
          element.getAttribute(name),
        );
        found ||= addresses.some((address) => /^[\s\0]*javascript:/i.test(address ?? ""));
      },
    })
    .transform(text);
  return found;
}

const isPage = (answer: Response) => /html|xml|svg/.test(answer.headers.get("content-type") ?? "");

type Page = { path: string; text: string };

/** Every address with every value that could stand in it. `unanswered` are the patterns that never gave a page. */
async function everyPage(somebody: (values: string[]) => Site) {
  const values: string[] = [];
  const site = somebody(values);
  const patterns = site.app.routes.filter(({ method }) => method === "GET").map(({ path }) => path);
  const pages: Page[] = [];
  const unanswered: string[] = [];
  for (const pattern of new Set(patterns.filter((path) => !path.startsWith("/public/") && !path.startsWith("/api/")))) {
    let answered = false;
    for (const path of addressesOf(pattern, values)) {
      const answer = await site.get(path);
      answered ||= answer.status < 400;
      if (isPage(answer)) pages.push({ path, text: await answer.text() });
    }
    if (!answered) unanswered.push(pattern);
  }
  return { site, pages, unanswered };
}

/** Where a link in a mail leads. */
const leads = new URLSearchParams({ to: `https://${encodeURIComponent("<img>")}@evil.example/${hostile}` });

/** `/services/:slug` with every slug, id and secret there is; `?` also with something hostile, because pages show what was asked. */
function addressesOf(pattern: string, values: string[]): string[] {
  const filled = (value: string) => pattern.replace(/:\w+\??/g, encodeURIComponent(value));
  const asked = pattern.includes(":") ? ["1", "2", ...values, hostile].map(filled) : [pattern];
  return [
    ...asked,
    `${asked[0]}?q=${encodeURIComponent(hostile)}&owner=${encodeURIComponent(hostile)}&lang=en&${leads}`,
  ];
}

type Form = { action: string; fields: string[] };

function formsIn(html: string, page: string): Form[] {
  const forms: Form[] = [];
  new HTMLRewriter()
    .on("form", {
      element(form) {
        if (form.getAttribute("method") !== "post") return;
        forms.push({ action: decoded(form.getAttribute("action") ?? page), fields: [] });
      },
    })
    .on("form input, form select, form textarea", {
      element: (field) => void forms.at(-1)?.fields.push(field.getAttribute("name") ?? ""),
    })
    .transform(html);
  return forms;
}

const decoded = (attribute: string) => attribute.replaceAll("&amp;", "&");

function distinct(forms: Form[]): Form[] {
  return [...new Map(forms.map((form) => [`${form.action} ${form.fields}`, form])).values()];
}

function hostileFields({ fields }: Form): URLSearchParams {
  return new URLSearchParams(fields.filter((name) => name !== "").map((name) => [name, hostile]));
}
