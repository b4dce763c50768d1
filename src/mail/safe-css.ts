import postcss, { type AtRule, type Container, type Declaration } from "postcss";

/** Counts what would have been loaded from elsewhere. */
export type Remote = { allowed: boolean; found: (address: string) => void };

const address = /url\(\s*(["']?)([^"')]*)\1\s*\)/gi;
const inlineImage = /^data:image\/(png|jpe?g|gif|webp)[;,]/i;

/** Things that old browsers ran or loaded. Nothing runs in the frame anyway; they are not worth keeping. */
const harmful = /expression\s*\(|-moz-binding|behaviou?r\s*:|javascript:|vbscript:/i;

/**
 * A sheet or the value of a style attribute without anything that loads: imports, fonts, images from elsewhere. What cannot be read
 * as CSS is dropped. The frame's own policy blocks what slips through; this is for counting, and so that nothing even tries.
 */
export function safeCss(css: string, remote: Remote): string {
  try {
    const root = postcss.parse(css);
    clean(root, remote);
    return root.toString().replaceAll("<", "\\3c ");
  } catch {
    return "";
  }
}

function clean(container: Container, remote: Remote): void {
  for (const node of [...(container.nodes ?? [])]) {
    if (node.type === "comment") node.remove();
    else if (node.type === "atrule") cleanRule(node, remote);
    else if (node.type === "rule") clean(node, remote);
    else cleanDeclaration(node, remote);
  }
}

function cleanDeclaration(declaration: Declaration, remote: Remote): void {
  const read = unescaped(declaration.value);
  const value = withoutRemote(read, remote);
  if (value === null || harmful.test(`${declaration.prop}:${value}`)) declaration.remove();
  else if (value !== read) declaration.value = value;
}

function cleanRule(rule: AtRule, remote: Remote): void {
  if (rule.name.toLowerCase() === "import") remote.found(rule.params);
  if (rule.name.toLowerCase() === "font-face")
    for (const [, , url] of rule.toString().matchAll(address)) remote.found(url!);
  if (!/^(media|supports)$/i.test(rule.name)) rule.remove();
  else clean(rule as Container, remote);
}

/** Null when nothing of it may stay. */
function withoutRemote(value: string, remote: Remote): string | null {
  const urls = [...value.matchAll(address)].map(([, , url]) => url!.trim()).filter((url) => !inlineImage.test(url));
  if (/(image-set|src)\s*\(/i.test(value)) urls.push(value);
  if (urls.length === 0) return /url\s*\(/i.test(value) && !address.test(value) ? null : value;
  for (const url of urls) remote.found(url);
  return remote.allowed && urls.every((url) => /^https?:\/\//i.test(url)) ? value : null;
}

/** `u\72l(` is `url(` to a browser. */
function unescaped(value: string): string {
  return value.replace(/\\([0-9a-f]{1,6})\s?|\\(.)/gi, (_, code, letter) =>
    code === undefined ? letter : letterOf(Number.parseInt(code, 16)),
  );
}

const letterOf = (code: number) => (code > 31 && code < 127 ? String.fromCodePoint(code) : "");
