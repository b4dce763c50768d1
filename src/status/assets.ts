import icon from "../../public/icon.svg" with { type: "text" };
import font from "../../public/inter-latin-wght-normal.woff2" with { type: "file" };
import css from "../../public/status.css" with { type: "text" };
import script from "../../public/status.js" with { type: "text" };
import { colourInTheDark } from "./colour.ts";

export { icon as iconText, script as scriptText };

/** The public page's own stylesheet in the company's colour; `fontAddress` is where the font lies, seen from it. */
export function styleText(colour: string, fontAddress: string): string {
  const own = `:root{--own-light:${colour};--own-dark:${colourInTheDark(colour)}}\n`;
  return own + css.replace("inter-latin-wght-normal.woff2", fontAddress);
}

export async function fontBytes(): Promise<Uint8Array> {
  return new Uint8Array(await Bun.file(font).arrayBuffer());
}

/** A few characters that stand for a content, so that an address may be kept for ever. */
export function hashOf(content: string | Uint8Array): string {
  return new Bun.CryptoHasher("sha256").update(content).digest("hex").slice(0, 12);
}
