import { expect, test } from "bun:test";
import { type Picture, sanitizedHtml } from "#src/mail/sanitized.ts";

const logo: Picture = { cid: "logo@x", type: "image/png", content: new Uint8Array([137, 80, 78, 71]) };
const shown = (html: string, pictures: Picture[] = []) =>
  sanitizedHtml(html, { pictures, linkTo: (address) => `/link?to=${encodeURIComponent(address)}` });

/** Ways in which mails have tried to run, to load or to lead astray. What is left may hold none of it. */
test.each([
  "<script>alert(1)</script>",
  "<scr<script>ipt>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<img src='javascript:alert(1)'>",
  "<svg onload=alert(1)><animate onbegin=alert(1)></svg>",
  "<svg><script>alert(1)</script></svg>",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
  "<iframe src='https://evil.example'></iframe>",
  "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
  "<object data='https://evil.example/x.swf'></object><embed src=x>",
  "<form action='https://evil.example'><input name=password></form>",
  "<button formaction='javascript:alert(1)'>x</button>",
  "<meta http-equiv=refresh content='0;url=https://evil.example'>",
  "<base href='https://evil.example/'>",
  "<link rel=stylesheet href='https://evil.example/x.css'>",
  "<a href='javascript:alert(1)'>x</a>",
  "<a href=' jav&#x09;ascript:alert(1)'>x</a>",
  "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
  "<a href='vbscript:x'>x</a>",
  "<body onload=alert(1)>x</body>",
  "<details open ontoggle=alert(1)>x</details>",
  "<video src='https://evil.example/x.mp4' autoplay></video><audio src=x></audio>",
  "<img src='https://evil.example/a.png' srcset='https://evil.example/b.png 2x'>",
  "<picture><source srcset='https://evil.example/b.png'><img src='https://evil.example/a.png'></picture>",
  "<img src='//evil.example/a.png'>",
  "<input type=image src='https://evil.example/a.png'>",
  "<table background='https://evil.example/a.png'><tr><td background=x>x</td></tr></table>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
  "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
  "<!--[if mso]><script>alert(1)</script><![endif]--><!-- --!><img src=x onerror=alert(1)>",
  "<template><script>alert(1)</script></template>",
  "<a href='https://evil.example' ping='https://evil.example/ping'>x</a>",
  "<img src='data:image/svg+xml;base64,PHN2Zz4='>",
])("%s", (attack) => {
  const { html } = shown(attack);
  const found: string[] = [];
  new HTMLRewriter()
    .on("*", {
      element(element) {
        if (
          /^(script|iframe|object|embed|form|input|button|meta|base|link|video|audio|source|svg|math|template)$/.test(
            element.tagName,
          )
        )
          found.push(element.tagName);
        for (const [name, value] of element.attributes)
          if (
            /^on|^(srcset|background|ping|action|formaction|srcdoc)$/.test(name) ||
            /^\s*(javascript|vbscript|data:(?!image\/(png|jpeg|gif|webp);)|https?:|\/\/)/i.test(
              name === "title" || name === "alt" ? "" : value,
            )
          )
            found.push(`${name}=${value}`);
      },
    })
    .transform(html);
  expect(found).toEqual([]);
});

test("a mail's own pictures are put in, all others are taken out and counted, and those that nobody should see are told", () => {
  const { html, blocked } = shown(
    `<img src="cid:logo@x" alt="Logo"><img src="https://a.example/photo.jpg" width="600" alt="Foto">
     <img src="https://a.example/open?id=7" width="1" height="1"><img src="https://a.example/o.gif" style="display:none">`,
    [logo],
  );
  expect(html).toContain('src="data:image/png;base64,iVBORw=="');
  expect(html).toContain('alt="Foto"');
  expect(blocked).toEqual({ pictures: 3, trackers: 2 });
});

test("what stands in the mail as SVG is no picture", () => {
  const svg = { cid: "x", type: "image/svg+xml", content: new TextEncoder().encode("<svg onload=alert(1)>") };
  expect(shown('<img src="cid:x" alt="">', [svg]).html).not.toContain("data:");
});

test("looks stay, and links go by way of a page that shows where they lead", () => {
  const { html } = shown(
    '<style>p{color:red}</style><p style="color:#333">Hallo <a href="https://example.ch/a?b=1">hier</a></p>',
  );
  expect(html).toContain("<style>p{color:red}</style>");
  expect(html).toContain('style="color:#333"');
  expect(html).toContain(
    'href="/link?to=https%3A%2F%2Fexample.ch%2Fa%3Fb%3D1" target="_blank" rel="noopener noreferrer"',
  );
});
