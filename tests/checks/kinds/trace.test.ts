import { expect, test } from "bun:test";
import { trace } from "#src/checks/kinds/trace.ts";
import type { Trace } from "#src/checks/kinds/trace-found.ts";
import { hostsNamedIn, providerOf } from "#src/checks/kinds/trace-provider.ts";
import { providers } from "#src/checks/trace-data.json";
import type { Fields } from "#src/http/form.ts";
import type { Zone } from "./support/name-server.ts";
import { closedPort, listen } from "./support/servers.ts";
import { here, surroundings } from "./support/surroundings.ts";

const cname = (target: string) => ({ CNAME: [target] });
const txt = (...values: string[]) => ({ TXT: values });

/** A zone of ours without an address, so that no page is looked for unless one is named. */
const clean: Zone = { "ours.ch": txt("v=spf1 mx -all") };

async function traces(zone: Zone, old: string, config: Fields = {}) {
  const world = await surroundings(zone);
  const seen = await trace.run(trace.form.parse({ domain: "ours.ch", old, ...config }), world);
  const found = (seen.details["traces"] as Trace[]) ?? [];
  return { seen, found, places: found.map(({ place, where }) => `${place} ${where}`) };
}

/** Serves files by path; what is not listed is 404. */
async function site(files: Record<string, string>, headers = ""): Promise<string> {
  const port = await listen((socket) => {
    socket.once("data", (bytes: Buffer) => {
      const body = files[String(bytes).split(" ")[1]!];
      const head =
        body === undefined ? "HTTP/1.1 404 No\r\n\r\n" : `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n${headers}\r\n`;
      socket.end(head + (body ?? ""));
    });
  });
  return `http://ours.ch:${port}`;
}

test("a clean domain is up", async () => {
  const { seen } = await traces(clean, "mailchimp");
  expect(seen).toMatchObject({
    state: "up",
    reason: null,
    details: { old: "Mailchimp", traces: [], not_looked_at: [] },
  });
});

test("SPF is followed through includes and redirect, and says by which way", async () => {
  const zone = {
    "ours.ch": txt("some=thing", "v=spf1 include:_spf.ours.ch ~all"),
    "_spf.ours.ch": txt("v=spf1 ip4:192.0.2.0/24 redirect=_more.ours.ch"),
    "_more.ours.ch": txt("v=spf1 ?include:servers.mcsv.net include:_spf.ours.ch -all"),
  };
  const { seen, found } = await traces(zone, "Mailchimp");
  expect(found).toMatchObject([
    { place: "spf", where: "ours.ch > _spf.ours.ch > _more.ours.ch", value: "?include:servers.mcsv.net" },
  ]);
  expect(found[0]?.remove.en).toBe(
    'Take "?include:servers.mcsv.net" out of the SPF record (TXT) of ours.ch > _spf.ours.ch > _more.ours.ch.',
  );
  expect(seen).toMatchObject({ state: "down", reason: { en: "One trace of Mailchimp at ours.ch: SPF." } });
});

test("DKIM: a CNAME to the provider, a key under its selector, and a selector that somebody named", async () => {
  const zone = {
    ...clean,
    "k2._domainkey.ours.ch": cname("dkim2.mcsv.net"),
    "k3._domainkey.ours.ch": cname("dkim.elsewhere.ch"),
    "mandrill._domainkey.ours.ch": txt("v=DKIM1; k=rsa; p=MIGf"),
    "old2019._domainkey.ours.ch": txt("v=DKIM1; p=AAAA"),
  };
  expect((await traces(zone, "mailchimp")).places).toEqual([
    "dkim k2._domainkey.ours.ch",
    "dkim mandrill._domainkey.ours.ch",
  ]);
  expect((await traces(zone, "mailchimp", { selectors: "old2019" })).places).toContain(
    "dkim old2019._domainkey.ours.ch",
  );
});

test("a revoked key is no trace", async () => {
  const zone = { ...clean, "mandrill._domainkey.ours.ch": txt("v=DKIM1; k=rsa; p=") };
  expect((await traces(zone, "mailchimp")).seen.state).toBe("up");
});

