import { expect, test } from "bun:test";
import { linkedText } from "#src/inbox/linked-text.ts";

const told = (text: string) => linkedText(text).map(({ text: said, href, host }) => (href ? [said, href, host] : said));

test.each<[string, unknown[]]>([
  ["Nichts davon.", ["Nichts davon."]],
  ["Siehe https://example.ch/a.", ["Siehe ", ["https://example.ch/a", "https://example.ch/a", null], "."]],
  ["(https://example.ch/a_(b))", ["(", ["https://example.ch/a_(b)", "https://example.ch/a_(b)", null], ")"]],
  ["<http://example.ch>", ["<", ["http://example.ch", "http://example.ch/", null], ">"]],
  ["javascript:alert(1) data:text/html,x file:///etc", ["javascript:alert(1) data:text/html,x file:///etc"]],
  [
    "https://bank.ch@evil.example/x",
    [["https://bank.ch@evil.example/x", "https://bank.ch@evil.example/x", "evil.example"]],
  ],
  ["https://аpple.com/", [["https://аpple.com/", "https://xn--pple-43d.com/", "xn--pple-43d.com"]]],
  ["https://EXAMPLE.ch:443/", [["https://EXAMPLE.ch:443/", "https://example.ch/", null]]],
  ["https:///x http://", ["https:///x http://"]],
])("%p", (text, pieces) => {
  expect(told(text)).toEqual(pieces as never);
});

test("nothing of the text is lost, however it is written", () => {
  const texts = [
    "https://a.ch https://b.ch",
    "x\nhttps://c.ch\n",
    "https://[::1]:80/ ]",
    "http://a..b/",
    "https://%zz/",
  ];
  for (const text of texts)
    expect(
      linkedText(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
});
