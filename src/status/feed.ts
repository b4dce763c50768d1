import { escapeHtml } from "@kitajs/html";
import { Feed } from "feed";
import type { Language } from "#src/say.ts";
import { type Told, textOf, titleOf, updateWords } from "./notice.ts";

type Feeding = {
  notices: readonly Told[];
  name: string;
  language: Language;
  /** `https://status.example.ch`: what relative addresses hang on. */
  address: string;
  pageAt: string;
  feedAt: string;
  noticeAt: (id: number) => string;
  at: Date;
};

const most = 50;

// The package writes titles and texts as HTML: they must be escaped once more than the XML is.

/** Every update an entry of its own, because programs that read feeds show an entry once. */
export function atomOf({ notices, name, language, address, pageAt, feedAt, noticeAt, at }: Feeding): string {
  const told = notices.flatMap((notice) => notice.updates.map((update) => ({ notice, update })));
  const entries = told.sort((a, b) => b.update.id - a.update.id).slice(0, most);
  const updated = entries[0] ? new Date(entries[0].update.at) : at;
  const feed = new Feed({
    title: name,
    id: `${address}${pageAt}`,
    link: `${address}${pageAt}`,
    feedLinks: { atom: `${address}${feedAt}` },
    language: language === "de" ? "de-CH" : "en",
    updated,
    author: { name },
    copyright: name,
    generator: "Aktion",
  });
  for (const { notice, update } of entries)
    feed.addItem({
      title: escapeHtml(`${titleOf(notice, language)}: ${updateWords[update.state][language]}`),
      id: `${address}/status/notices/${notice.id}#update-${update.id}`,
      link: `${address}${noticeAt(notice.id)}`,
      date: new Date(update.at),
      published: new Date(update.at),
      description: escapeHtml(textOf(update, language).text),
    });
  return feed.atom1();
}