test("CNAME, also by a detour, MX, NS, TXT and DMARC", async () => {
  const zone = {
    "ours.ch": {
      TXT: ["google-site-verification=abc", "v=spf1 include:_spf.google.com ~all"],
      MX: [
        { preference: 1, exchange: "smtp.google.com" },
        { preference: 20, exchange: "mx.ours.ch" },
      ],
      NS: ["ns1.google.com", "ns.ours.ch"],
    },
    "mail.ours.ch": cname("groupware.ours.ch"),
    "groupware.ours.ch": cname("ghs.googlehosted.com"),
    "_dmarc.ours.ch": txt("v=DMARC1; p=none; rua=mailto:x@ours.ch,mailto:reports@google.com"),
  };
  const { places, seen } = await traces(zone, "google-workspace");
  expect(places).toEqual([
    "spf ours.ch",
    "txt ours.ch",
    "dmarc _dmarc.ours.ch",
    "mx ours.ch",
    "ns ours.ch",
    "cname mail.ours.ch",
  ]);
  expect(seen.reason?.de).toBe("6 Spuren von Google Workspace bei ours.ch: SPF, TXT, DMARC, MX, NS, CNAME.");
});

test("names of one's own, and tokens under a name that only the provider uses", async () => {
  const zone = { ...clean, "hilfe.ours.ch": cname("acme.zendesk.com"), "zendeskverification.ours.ch": txt("abc123") };
  expect((await traces(zone, "zendesk")).places).toEqual(["txt zendeskverification.ours.ch"]);
  expect((await traces(zone, "zendesk", { names: "hilfe" })).places).toContain("cname hilfe.ours.ch");
});

test("pages: what they load, embed, send to, allow, link to, and name in scripts, styles and their files", async () => {
  const address = await site(
    {
      "/": `<!doctype html><link rel=stylesheet href="/own.css"><script src=/own.js></script>
        <script src="https://chimpstatic.com/mcjs/1.js"></script>
        <img srcset="/a.png 1x, https://mcusercontent.com/b.png 2x">
        <form action="//acme.us1.list-manage.com/subscribe/post"></form>
        <a href="https://mailchi.mp/acme/news">news</a> <!-- https://mailchimp.com -->
        <script>load("https://cdn-images.mailchimp.com/x.js")</script>
        <p>We left mailchimp.com in 2020.</p>`,
      "/own.css": `@import url("https://fonts.example.ch/x.css"); @import "//static.mcusercontent.com/y.css";`,
      "/own.js": `fetch("https://notmailchimp.com/"); fetch("https://mailchimp.community/")`,
    },
    "Content-Security-Policy: default-src 'self' *.list-manage.com\r\n",
  );
  const zone = { "ours.ch": { ...txt("v=spf1 -all"), ...here } };
  const { found } = await traces(zone, "mailchimp", { pages: `${address}/` });
  expect(found.map(({ place, value }) => `${place} ${value}`)).toEqual([
    "page script src: https://chimpstatic.com/mcjs/1.js",
    "page img srcset: https://mcusercontent.com/b.png",
    "page form action: //acme.us1.list-manage.com/subscribe/post",
    "link a href: https://mailchi.mp/acme/news",
    "page script: cdn-images.mailchimp.com",
    "csp *.list-manage.com",
    "page static.mcusercontent.com",
  ]);
  const without = await traces(zone, "mailchimp", { pages: `${address}/`, ignore_links: "on" });
  expect(without.found.filter(({ place }) => place === "link")).toEqual([]);
});

