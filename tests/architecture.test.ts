import { expect, test } from "bun:test";
import { basename } from "node:path";
import { visit } from "./support/browser.ts";
import { folderOf, type Source, sourcesIn } from "./support/source.ts";

const ground = ["storage", "mail", "law", "http", "jobs", "history", "activity", "outbox"];

/** Later areas may know earlier ones, never the other way round. */
const areas = [
  "people",
  "settings",
  "services",
  "deletions",
  "round",
  "inbox",
  "checks",
  "status",
  "search",
  "overview",
  "notifications",
];

/** What every area must know of the company (which day it is there), though it is kept by an area that comes later. */
const ofTheCompany = /^src\/settings\/(store|company|today)\.ts$/;

const kind = {
  routes: /^src\/[^/]+\/([a-z-]+-)?routes\.tsx$/,
  forms: /^src\/[^/]+\/([a-z-]+-)?forms\.ts$/,
  actions: /^src\/[^/]+\/([a-z-]+-)?actions\.ts$/,
  store: /^src\/[^/]+\/([a-z-]+-)?store\.ts$/,
  api: /^src\/[^/]+\/([a-z-]+-)?api\.tsx?$/,
  jobs: /^src\/[^/]+\/([a-z-]+-)?jobs\.ts$/,
};
const isOneOf = (path: string, ...kinds: (keyof typeof kind)[]) => kinds.some((one) => kind[one].test(path));

const area = (path: string) => areas.indexOf(folderOf(path) ?? "");
const isSrc = (path: string) => path.startsWith("src/");
const inGround = (path: string) => isSrc(path) && ground.includes(folderOf(path) ?? "");
const inArea = (path: string) => isSrc(path) && area(path) >= 0;
const inView = (path: string) => path.startsWith("views/");

type Rule = { because: string; breaks: (from: string, to: string) => boolean };

const rules: readonly Rule[] = [
  {
    because: "the ground knows no area",
    breaks: (from, to) => inGround(from) && (area(to) >= 0 || to.startsWith("src/cli/")),
  },
  {
    because: "areas stand in one order",
    breaks: (from, to) => inArea(from) && inArea(to) && area(to) > area(from) && !ofTheCompany.test(to),
  },
  {
    because: "another area is reached through its actions, its store's reads and its nouns",
    breaks: (from, to) =>
      inArea(from) && inArea(to) && area(to) !== area(from) && isOneOf(to, "routes", "forms", "api", "jobs"),
  },
  {
    because: "an area does not know the command line",
    breaks: (from, to) => inArea(from) && to.startsWith("src/cli/"),
  },
  {
    because: "a route holds no SQL",
    breaks: (from, to) => isOneOf(from, "routes", "api") && (to === "bun:sqlite" || to.startsWith("src/storage/")),
  },
  {
    because: "the domain does not know that it is on the web",
    breaks: (from, to) =>
      isOneOf(from, "actions", "store") && (to.includes("elysia") || inView(to) || to.startsWith("src/http/")),
  },
  {
    because: "a store is SQL and nothing but SQL",
    breaks: (from, to) => isOneOf(from, "store") && isOneOf(to, "actions", "routes", "forms", "api", "jobs"),
  },
  {
    because: "actions do not know who calls them",
    breaks: (from, to) => isOneOf(from, "actions") && isOneOf(to, "routes", "forms", "api", "jobs"),
  },
  {
    because: "what a browser may send is read without the database",
    breaks: (from, to) => isOneOf(from, "forms") && (isOneOf(to, "store", "actions") || to === "bun:sqlite"),
  },
  {
    because: "a view receives what it shows",
    breaks: (from, to) =>
      inView(from) &&
      (isOneOf(to, "store", "actions", "routes", "forms", "api", "jobs") ||
        /^(bun:|node:|elysia)|^src\/(storage|mail|jobs|history|activity|outbox|cli|main|app)\b/.test(to)),
  },
  {
    because: "what views share knows no area",
    breaks: (from, to) => from.startsWith("views/ui/") && (area(to) >= 0 || /^views\/(?!ui\/)/.test(to)),
  },
];

const program = sourcesIn("src", "views");

