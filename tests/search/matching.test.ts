import { expect, test } from "bun:test";
import { fitOf, snippetOf, wordsOf } from "#src/search/matching.ts";

const fits = (title: string, query: string, rest: string[] = []) => fitOf({ title, rest }, wordsOf(query)) > 0;

test.each([
  ["Nextcloud Talk", "talk", true],
  ["Nextcloud Talk", "next ta", true],
  ["Nextcloud Talk", "cloud", false],
  ["Zürich", "zurich", true],
  ["Umstellung", "UMSTELLUNG", true],
  ["Löschnachweis 12", "12", true],
  ["Löschnachweis 123", "12", true],
  ["Löschnachweis 312", "12", false],
  ["Mailchimp", "mail slack", false],
  ["C++ (Sprache)", "c++", true],
  ["日本語のシステム", "日本", true],
  ["Anything", "", false],
  ["Anything", "- . %", false],
])("%p is found by %p: %p", (title, query, expected) => {
  expect(fits(title, query)).toBe(expected);
});

test("words may stand in different places; the title counts more", () => {
  expect(fits("Slack", "slack lizenz", ["Lizenz: proprietär"])).toBe(true);
  const words = wordsOf("slack");
  expect(fitOf({ title: "Slack", rest: [] }, words)).toBeGreaterThan(fitOf({ title: "Chat", rest: ["Slack"] }, words));
});

test("a snippet shows the words with what stands around them, cut between words", () => {
  const text = `${"Wort ".repeat(60)}Zählpixel ${"Ende ".repeat(60)}`;
  const snippet = snippetOf(text, ["zahlpixel"]);
  expect(snippet).toContain("Zählpixel");
  expect(snippet).toStartWith("… Wort");
  expect(snippet.length).toBeLessThan(260);
  expect(snippetOf("kurz", ["kurz"])).toBe("kurz");
  expect(snippetOf("nichts davon", ["zahlpixel"])).toBe("");
});

test("a long query is read up to a dozen words and a hostile one in no time", () => {
  expect(wordsOf("a ".repeat(1000) + Array.from({ length: 50 }, (_, n) => `w${n}`).join(" "))).toHaveLength(12);
  const began = performance.now();
  fitOf({ title: "a".repeat(100_000), rest: [] }, wordsOf("ab"));
  expect(performance.now() - began).toBeLessThan(1000);
});
