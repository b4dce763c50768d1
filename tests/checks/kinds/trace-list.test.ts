import { expect, test } from "bun:test";
import { trace } from "#src/checks/kinds/trace.ts";
import type { Trace } from "#src/checks/kinds/trace-found.ts";
import { hostsNamedIn, providerOf } from "#src/checks/kinds/trace-provider.ts";
import { providers } from "#src/checks/trace-data.json";
import type { Fields } from "#src/http/form.ts";
import type { Zone } from "./support/name-server.ts";
import { listen } from "./support/servers.ts";
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
