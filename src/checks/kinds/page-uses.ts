import { Parser } from "htmlparser2";

/** What one page uses: each address with the element that names it, its scripts and styles as text, and its own policy. */
export type PageUses = {
  /** `element` such as "script src". Addresses as written. */
  addresses: { element: string; address: string; link: boolean }[];
  /** Inline scripts and styles, and attributes that may hold either. */
  inline: { element: string; text: string }[];
  policies: string[];
  /** Stylesheets and scripts in files: what they name counts too. */
  files: string[];
};

const piece = 131_072;

const addressed = new Set([
  "src",
  "href",
  "action",
  "formaction",
  "data",
  "poster",
  "background",
  "cite",
  "manifest",
  "ping",
  "xlink:href",
]);
const listing = new Set(["srcset", "imagesrcset"]);

/** Reads a page piece by piece, so that nobody waits for a long one. */
export async function usesOf(html: string): Promise<PageUses> {
  const uses: PageUses = { addresses: [], inline: [], policies: [], files: [] };
  let inside: string | null = null;
  const parser = new Parser({
    onopentag: (element, attributes) => {
      inside = element === "script" || element === "style" ? element : null;
      for (const [name, value] of Object.entries(attributes)) note(uses, element, name, value);
      if (element === "meta") noteMeta(uses, attributes);
      noteFile(uses, element, attributes);
    },
    ontext: (text) => {
      if (inside !== null) noteText(uses, inside, text);
    },
    onclosetag: () => {
      inside = null;
    },
  });
  for (let from = 0; from < html.length; from += piece) {
    if (from > 0) await Bun.sleep(0);
    parser.write(html.slice(from, from + piece));
  }
  parser.end();
  return uses;
}

function note(uses: PageUses, element: string, name: string, value: string): void {
  if (value === "") return;
  if (listing.has(name))
    for (const part of value.split(",")) noteAddress(uses, element, name, part.trim().split(/\s+/)[0] ?? "");
  else if (addressed.has(name)) noteAddress(uses, element, name, value.trim());
  else if (name.startsWith("data-") || name.startsWith("on") || name === "style" || name === "srcdoc")
    uses.inline.push({ element: `${element} ${name}`, text: value });
}

/** The parser hands one script over in several pieces; a host may stand across two of them. */
function noteText(uses: PageUses, element: string, text: string): void {
  const before = uses.inline.at(-1);
  if (before?.element === element) before.text += text;
  else uses.inline.push({ element, text });
}

/** A link is gone to when somebody clicks; all else is fetched as the page opens, or takes what is typed. */
function noteAddress(uses: PageUses, element: string, name: string, address: string): void {
  uses.addresses.push({ element: `${element} ${name}`, address, link: element === "a" || element === "area" });
}

function noteMeta(uses: PageUses, attributes: Record<string, string>): void {
  const content = attributes["content"] ?? "";
  const equivalent = attributes["http-equiv"]?.toLowerCase();
  if (equivalent === "content-security-policy") uses.policies.push(content);
  else
    uses.inline.push({
      element: `meta ${attributes["property"] ?? attributes["name"] ?? equivalent ?? ""}`.trim(),
      text: content,
    });
}

function noteFile(uses: PageUses, element: string, attributes: Record<string, string>): void {
  if (element === "script" && attributes["src"]) uses.files.push(attributes["src"]);
  if (element === "link" && /\bstylesheet\b/i.test(attributes["rel"] ?? "") && attributes["href"])
    uses.files.push(attributes["href"]);
}
