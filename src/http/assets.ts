import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { Elysia } from "elysia";
import htmx from "htmx.org/dist/htmx.min.js" with { type: "text" };
import css from "../../public/app.css" with { type: "text" };
import script from "../../public/app.js" with { type: "text" };
import bulk from "../../public/bulk.js" with { type: "text" };
import icon from "../../public/icon.svg" with { type: "text" };
import font from "../../public/inter-latin-wght-normal.woff2" with { type: "file" };
import keys from "../../public/keys.js" with { type: "text" };
import live from "../../public/live.js" with { type: "text" };
import livePages from "../../public/live-pages.js" with { type: "text" };
import mention from "../../public/mention.js" with { type: "text" };
import presence from "../../public/presence.js" with { type: "text" };
import savedReply from "../../public/saved-reply.js" with { type: "text" };
import sharedStream from "../../public/shared-stream.js" with { type: "text" };

type Encoding = "br" | "gzip";
type Asset = { type: string; plain: Uint8Array; compress: boolean; encoded: Map<Encoding, Uint8Array> };

const served = new Map<string, Asset>();

/** Takes a file in under a name that carries its hash, so that browsers may keep it for ever. Gives its address. */
function take(name: string, type: string, plain: Uint8Array, compress = true): string {
  const hash = new Bun.CryptoHasher("sha256").update(plain).digest("hex").slice(0, 12);
  const address = `/public/${name.replace(/\.(\w+)$/, `-${hash}.$1`)}`;
  served.set(address, { type, plain, compress, encoded: new Map() });
  return address;
}

const text = (content: string) => new TextEncoder().encode(content);

const fontBytes = new Uint8Array(await Bun.file(font).arrayBuffer());
const fontAddress = take("inter.woff2", "font/woff2", fontBytes, false);

/** Addresses of what every page loads. Nothing comes from elsewhere. */
export const assetAddresses = {
  font: fontAddress,
  css: take("app.css", "text/css; charset=utf-8", text(css.replace("inter-latin-wght-normal.woff2", fontAddress))),
  htmx: take(
    "htmx.js",
    "text/javascript; charset=utf-8",
    text([htmx, sharedStream, script, bulk, savedReply, mention, keys, livePages, live, presence].join(";\n")),
  ),
  icon: take("icon.svg", "image/svg+xml", text(icon)),
};

export const assets = new Elysia({ name: "assets" })
  .get("/public/*", ({ request }) => answer(request))
  .get("/favicon.ico", ({ redirect }) => redirect(assetAddresses.icon, 303))
  .get(
    "/robots.txt",
    () => new Response("User-agent: *\nDisallow: /\n", { headers: { "content-type": "text/plain" } }),
  );

function answer(request: Request): Response {
  const address = new URL(request.url).pathname;
  const asset = served.get(address);
  if (!asset) return new Response("Not found", { status: 404, headers: { "content-type": "text/plain" } });
  const [encoding, bytes] = chosen(asset, request.headers.get("accept-encoding") ?? "");
  const headers: Record<string, string> = {
    "content-type": asset.type,
    "cache-control": "public, max-age=31536000, immutable",
    vary: "accept-encoding",
    etag: `"${address}"`,
  };
  if (request.headers.get("if-none-match") === headers["etag"]) return new Response(null, { status: 304, headers });
  if (encoding) headers["content-encoding"] = encoding;
  return new Response(bytes as BodyInit, { headers });
}

/** Compressed once, when somebody first asks, so that the program starts at once. */
function chosen(asset: Asset, accepts: string): [Encoding | null, Uint8Array] {
  const encoding = asset.compress ? (["br", "gzip"] as const).find((one) => accepts.includes(one)) : undefined;
  if (!encoding) return [null, asset.plain];
  const bytes = asset.encoded.get(encoding) ?? compressed(asset.plain, encoding);
  asset.encoded.set(encoding, bytes);
  return [encoding, bytes];
}

function compressed(bytes: Uint8Array, encoding: Encoding): Uint8Array {
  if (encoding === "gzip") return gzipSync(bytes);
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
}