test("a page that redirects to the provider is a trace", async () => {
  const away = await listen((socket) => socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\n\r\nhello")));
  const zone = { "ours.ch": here, "acme.statuspage.io": here };
  const redirecting = await listen((socket) =>
    socket.once("data", () => socket.end(`HTTP/1.1 302 Go\r\nLocation: http://acme.statuspage.io:${away}/\r\n\r\n`)),
  );
  expect((await traces(zone, "statuspage", { pages: `http://ours.ch:${redirecting}/` })).places).toEqual([
    `redirect http://ours.ch:${redirecting}/`,
  ]);
});

test("what could not be looked at makes a clean result unknown, and never hides a trace", async () => {
  const zone: Zone = { "ours.ch": txt("v=spf1 include:bad.ours.ch -all"), "bad.ours.ch": "SERVFAIL" };
  const { seen } = await traces(zone, "mailchimp");
  expect(seen).toMatchObject({
    state: "unknown",
    reason: { code: "not-all-seen" },
    details: { not_looked_at: [{ where: "bad.ours.ch TXT" }] },
  });
  const found = await traces({ ...zone, "k1._domainkey.ours.ch": cname("dkim.mcsv.net") }, "mailchimp");
  expect(found.seen.state).toBe("down");
  const page = await traces({ "ours.ch": here }, "mailchimp", { pages: `http://ours.ch:${await closedPort()}/` });
  expect(page.seen.state).toBe("unknown");
  const broken = await traces({ "ours.ch": here }, "mailchimp", { pages: `${await site({})}/` });
  expect(broken.seen.reason?.en).toContain("The page answers with status 404.");
});

test("a domain that does not exist is a slip, not a clean one", async () => {
  expect((await traces({}, "mailchimp")).seen.reason?.en).toContain("This domain does not exist (NXDOMAIN).");
});

test("a page at an address in numbers is looked at without asking the DNS", async () => {
  const address = (await site({ "/": '<iframe src="https://player.vimeo.com/video/1">' })).replace(
    "ours.ch",
    "127.0.0.1",
  );
  const world = await surroundings({});
  const config = trace.form.parse({ ...trace.fromTarget(`${address}/`), old: "vimeo" });
  expect(await trace.run(config, world)).toMatchObject({
    state: "down",
    details: { traces: [{ value: "iframe src: https://player.vimeo.com/video/1" }] },
  });
});

test("the old provider is a name of the list, another name of it, or a host", () => {
  expect(providerOf("Sendinblue")?.slug).toBe("brevo");
  expect(providerOf("microsoft-office")?.name).toBe("Microsoft 365");
  expect(providerOf("https://Old-Provider.example/x")).toMatchObject({
    slug: "old-provider.example",
    hosts: ["old-provider.example"],
  });
  expect(providerOf("whoever")).toBeNull();
});

test("a bare host is looked for everywhere", async () => {
  const zone = {
    "ours.ch": txt("v=spf1 include:spf.oldmail.example -all"),
    "status.ours.ch": cname("acme.oldmail.example"),
  };
  expect((await traces(zone, "oldmail.example")).places).toEqual(["spf ours.ch", "cname status.ours.ch"]);
});

test("hosts are told from what only looks like them", () => {
  const slack = providerOf("slack")!;
  expect(hostsNamedIn(slack, "x https://acme.slack.com/y wss://wss-primary.slack.com")).toEqual([
    "acme.slack.com",
    "wss-primary.slack.com",
  ]);
  expect(hostsNamedIn(slack, "notslack.com slack.community slack.com.evil.example slack-com my-slack.com")).toEqual([]);
});

test("every provider of the list has hosts, a source, and names that are its own", () => {
  const called = providers.flatMap((provider) => [
    provider.slug,
    provider.name.toLowerCase(),
    ...(provider.also ?? []),
  ]);
  expect(
    called.filter((name, index) => called.indexOf(name) !== index && !providers.some(({ slug }) => slug === name)),
  ).toEqual([]);
  for (const { hosts, sources } of providers) {
    expect(hosts.length).toBeGreaterThan(0);
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.every((source) => source.startsWith("https://"))).toBe(true);
  }
});

test("what the list marks as seen in code only is a value of the same provider", () => {
  for (const { slug, inCode = [] } of providers) {
    const { hosts, dns, selectors, txt, names } = providerOf(slug)!;
    const values = [...hosts, ...dns, ...selectors.map(({ name }) => name), ...txt, ...names];
    expect(inCode.filter((value) => !values.includes(value))).toEqual([]);
  }
});

test("hosts of others under the same roof are no trace: Microsoft's cloud, a mail provider with Mailgun's selector", async () => {
  const zone = {
    ...clean,
    "www.ours.ch": cname("ours.z1.web.core.windows.net"),
    "mailo._domainkey.ours.ch": txt("v=DKIM1; p=MIGf"),
    "selector1._domainkey.ours.ch": cname("selector1-ours-ch._domainkey.ours.n-v1.dkim.mail.microsoft"),
    "enterpriseregistration.ours.ch": cname("enterpriseregistration.windows.net"),
  };
  expect((await traces(zone, "microsoft-365")).places).toEqual([
    "dkim selector1._domainkey.ours.ch",
    "cname enterpriseregistration.ours.ch",
  ]);
  expect((await traces(zone, "mailgun")).places).toEqual([]);
  expect((await traces(zone, "mailgun", { selectors: "mailo" })).places).toEqual(["dkim mailo._domainkey.ours.ch"]);
});

test("a long page holds nobody up, and a host across two pieces of it is found", async () => {
  const filler = "<p>nothing to see here</p>".repeat(80_000);
  const script = `<script>${" ".repeat(131_072 * 2 - 700)}load("https://chimpstatic.com/x.js")</script>`;
  const address = await site({ "/": `${filler}${script}<img src="https://mcusercontent.com/a.png">` });
  let worst = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    worst = Math.max(worst, performance.now() - last);
    last = performance.now();
  }, 1);
  const { found } = await traces({ "ours.ch": here }, "mailchimp", { pages: `${address}/` });
  clearInterval(beat);
  expect(found.map(({ value }) => value)).toEqual([
    "img src: https://mcusercontent.com/a.png",
    "script: chimpstatic.com",
  ]);
  expect(worst).toBeLessThan(250); // 50 ms on a quiet machine; this one may be busy with other tests
});
