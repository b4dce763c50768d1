import type { Sentence } from "#src/problem.ts";
import type { Role } from "#src/reader.ts";

/** What somebody is told of as it happens. */
export const notificationKinds = ["mention", "assigned", "reply", "new-ticket", "late", "check"] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** What somebody gets by mail alone, at a time of its own. */
export const mailKinds = ["dates", "minutes", "digest"] as const;
export type MailKind = (typeof mailKinds)[number];

export type WishKind = NotificationKind | MailKind;

/** `here`: on the page; `mail`: on the page and by mail, or by mail where there is nothing for a page. */
export type Way = "off" | "here" | "mail";

export const kindWords: Record<WishKind, Sentence> = {
  mention: { de: "Jemand erwähnt mich", en: "Somebody mentions me" },
  assigned: { de: "Mir wird eine Anfrage zugewiesen", en: "A ticket is assigned to me" },
  reply: {
    de: "Neues in einer Anfrage von mir oder der ich folge",
    en: "Something new in a ticket of mine or that I follow",
  },
  "new-ticket": { de: "Eine neue Anfrage in einem meiner Postfächer", en: "A new ticket in one of my mailboxes" },
  late: {
    de: "Eine Anfrage wartet mehr als einen Tag (meine, oder niemandes)",
    en: "A ticket waits for more than a day (mine, or nobody's)",
  },
  check: { de: "Eine Prüfung ist gestört", en: "A check is down" },
  dates: { de: "Fristen und Pendenzen, am Morgen", en: "Dates and actions, in the morning" },
  minutes: { de: "Das Protokoll jeder Wochenrunde", en: "The minutes of every weekly round" },
  digest: { de: "Die Übersicht, einmal in der Woche", en: "The overview, once a week" },
};

/**
 * What is told unless somebody chose otherwise: by mail what is meant for them, on the page what concerns them, nothing of what
 * everybody sees in the lists anyway. Who only reads the register is told of dates.
 */
export function usualWay(kind: WishKind, role: Role): Way {
  if (kind === "dates") return "mail";
  if (kind === "digest") return role === "owner" ? "mail" : "off";
  if (role === "viewer") return kind === "mention" || kind === "assigned" ? "mail" : "off";
  return usual[kind];
}

const usual: Record<Exclude<WishKind, "dates" | "digest">, Way> = {
  mention: "mail",
  assigned: "mail",
  reply: "mail",
  "new-ticket": "off",
  late: "here",
  check: "here",
  minutes: "mail",
};
