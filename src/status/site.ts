import type { Database } from "bun:sqlite";
import type { App } from "#src/context.ts";
import { assetAddresses } from "#src/http/assets.ts";
import { acceptedLanguage, namedLanguage } from "#src/http/language.ts";
import { publicAddress } from "#src/people/address.ts";
import type { Language } from "#src/say.ts";
import { readCompany } from "#src/settings/store.ts";
import type { Settings } from "#src/settings.ts";
import { hashOf, scriptText, styleText } from "./assets.ts";
import { type Links, liveLinks } from "./links.ts";
import { mailIsReady } from "./mail-out.ts";
import { readPage } from "./page-store.ts";
import { type Snapshot, snapshotOf } from "./snapshot.ts";

/** The public site of one program: its links, and the page that is ready. */
export type Site = { links: () => Links; snapshot: Snapshot; style: () => string };

const sites = new WeakMap<Database, Site>();

/** One for each database, because the jobs make the pages that the routes answer. */
export function siteOf(db: Database, settings: Settings): Site {
  const known = sites.get(db);
  if (known) return known;
  const site = newSite(db, settings);
  sites.set(db, site);
  return site;
}

function newSite(db: Database, settings: Settings): Site {
  const style = () => styleText(readPage(db).colour, fontAddress);
  const links = () => {
    const page = readPage(db);
    return liveLinks({
      style: `/status/look/${hashOf(style())}.css`,
      script: scriptAddress,
      icon: assetAddresses.icon,
      logo: page.logo_sha256 ? `/status/logo/${page.logo_sha256.slice(0, 12)}.png` : null,
      subscribes: takesSubscribers(db, settings),
    });
  };
  return { links, style, snapshot: snapshotOf(db, links) };
}

const fontAddress = assetAddresses.font;
const scriptAddress = `/status/look/${hashOf(scriptText)}.js`;

/** No form is shown whose mail would never come. */
export function takesSubscribers(db: Database, settings: Settings): boolean {
  return readPage(db).takes_subscribers === 1 && mailIsReady(db) && mailAddress(db, settings) !== null;
}

/** The language of a public page: as its address says, else as the browser asks, else the company's. Nobody's account counts here. */
export function publicLanguage(db: Database, request: Request): Language {
  const { search } = new URL(request.url);
  return namedLanguage(search) ?? acceptedLanguage(request.headers.get("accept-language")) ?? readCompany(db).language;
}

/** What links in mails begin with; null while nobody has said where we are reached. */
export function mailAddress(db: Database, settings: Settings): string | null {
  const address = settings.publicUrl ?? readCompany(db).public_address;
  return address ? addressFor(db, address) : null;
}

/** Where the public page is reached from outside: its own host name where it has one. */
export function statusAddress(app: App, request: Request): string {
  return addressFor(app.db, publicAddress(app, request));
}

function addressFor(db: Database, address: string): string {
  const { host } = readPage(db);
  const own = `${address.startsWith("https:") ? "https" : "http"}://${host}`;
  return host && URL.canParse(own) ? own : address;
}
