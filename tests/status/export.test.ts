import { expect, onTestFinished, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { exportTo, exportWhenChanged } from "#src/status/exporting.ts";
import { dropDraft } from "#src/status/notice-actions.ts";
import { now, visit } from "../support/browser.ts";
import { newFolder } from "../support/folder.ts";
import { aComponent, aMaintenance, anIncident, done, later } from "../support/status.ts";
import { command } from "../support/world.ts";

function filled() {
  const site = visit({ as: "nobody" });
  const id = aComponent(site.db, "E-Mail");
  aComponent(site.db, "Web");
  anIncident(site.db, { title: "Im Oktober", impacts: [[id, "degraded"]], at: later(-40 * 1440) });
  aMaintenance(site.db, { begins_at: later(1440).toISOString(), ends_at: later(1500).toISOString(), components: [id] });
  return site;
}

const base = () => "https://aktion.beispiel.ch";
const pagesIn = (folder: string) =>
  (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith(".html"));
/** What a reader reads: text without tags, and without what the two servers name differently. */
const words = (html: string) => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

test("a plain file server shows the same as the program, and every link in it leads somewhere", async () => {
  const site = filled();
  const folder = newFolder();
  await exportTo({ db: site.db, base }, folder, now);
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: (request) =>
      new Response(Bun.file(join(folder, decodeURI(new URL(request.url).pathname).replace(/\/$/, "/index.html")))),
  });
  onTestFinished(() => void server.stop(true));
  const served = async (path: string) => await (await fetch(`http://127.0.0.1:${server.port}/${path}`)).text();
  for (const [file, path] of [
    ["index.html", "/status?lang=de"],
    ["en/index.html", "/status?lang=en"],
    ["notices/1.html", "/status/notices/1?lang=de"],
    ["en/history/2026-10.html", "/status/history/2026-10?lang=en"],
  ] as const)
    expect([file, words(await served(file))]).toEqual([file, words(await site.page(path))]);
  const dangling: string[] = [];
  for (const file of pagesIn(folder))
    for (const [, link] of readFileSync(join(folder, file), "utf8").matchAll(/(?:href|src)="([^"#]+)"/g))
      if (!/^https:/.test(link!) && !existsSync(join(folder, normalize(join(dirname(file), link!)))))
        dangling.push(`${file} -> ${link}`);
  expect(dangling).toEqual([]);
  expect(await served("badge/e-mail.svg")).toContain("eingeschränkt");
  expect(JSON.parse(await served("summary.json")).state).toBe("degraded");
});

test("it is written on every change, whole, and what is no longer there goes", async () => {
  const site = filled();
  const folder = newFolder();
  site.db.run("UPDATE status_page SET export_folder = ?", [folder]);
  const writing = exportWhenChanged({ db: site.db, base });
  const signal = new AbortController().signal;
  await writing(now, signal);
  const before = readFileSync(join(folder, "index.html"), "utf8");
  anIncident(site.db, { title: "Neu" });
  await writing(now, signal);
  expect(readFileSync(join(folder, "index.html"), "utf8")).not.toBe(before);
  expect(existsSync(join(folder, "notices/3.html"))).toBe(true);
  expect((readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith(".new"))).toEqual([]);
  site.db.run("UPDATE notices SET published_at = NULL WHERE id = 3");
  dropDraft(site.db, 3, done());
  await writing(later(1), signal);
  expect(existsSync(join(folder, "notices/3.html"))).toBe(false);
});

test("nobody's files are overwritten", async () => {
  const site = filled();
  const folder = newFolder();
  writeFileSync(join(folder, "index.html"), "mine");
  await expect(exportTo({ db: site.db, base }, folder, now)).rejects.toThrow("not empty");
  expect(readFileSync(join(folder, "index.html"), "utf8")).toBe("mine");
});

test("aktion status export writes it beside a running server, and says what is wrong with a folder", async () => {
  const folder = newFolder();
  const db = join(folder, "aktion.db");
  await command(["demo", "--seed-only", "--db", db]);
  const out = join(folder, "public");
  const { exit, err } = await command(["status", "export", out, "--db", db]);
  expect([exit, /\d+ files of the status page/.test(err)]).toEqual([0, true]);
  expect(readFileSync(join(out, "index.html"), "utf8")).toContain("Alles läuft.");
  expect((await command(["status", "export", folder, "--db", db])).exit).toBe(2);
  expect((await command(["status"])).exit).toBe(2);
});
