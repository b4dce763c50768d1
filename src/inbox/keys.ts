import type { Sentence } from "#src/problem.ts";
import { type TicketView, viewWords } from "./ticket-view.ts";

/** The keys of a ticket. Several for one thing stand side by side: not every keyboard has a bracket or a hash within reach. */
export const ticketKeys = {
  reply: "r",
  note: "n",
  take: "i",
  assign: "a",
  close: "e",
  snooze: "s",
  move: "m",
  merge: "v",
  spam: "# !",
  follow: "w",
  undo: "z",
  tag: "t",
  forward: "f",
  savedReply: "b",
  next: "j ]",
  previous: "k [",
  back: "u",
} as const;

/** After "g": the list to go to. */
const listKeys: Record<TicketView, string> = {
  open: "o",
  mine: "m",
  unassigned: "n",
  waiting: "w",
  snoozed: "s",
  closed: "e",
  spam: "p",
};

const viewOf = (view: TicketView) => (view === "open" ? "/inbox" : `/inbox?view=${view}`);

/** As a page carries it: "o /inbox m /inbox?view=mine …". */
export const goesTo = Object.entries(listKeys)
  .map(([view, key]) => `${key} ${viewOf(view as TicketView)}`)
  .join(" ");

export type Shortcut = { keys: readonly string[]; does: Sentence };
export type ShortcutGroup = { title: Sentence; shortcuts: readonly Shortcut[] };

const shortcut = (keys: string, de: string, en: string): Shortcut => ({ keys: keys.split(" "), does: { de, en } });

/** Everything the keyboard does in the inbox, as its page tells it. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    title: { de: "In einer Liste", en: "In a list" },
    shortcuts: [
      shortcut("j ↓", "nächste Anfrage", "next ticket"),
      shortcut("k ↑", "vorherige Anfrage", "previous ticket"),
      shortcut("o Enter", "öffnen", "open it"),
      shortcut("x", "auswählen oder abwählen", "choose it, or not"),
      shortcut(".", "zeigen, was neu gekommen ist", "show what came"),
      shortcut("n", "neue Anfrage schreiben", "write a new ticket"),
    ],
  },
  {
    title: { de: "In einer Anfrage", en: "In a ticket" },
    shortcuts: [
      shortcut(ticketKeys.reply, "antworten", "reply"),
      shortcut(ticketKeys.note, "Notiz für das Team", "note for the team"),
      shortcut(ticketKeys.take, "übernehmen", "take it"),
      shortcut(ticketKeys.assign, "jemandem zuweisen", "assign it to somebody"),
      shortcut(ticketKeys.follow, "folgen, oder nicht mehr", "follow, or no longer"),
      shortcut(ticketKeys.close, "erledigen, oder wieder öffnen", "close, or open again"),
      shortcut(ticketKeys.snooze, "auf später legen", "put off"),
      shortcut(ticketKeys.move, "in ein anderes Postfach", "to another mailbox"),
      shortcut(ticketKeys.merge, "mit einer anderen zusammenführen", "merge with another"),
      shortcut(ticketKeys.spam, "Spam", "spam"),
      shortcut(ticketKeys.tag, "Schlagwort dazu", "add a tag"),
      shortcut(ticketKeys.forward, "weiterleiten", "forward"),
      shortcut(ticketKeys.savedReply, "Textbaustein suchen", "find a saved reply"),
      shortcut(ticketKeys.undo, "rückgängig machen", "undo"),
      shortcut(ticketKeys.next, "nächste Anfrage der Liste", "next ticket of the list"),
      shortcut(ticketKeys.previous, "vorherige Anfrage der Liste", "previous ticket of the list"),
      shortcut(ticketKeys.back, "zurück zur Liste", "back to the list"),
    ],
  },
  {
    title: { de: "Beim Schreiben", en: "While writing" },
    shortcuts: [
      shortcut("Ctrl+Enter", "senden, auf dem Mac ⌘+Enter", "send; ⌘+Enter on a Mac"),
      shortcut("Esc", "das Feld verlassen; der Entwurf bleibt", "leave the field; the draft stays"),
    ],
  },
  {
    title: { de: "Überall", en: "Everywhere" },
    shortcuts: [
      shortcut("/", "suchen", "search"),
      ...Object.entries(listKeys).map(([view, key]) => ({ keys: ["g", key], does: viewWords[view as TicketView] })),
      shortcut("?", "diese Seite", "this page"),
    ],
  },
];
