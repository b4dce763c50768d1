import sanitize from "sanitize-html";
import { type Remote, safeCss } from "./safe-css.ts";

export type Showing = {
  /** What a `cid:` address names, as `data:`; null when the mail does not hold it, or it is no picture. */
  inline: (contentId: string) => string | null;
  /** Where a link leads here: straight on, or to a page that shows its true host first. */
  linkTo: (address: string, text: string) => string;
  /** True when somebody asked for what lies elsewhere. */
  remote: boolean;
};

/** `trackers` of the images look as if they only tell that the mail was opened. */
export type Blocked = { images: number; trackers: number };
export type SafeHtml = { html: string; blocked: Blocked; hasColours: boolean };

/**
 * The HTML of a mail with nothing that runs, submits, frames or loads by itself. Scripts, forms, frames, drawings and style
 * sheets from elsewhere are gone; pictures from elsewhere are counted, each address once.
 */
export function safeHtml(html: string, showing: Showing): SafeHtml {
  const seen = new Set<string>();
  const trackers = new Set<string>();
  const remote: Remote = { allowed: showing.remote, found: (address) => void seen.add(address) };
  const css = rememberingCss(remote);
  const clean = sanitize(html, {
    allowedTags,
    allowedAttributes: { "*": everywhere, a: ["href", "target", "rel", "title"], img: ["src"], style: ["media"] },
    allowedSchemes: ["http", "https", "mailto", "tel", "data"],
    allowedSchemesByTag: { a: ["http", "https", "mailto", "tel"] },
    allowProtocolRelative: false,
    allowVulnerableTags: true, // style: its text is cleaned below, and no script runs in the frame
    parseStyleAttributes: false,
    nestingLimit: 200,
    nonTextTags: ["script", "noscript", "template", "textarea", "option", "title", "xmp", "noembed", "noframes"],
    exclusiveFilter: ({ tag, attribs }) => tag === "img" && !attribs["src"] && !attribs["alt"],
    transformTags: {
      body: renamed("div"),
      form: renamed("div"),
      button: renamed("span"),
      "*": (tagName, attribs) => ({ tagName, attribs: withSafeStyle(tagName, attribs, remote, css) }),
      a: (tagName, attribs) => ({
        tagName,
        attribs: { ...withSafeStyle(tagName, attribs, remote, css), ...linked(attribs) },
      }),
      img: (tagName, attribs) => ({ tagName, attribs: withSafeStyle(tagName, pictured(attribs), remote, css) }),
    },
  })
    .replace(/(<style[^>]*>)([\s\S]*?)<\/style>/gi, (_, open, sheet) => `${open}${css(sheet)}</style>`)
    // What comes out is well-formed: no quote in an address, no `>` in an attribute.
    .replace(/<a href="([^"]+)"([^>]*>)([^<]*)/g, (_, address, rest, text) => leading(unescaped(address), rest, text));
  const images = seen.size;
  return { html: clean, blocked: { images, trackers: trackers.size }, hasColours: colours.test(clean) };

  function linked({ href = "", title }: sanitize.Attributes): sanitize.Attributes {
    const address = href.trim();
    if (!/^(https?|mailto|tel):/i.test(address)) return { href: "" };
    const aside = /^https?:/i.test(address)
      ? { target: "_blank", rel: "noreferrer noopener nofollow" }
      : { target: "_top" };
    return { href: address, title: title ? `${title} (${address})` : address, ...aside };
  }

  function leading(address: string, rest: string, text: string): string {
    return `<a href="${Bun.escapeHTML(showing.linkTo(address, unescaped(text).trim()))}"${rest}${text}`;
  }

  function pictured(attribs: sanitize.Attributes): sanitize.Attributes {
    const { src = "", srcset: _, ...rest } = attribs;
    const address = src.trim();
    if (/^cid:/i.test(address)) return { ...rest, src: showing.inline(contentIdIn(address)) ?? "" };
    if (/^data:image\/(png|jpe?g|gif|webp)[;,]/i.test(address)) return { ...rest, src: address };
    if (!/^(https?:)?\/\//i.test(address)) return { ...rest, src: "" };
    seen.add(address);
    if (isTracker(address, attribs)) {
      trackers.add(address);
      return { src: "" }; // also when pictures are wanted: nobody ever wants this one
    }
    return { ...rest, src: showing.remote ? address.replace(/^\/\//, "https://") : "" };
  }
}

const everywhere = [
  ...["style", "class", "id", "dir", "lang", "title", "align", "valign", "bgcolor", "color", "width", "height"],
  ...["border", "cellpadding", "cellspacing", "colspan", "rowspan", "nowrap", "face", "size", "alt", "start", "type"],
  ...["scope", "headers", "summary", "abbr", "datetime", "cite", "hspace", "vspace"],
];

const allowedTags = [
  ...["a", "abbr", "acronym", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption"],
  ...["center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "dir", "div", "dl", "dt", "em"],
  ...["figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins"],
  ...["kbd", "li", "main", "mark", "menu", "nav", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section"],
  ...["small", "span", "strike", "strong", "style", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th"],
  ...["thead", "time", "tr", "tt", "u", "ul", "var", "wbr"],
];

const colours = /(?:\bbgcolor=|\bcolor=|background(?:-color)?\s*:|[^-]color\s*:)/i;

const renamed =
  (name: string): sanitize.Transformer =>
  (_, { style = "", bgcolor = "", class: classes = "" }) => ({
    tagName: name,
    attribs: Object.fromEntries(Object.entries({ style, bgcolor, class: classes }).filter(([, value]) => value !== "")),
  });

type Css = (css: string) => string;

function withSafeStyle(tag: string, attribs: sanitize.Attributes, remote: Remote, css: Css): sanitize.Attributes {
  const { style, background, ...rest } = attribs;
  if (background && /^(https?:)?\/\//i.test(background.trim())) remote.found(background.trim());
  if (style === undefined || tag === "style") return rest;
  const safe = css(style);
  return safe === "" ? rest : { ...rest, style: safe };
}

/** Named as the mail names it: `cid:` addresses are percent-encoded. */
function contentIdIn(address: string): string {
  const id = address.slice(4).replace(/^<|>$/g, "");
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** So small or hidden that nobody can see it, or named as what tells a sender that their mail was opened. */
function isTracker(address: string, { width = "", height = "", style = "" }: sanitize.Attributes): boolean {
  const tiny = (size: string) => /^\s*[0-3](px)?\s*$/.test(size);
  const inStyle = (name: string) =>
    tiny(new RegExp(`(?:^|;)\\s*(?:max-)?${name}\\s*:\\s*([^;!]*)`, "i").exec(style)?.[1] ?? "");
  const hidden = /display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d])/i.test(style);
  if (hidden || ((tiny(width) || inStyle("width")) && (tiny(height) || inStyle("height")))) return true;
  return /\/(track|tracking|open|opens|pixel|beacon|wf\/open|e\/o|o\.gif|blank\.gif|spacer\.gif)([/?._-]|$)/i.test(
    address,
  );
}

/** Newsletters repeat the same few styles a thousand times. */
function rememberingCss(remote: Remote): (css: string) => string {
  const known = new Map<string, string>();
  return (css) => {
    const safe = known.get(css) ?? safeCss(css, remote);
    if (known.size < 5000) known.set(css, safe);
    return safe;
  };
}

const unescaped = (text: string) =>
  text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" })[name as "amp"]!,
  );

/**
 * The document for the frame. A mail that brings no colours of its own follows the reader's light or dark; one that does stays on
 * white, where its colours were chosen.
 */
export function frameDocument({ html, hasColours }: SafeHtml, language: string): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="color-scheme" content="${hasColours ? "light" : "light dark"}"><title>Mail</title><style>
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; ${hasColours ? "background: #fff; color: #111;" : ""} }
img { max-width: 100%; height: auto } table { max-width: 100% } pre { white-space: pre-wrap }
</style></head><body>${html}</body></html>`;
}

/** What the frame may do: nothing but show itself. `remote` also lets it load pictures over https. */
export function framePolicy(remote: boolean): string {
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `img-src data:${remote ? " https: http:" : ""}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
  ].join("; ");
}
