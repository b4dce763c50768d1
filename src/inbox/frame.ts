import type { Database } from "bun:sqlite";
import { framePolicy } from "#src/mail/safe-html.ts";
import { Problem, type Sentence } from "#src/problem.ts";
import type { Language } from "#src/say.ts";
import { bytesOf } from "./file-answer.ts";
import type { MessageRow } from "./message.ts";
import { readMailPart } from "./reading/read.ts";
import type { Frame, Trouble } from "./reading/reading.ts";

type Showing = { remote: boolean; language: Language };

/** A mail's HTML as it may be shown; a problem where there is none, or more than anybody reads. */
export async function shownHtml(db: Database, message: MessageRow, { remote, language }: Showing): Promise<Frame> {
  if (message.raw_blob_id === null || message.has_html === 0) throw new Problem("not-found", sentences.missing);
  const raw = await bytesOf(db, message.raw_blob_id);
  const lang = language === "de" ? "de-CH" : "en";
  const shown = await readMailPart(raw, { what: "frame", remote, language: lang, linkPage: "/inbox/link" });
  if ("trouble" in shown) throw new Problem("not-found", sentences[shown.trouble]);
  return shown;
}

type Answering = { headers: Record<string, string | number> };

/** The document in the frame: the mail alone, under a policy of its own. */
export function frameAnswer({ document }: Frame, remote: boolean, set: Answering): Response {
  set.headers["content-security-policy"] = framePolicy(remote);
  set.headers["content-type"] = "text/html; charset=utf-8";
  set.headers["referrer-policy"] = "no-referrer";
  return new Response(document);
}

const sentences: Record<Trouble["trouble"], Sentence> = {
  missing: {
    de: "Diese Nachricht hat keine gestaltete Fassung.",
    en: "This message has no formatted version.",
  },
  "too-large": {
    de: "Diese Mail ist zu gross, um gestaltet gezeigt zu werden. Ihr Text und die Rohdaten stehen bei der Anfrage.",
    en: "This mail is too large to be shown as it was designed. Its text and the raw mail are with the ticket.",
  },
  "too-slow": {
    de: "Diese Mail ist so verschachtelt, dass sie sich nicht gestaltet zeigen lässt. Ihr Text und die Rohdaten stehen bei der Anfrage.",
    en: "This mail is nested so deeply that it cannot be shown as it was designed. Its text and the raw mail are with the ticket.",
  },
};
