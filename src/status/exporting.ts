import type { Database } from "bun:sqlite";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Sentence } from "#src/problem.ts";
import type { Language } from "#src/say.ts";
import { named } from "#src/settings/company.ts";
import { readCompany } from "#src/settings/store.ts";
import { fontBytes, iconText, scriptText, styleText } from "./assets.ts";
import { badgeOf } from "./badge.ts";
import { type Board, boardAt, summedOf } from "./board.ts";
import { atomOf } from "./feed.ts";
import { type Links, type Month, monthAfter } from "./links.ts";
import { mailIsReady } from "./mail-out.ts";
import { maintenanceCalendar } from "./maintenance-calendar.ts";
import { titleOf } from "./notice.ts";
import { latestNotices } from "./notice-store.ts";
import { readLogo, readPage, readVersion } from "./page-store.ts";
import { monthsOf, monthText, noticeText, pageText, publicOf } from "./rendering.tsx";
import { worstOf } from "./sum.ts";
import { summaryOf } from "./summary.ts";

type Exporting = { db: Database; base: () => string | null };
/** A file of the export: its path in the folder, and what makes it. */
type File = { path: string; content: () => string | Uint8Array | Promise<Uint8Array> };

const mostNotices = 300;
const mostMonths = 24;
/** Stands in feeds and calendars while nobody has said where we are reached. */
const unknownBase = "http://localhost";
const marker = ".aktion-status";

/** Writes the page as files whenever something on it changes, and every minute for its time; asked as often as one likes. */
export function exportWhenChanged(exporting: Exporting): (at: Date, stopping: AbortSignal) => Promise<void> {
  let done = "";
  return async (at, stopping) => {
    const { export_folder } = readPage(exporting.db);
    if (!export_folder) return;
    const key = `${export_folder} ${readVersion(exporting.db)} ${at.toISOString().slice(0, 16)}`;
    if (key === done) return;
    await exportTo(exporting, export_folder, at, stopping);
    done = key;
  };
}

/** The whole page in a folder, with relative links. Each file is replaced at once or not at all; what is no longer there goes last. */
export async function exportTo(
  { db, base }: Exporting,
  folder: string,
  at: Date,
  stopping?: AbortSignal,
): Promise<number> {
  await claim(folder);
  const files = filesOf(db, at, base() ?? unknownBase);
  for (const { path, content } of files) {
    if (stopping?.aborted) return 0;
    await writeWhole(join(folder, path), await content());
  }
  await removeOthers(folder, new Set(files.map(({ path }) => path)));
  return files.length;
}

/** An empty folder, or one of ours: nobody's files are overwritten. */
async function claim(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const there = await readdir(folder);
  if (there.length > 0 && !there.includes(marker)) throw new Error(`${folder} is not empty and not an export of ours`);
  if (!there.includes(marker)) await writeFile(join(folder, marker), "The status page, written by Aktion.\n");
}