test("imports point one way", () => {
  const broken = program.flatMap(({ path, imports }) =>
    imports.flatMap((to) =>
      rules.filter(({ breaks }) => breaks(path, to)).map(({ because }) => `${path} -> ${to}: ${because}`),
    ),
  );
  expect(broken).toEqual([]);
});

test("no file imports itself by a detour", () => {
  expect(cyclesAmong(program)).toEqual([]);
});

test("only main.ts reads environment and arguments", () => {
  const readers = program.filter(({ path, text }) => path !== "src/main.ts" && /process\.(env|argv)\b/.test(text));
  expect(readers.map(({ path }) => path)).toEqual([]);
});

test("time comes in: no action and no store asks for it", () => {
  const asking = program.filter(
    ({ path, text }) => isOneOf(path, "actions", "store") && /new Date\(\)|Date\.now\(\)|Temporal\.Now/.test(text),
  );
  expect(asking.map(({ path }) => path)).toEqual([]);
});

test("in an area, SQL is in its store", () => {
  const elsewhere = program.filter(
    ({ path, text }) =>
      inArea(path) && !isOneOf(path, "store") && /\.(query|prepare)\s*[<(]|db\.(run|exec)\(/.test(text),
  );
  expect(elsewhere.map(({ path }) => path)).toEqual([]);
});

test("each table is written by one folder only", () => {
  const writers = new Map<string, Set<string>>();
  for (const { path, text } of program.filter((source) => isSrc(source.path)))
    for (const table of tablesWrittenIn(text))
      writers.set(table, (writers.get(table) ?? new Set()).add(folderOf(path) ?? path));
  const shared = [...writers].filter(([, folders]) => folders.size > 1);
  expect(shared.map(([table, folders]) => `${table}: ${[...folders].join(", ")}`)).toEqual([]);
});

test("every address that takes a POST also answers a GET", () => {
  const { routes } = visit().app;
  const gets = new Set(routes.filter(({ method }) => method === "GET").map(({ path }) => path));
  const posts = routes.filter(({ method, path }) => method === "POST" && !path.startsWith("/api/"));
  expect(posts.map(({ path }) => path).filter((path) => !gets.has(path))).toEqual([]);
});

test("people are served with GET and POST only", () => {
  const others = visit().app.routes.filter(
    ({ method, path }) => !["GET", "POST"].includes(method) && !path.startsWith("/api/"),
  );
  expect(others.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});

test("views hold no script, no event attribute and no style of their own", () => {
  const holding = program.filter(
    ({ path, text }) =>
      inView(path) && /\s(on(?!e=)[a-z]+|style|hx-on[^=\s]*)=|<script>|dangerouslySetInnerHTML/.test(text),
  );
  expect(holding.map(({ path }) => path)).toEqual([]);
});

const everything = sourcesIn("src", "views", "tests", "tools", "bench");

test("no file is called after nothing", () => {
  const empty = /^(utils?|helpers?|common|lib|managers?|handlers?|misc|data)$/;
  const named = everything.filter(({ path }) =>
    path.split("/").some((part) => empty.test(basename(part).replace(/\..*$/, ""))),
  );
  expect(named.map(({ path }) => path)).toEqual([]);
});

test("a file of more than 250 lines is split by noun", () => {
  const accepted: string[] = [];
  const long = everything.filter(({ path, text }) => text.split("\n").length > 251 && !accepted.includes(path));
  expect(long.map(({ path, text }) => `${path}: ${text.split("\n").length - 1}`)).toEqual([]);
});

function tablesWrittenIn(text: string): string[] {
  const writes = /\b(?:INSERT (?:OR \w+ )?INTO|REPLACE INTO|UPDATE(?: OR \w+)?|DELETE FROM) ([a-z_]+)\b/g;
  return [...text.matchAll(writes)].map((match) => match[1]!).filter((table) => table !== "migrations");
}

function cyclesAmong(sources: readonly Source[]): string[] {
  const imports = new Map(sources.map((source) => [source.path, source.imports]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const walk = (path: string, trail: string[]) => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(" -> "));
    if (done.has(path) || trail.includes(path)) return;
    for (const next of imports.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of imports.keys()) walk(path, []);
  return cycles;
}
