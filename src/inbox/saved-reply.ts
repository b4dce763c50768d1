import type { Language } from "#src/say.ts";

export type SavedReply = {
  id: number;
  /** Null: for every mailbox. */
  mailbox_id: number | null;
  title: string;
  text_de: string;
  text_en: string;
  used: number;
  used_at: string | null;
  changed_by: string;
  changed_at: string;
};

/** The text in a language, or in the other where there is only that. */
export function textIn({ text_de, text_en }: Pick<SavedReply, "text_de" | "text_en">, language: Language): string {
  return language === "de" ? text_de || text_en : text_en || text_de;
}

export type Offered = { title: string; reply: SavedReply; language: Language | null };

const named = { de: "deutsch", en: "English" } as const;

/** What is offered while somebody types: each by its title, and where there are two texts also in each language. */
export function offeredReplies(replies: readonly SavedReply[]): Offered[] {
  return replies.flatMap((reply) => {
    const usual = { title: reply.title, reply, language: null };
    if (reply.text_de === "" || reply.text_en === "") return [usual];
    return [
      usual,
      ...(["de", "en"] as const).map((language) => ({ title: `${reply.title} (${named[language]})`, reply, language })),
    ];
  });
}

/** The one that was meant: by its title as it is offered, else the only one in whose title the words stand. */
export function replyMeant(replies: readonly SavedReply[], typed: string): Offered | null {
  const wanted = typed.trim().toLocaleLowerCase();
  if (wanted === "") return null;
  const offered = offeredReplies(replies);
  const exact = offered.filter(({ title }) => title.toLocaleLowerCase() === wanted);
  // A mailbox's own goes before one for all of them.
  if (exact.length > 0) return exact.find(({ reply }) => reply.mailbox_id !== null) ?? exact[0]!;
  const some = offered.filter(({ title, language }) => language === null && title.toLocaleLowerCase().includes(wanted));
  return some.length === 1 ? some[0]! : null;
}
