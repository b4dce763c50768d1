import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { columns } from "#src/services/exchange/columns.ts";
import { importFile } from "#src/services/exchange/import-file.ts";
import { visit } from "../support/browser.ts";
import { empty, importing, utf8 } from "../support/exchange.ts";

const importDoc = readFileSync("docs/import.md", "utf8");
const apiDoc = readFileSync("docs/api.md", "utf8");

test("docs/import.md describes every column as the page does", () => {
  const rows = columns.map(({ de, en, means }) => `| ${de} | ${en} | ${means.en.replaceAll("|", "\\|")} |`);
  expect(importDoc.split("\n").filter((line) => rows.includes(line))).toEqual(rows);
});

test("the example in docs/import.md can be imported", () => {
  const [, example = ""] = /```json\n([\s\S]*?)```/.exec(importDoc) ?? [];
  expect(importFile(empty(), utf8(example), importing)).toMatchObject({
    services: 1,
    systems: 1,
    facts: 3,
    troubles: [],
  });
});

test("docs/api.md names every address", () => {
  const paths = visit()
    .app.routes.map(({ path }) => path)
    .filter((path) => path.startsWith("/api/v1/"));
  const named = (path: string) => {
    const [area, name = "", ...facts] = path.replace("/api/v1/", "").split("/");
    const one = name.replace(":", "").toUpperCase();
    const fact = facts.map((part) => (part.startsWith(":") ? "ID" : part)).join("/");
    if (fact) return apiDoc.includes(`/api/v1/${area}/${one}/${fact}\``) || apiDoc.includes(`\`…/${fact}\``);
    return apiDoc.includes(`/api/v1/${area}${one ? `/${one}` : ""}`);
  };
  expect(paths.filter((path) => !named(path))).toEqual([]);
});