async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const bytes = Buffer.from(content as Uint8Array);
  const before = await Bun.file(path).exists();
  if (before && Buffer.from(await Bun.file(path).arrayBuffer()).equals(bytes)) return;
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.new`;
  await writeFile(beside, bytes, { mode: 0o644 });
  await rename(beside, path);
}

async function removeOthers(folder: string, ours: ReadonlySet<string>): Promise<void> {
  for (const path of await readdir(folder, { recursive: true })) {
    const file = path.replaceAll("\\", "/");
    if (file === marker || ours.has(file) || (await stat(join(folder, path))).isDirectory()) continue;
    await rm(join(folder, path));
  }
}

function filesOf(db: Database, at: Date, base: string): File[] {
  const first = readCompany(db).language;
  const languages: readonly Language[] = first === "de" ? ["de", "en"] : ["en", "de"];
  const board = boardAt(db, at);
  const logo = readLogo(db);
  return [
    { path: "inter.woff2", content: fontBytes },
    { path: "status.css", content: () => styleText(readPage(db).colour, "inter.woff2") },
    { path: "status.js", content: () => scriptText },
    { path: "icon.svg", content: () => iconText },
    ...(logo ? [{ path: "logo.png", content: () => logo.logo }] : []),
    ...languages.flatMap((language) => pagesIn(db, { language, first, board, at, base })),
  ];
}

type Making = { language: Language; first: Language; board: Board; at: Date; base: string };

/** Pages that others link to come before those that link to them. */
function pagesIn(db: Database, making: Making): File[] {
  const { language, first, board, at, base } = making;
  const inside = language === first ? "" : `${language}/`;
  const shown = (depth: number) =>
    publicOf(db, {
      language,
      at,
      links: relativeLinks(db, { first, up: "../".repeat(depth + (inside ? 1 : 0)), base }),
    });
  const notices = latestNotices(db, mostNotices);
  const name = shown(0).name;
  return [
    ...notices.map((notice) => ({
      path: `${inside}notices/${notice.id}.html`,
      content: () => noticeText(db, notice, shown(1)),
    })),
    ...monthsShown(db, at).map((month) => ({
      path: `${inside}history/${month}.html`,
      content: () => monthText(db, month, shown(1)),
    })),
    ...badgesOf(board, name, language).map(({ slug, svg }) => ({
      path: `${inside}badge/${slug}.svg`,
      content: () => svg,
    })),
    { path: `${inside}summary.json`, content: () => `${JSON.stringify(summaryOf(board, language))}\n` },
    { path: `${inside}feed.atom`, content: () => feedIn({ ...making, notices, name }) },
    {
      path: `${inside}maintenance.ics`,
      content: () =>
        maintenanceCalendar({
          notices: notices.filter(({ kind }) => kind === "maintenance"),
          name,
          language,
          address: base,
          at,
        }),
    },
    { path: `${inside}index.html`, content: () => pageText(db, board, shown(0)) },
  ];
}

function feedIn({
  language,
  at,
  base,
  notices,
  name,
}: Making & { notices: ReturnType<typeof latestNotices>; name: string }) {
  const query = `?lang=${language}`;
  return atomOf({
    ...{ notices, name, language, at, address: base },
    pageAt: `/status${query}`,
    feedAt: `/status/feed.atom${query}`,
    noticeAt: (id) => `/status/notices/${id}${query}`,
  });
}

function badgesOf(board: Board, name: string, language: Language): { slug: string; svg: string }[] {
  const summed = summedOf(
    board,
    (component) => named(component, language),
    (notice) => titleOf(notice, language),
  );
  return [
    { slug: "status", svg: badgeOf(name, worstOf(summed), language) },
    ...board.components.map(({ component, state }) => ({
      slug: component.slug,
      svg: badgeOf(named(component, language), state, language),
    })),
  ];
}

function monthsShown(db: Database, at: Date): Month[] {
  const { first, last } = monthsOf(db, at);
  const months: Month[] = [];
  for (let month = last; month >= first && months.length < mostMonths; month = monthAfter(month, -1))
    months.push(month);
  return months;
}

type Relative = { first: Language; up: string; base: string };

/** `up` leads from a page to the top of the folder. Subscribing needs the program: that link goes there. */
function relativeLinks(db: Database, { first, up, base }: Relative): Links {
  const into = (language: Language) => (language === first ? up : `${up}${language}/`);
  const page = readPage(db);
  const subscribes = page.takes_subscribers === 1 && mailIsReady(db) && base !== unknownBase;
  return {
    page: (language) => `${into(language)}index.html`,
    notice: (id, language) => `${into(language)}notices/${id}.html`,
    month: (month, language) => `${into(language)}history/${month}.html`,
    feed: (language) => `${into(language)}feed.atom`,
    calendar: (language) => `${into(language)}maintenance.ics`,
    subscribe: subscribes ? (language) => `${base}/status/subscribe?lang=${language}` : null,
    style: `${up}status.css`,
    script: `${up}status.js`,
    icon: `${up}icon.svg`,
    logo: page.logo_sha256 ? `${up}logo.png` : null,
  };
}

/** Why a folder cannot be written to; null when it can. Said while somebody sets it, not a minute later in the log. */
export async function folderTrouble(folder: string): Promise<Sentence | null> {
  try {
    await claim(folder);
    return null;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "")
      return {
        de: "Dieser Ordner ist nicht leer und kein Export von uns. Nennen Sie einen leeren.",
        en: "This folder is not empty and no export of ours. Name an empty one.",
      };
    return {
      de: `In diesen Ordner lässt sich nicht schreiben (${code}). Geben Sie dem Benutzer, der Aktion ausführt, das Recht dazu.`,
      en: `This folder cannot be written to (${code}). Give the user who runs Aktion the right to.`,
    };
  }
}
