import type { ExportSection } from "#src/history/export-section.ts";
import { namesOfPeople } from "#src/people/store.ts";
import { readCompany } from "#src/settings/store.ts";
import { minutesMarkdown } from "./minutes-markdown.ts";
import { readMinutes } from "./read.ts";
import { listAddenda, listRounds, minutesText } from "./store.ts";

/** The minutes' part of the auditor's export: each closed round as it was frozen, and as a text with what was added since. */
export const minutesSection: ExportSection = {
  legend: [
    {
      name: "minutes/*.json",
      means: {
        de: "eingefrorene Protokolle der Wochenrunden; ihr SHA-256 steht in history.jsonl beim Eintrag round.closed",
        en: "frozen minutes of the weekly rounds; their SHA-256 stands in history.jsonl with the entry round.closed",
      },
    },
    {
      name: "minutes/*.md",
      means: { de: "dieselben zum Lesen, mit Nachträgen", en: "the same for reading, with additions" },
    },
  ],
  *files(db, { knownAt }, language) {
    const names = namesOfPeople(db);
    const company = readCompany(db);
    for (const { id, state, held_on } of listRounds(db)) {
      const minutes = state === "closed" && held_on <= knownAt ? readMinutes(db, id) : null;
      if (!minutes) continue;
      const added = listAddenda(db, id).map((one) => ({
        ...one,
        by: names.get(Number(one.by.split(":")[1])) ?? one.by,
      }));
      yield { name: `minutes/${held_on}-${id}.json`, content: () => minutesText(db, id) };
      yield {
        name: `minutes/${held_on}-${id}.md`,
        content: () => minutesMarkdown(minutes, added, { language, company }),
      };
    }
  },
};
