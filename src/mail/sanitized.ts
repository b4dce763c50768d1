import sanitize from "sanitize-html";

/** A picture that stands in the mail itself, as `cid:` names it. */
export type Picture = { cid: string; type: string; content: Uint8Array };

/** What may be shown, and what was kept from loading. `trackers`: pictures that nobody is meant to see. */
export type Sanitized = { html: string; blocked: { pictures: number; trackers: number } };

type Attributes = Record<string, string>;

const pictureTypes = /^image\/(png|jpeg|gif|webp)$/;

/** Addresses to which a link goes by way of a page of ours that shows where it leads. */
type Sanitizing = { pictures: readonly Picture[]; linkTo: (address: string) => string };

/**
 * The HTML of a mail without what acts: no scripts, forms, frames, and nothing that loads from anywhere. Its looks stay. Pictures of
 * the mail itself are put in as data; all others are taken out and counted. The frame's own policy stands behind this as a second wall.
 */
export function sanitizedHtml(html: string, { pictures, linkTo }: Sanitizing): Sanitized {
  const blocked = { pictures: 0, trackers: 0 };
  const byId = new Map(pictures.map((one) => [one.cid.toLowerCase(), one]));
  const clean = sanitize(html, {
    allowedTags: [...sanitize.defaults.allowedTags, ...moreTags],
    allowedAttributes: {
      "*": looks,
      a: ["href", "target", "rel"],
      img: ["src", "alt"],
      col: ["span"],
      td: cell,
      th: cell,
    },
    allowedSchemes: ["http", "https", "mailto", "tel"],
    allowedSchemesByTag: { img: ["data"] },
    allowProtocolRelative: false,
    // `style` cannot be kept safe by a list: nothing that it asks for is loaded, and it ends at the frame.
    allowVulnerableTags: true,
    parseStyleAttributes: false,
    transformTags: {
      img: (_, attributes) => ({ tagName: "img", attribs: shownPicture(attributes, byId, blocked) }),
      a: (_, attributes) => ({ tagName: "a", attribs: shownLink(attributes, linkTo) }),
    },
    exclusiveFilter: ({ tag, attribs }) => tag === "img" && !attribs["src"] && !attribs["alt"],
    textFilter: (text) => text,
    nonTextTags: ["script", "textarea", "option", "noscript", "title"],
  });
  blocked.pictures += remoteAddressesIn(clean);
  return { html: clean, blocked };
}

const moreTags = ["img", "style", "center", "font", "del", "ins", "s", "u", "details", "summary", "picture"];
const looks = [
  "style",
  "class",
  "id",
  "align",
  "valign",
  "width",
  "height",
  "bgcolor",
  "color",
  "face",
  "size",
  "border",
].concat(["cellpadding", "cellspacing", "dir", "lang", "title"]);
const cell = ["colspan", "rowspan"];

function shownPicture(
  attributes: Attributes,
  byId: ReadonlyMap<string, Picture>,
  blocked: Sanitized["blocked"],
): Attributes {
  const { src = "", ...others } = attributes;
  const address = src.trim();
  const own = /^cid:/i.test(address) ? byId.get(decoded(address.slice(4)).toLowerCase()) : undefined;
  if (own && pictureTypes.test(own.type)) return { ...others, src: dataOf(own) };
  if (/^data:image\/(png|jpeg|gif|webp);base64,/i.test(address)) return attributes;
  if (address !== "" && own === undefined && !/^cid:/i.test(address)) {
    blocked.pictures += 1;
    if (isTracker(attributes)) blocked.trackers += 1;
  }
  return others;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function dataOf({ type, content }: Picture): string {
  return `data:${type};base64,${Buffer.from(content).toString("base64")}`;
}

/** As small as a full stop, or hidden: it is there to be loaded, not to be looked at. */
function isTracker({ width, height, style = "" }: Attributes): boolean {
  const isTiny = [width, height].every((one) => one !== undefined && Number.parseInt(one, 10) <= 3);
  const isTinyStyle = /\b(max-)?width\s*:\s*[0-3]px/i.test(style) && /\b(max-)?height\s*:\s*[0-3]px/i.test(style);
  return (
    isTiny || isTinyStyle || /display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(\.0*)?\s*(;|$)/i.test(style)
  );
}

function shownLink({ href = "", ...others }: Attributes, linkTo: (address: string) => string): Attributes {
  const address = href.trim();
  if (/^(mailto|tel):/i.test(address)) return { ...others, href: address };
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return others;
  return { ...others, href: linkTo(new URL(address).href), target: "_blank", rel: "noopener noreferrer" };
}

/** What styles would load: backgrounds, fonts, other style sheets. The frame's policy keeps them from it. */
function remoteAddressesIn(html: string): number {
  return [...html.matchAll(/url\(\s*["']?\s*(?:https?:)?\/\/|@import\s+["']/gi)].length;
}
