import { describe, expect, test } from "bun:test";
import { frameDocument, safeHtml } from "#src/mail/safe-html.ts";

const inline = (id: string) => (id === "logo@x" ? "data:image/png;base64,AA" : null);
const shown = (html: string, remote = false) => safeHtml(html, { remote, inline, linkTo: (to) => to });

test.each([
  ['<p style="color:red;margin:2px">a</p>', '<p style="color:red;margin:2px">a</p>'],
  [
    "<table><tr><td bgcolor=#eee colspan=2>a</td></tr></table>",
    '<table><tr><td bgcolor="#eee" colspan="2">a</td></tr></table>',
  ],
  ['<font face="Arial" size="2">a</font>', '<font face="Arial" size="2">a</font>'],
  ["a<o:p></o:p>b", "ab"],
  ["<style>p{color:red}</style><p>a</p>", "<style>p{color:red}</style><p>a</p>"],
  ["<title>x</title><p>a</p>", "<p>a</p>"],
  ['<body style="margin:0"><p>a</p></body>', '<div style="margin:0"><p>a</p></div>'],
  ["1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"],
])("%p is shown as %p", (html, expected) => {
  expect(shown(html).html).toBe(expected);
});

describe("what lies elsewhere", () => {
  test.each([
    ['<img src="https://e.example/a.png">', 1, 0],
    ['<img src="https://e.example/a.png"><img src="https://e.example/a.png">', 1, 0],
    ['<img src="//e.example/a.png">', 1, 0],
    ['<img src="https://e.example/a.png" width="1" height="1">', 1, 1],
    ['<img src="https://e.example/a.png" style="width:1px;height:1px">', 1, 1],
    ['<img src="https://e.example/a.png" style="display:none">', 1, 1],
    ['<img src="https://e.example/wf/open?upn=1" width="600" height="200">', 1, 1],
    ['<p style="background:url(https://e.example/b.png)">a</p>', 1, 0],
    ["<style>p{background:url('https://e.example/c.png')}</style>", 1, 0],
    ['<td background="https://e.example/d.png">a</td>', 1, 0],
    ['<img src="cid:logo@x"><img src="data:image/gif;base64,AA">', 0, 0],
  ])("%p counts as %d pictures, %d of them trackers, and is not in what is shown", (html, images, trackers) => {
    const { blocked, html: clean } = shown(html);
    expect(blocked).toEqual({ images, trackers });
    expect(clean).not.toContain("e.example");
  });

  test("is shown when somebody asks for it, but never a tracker", () => {
    const pictures = '<img src="https://e.example/a.png"><img src="//e.example/b.png">';
    const clean = shown(`${pictures}<img src="https://e.example/open/1" width=1 height=1>`, true).html;
    expect(clean).toContain('src="https://e.example/a.png"');
    expect(clean).toContain('src="https://e.example/b.png"');
    expect(clean).not.toContain("/open/1");
  });
});

test.each([
  ['<a href="javascript:alert(1)">a</a>', false],
  ['<a href="JaVaScRiPt:alert(1)">a</a>', false],
  ['<a href="data:text/html,x">a</a>', false],
  ['<a href="/inbox/1/state">a</a>', false],
  ['<a href="https://example.ch/">a</a>', true],
  ['<a href="mailto:a@example.ch">a</a>', true],
  ['<a href="tel:+41441234567">a</a>', true],
])("%p leads somewhere: %p", (html, leads) => {
  expect(shown(html).html.includes("href=")).toBe(leads);
});

test("a mail without colours follows the reader's light or dark; one with colours stays on white", () => {
  expect(frameDocument(shown("<p>a</p>"), "de-CH")).toContain('content="light dark"');
  expect(frameDocument(shown('<p style="color:#123">a</p>'), "de-CH")).toContain('content="light"');
});
