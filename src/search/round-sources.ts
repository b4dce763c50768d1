import { roleWords } from "#src/people/person.ts";
import { listPeople } from "#src/people/store.ts";
import { may } from "#src/reader.ts";
import { listActions } from "#src/round/action-store.ts";
import { readMinutes } from "#src/round/read.ts";
import { listRounds } from "#src/round/store.ts";
import { formatOn } from "#src/when.ts";
import { best } from "./best.ts";
import type { Source } from "./found.ts";

export const minutes: Source = ({ db, reader, words }) => {
  const { language } = reader;
  const candidates = listRounds(db)
    .filter(({ state }) => state === "closed")
    .map((round) => ({
      title: `${language === "de" ? "Protokoll vom" : "Minutes of"} ${formatOn(round.held_on, language)}`,
      rest: (readMinutes(db, round.id)?.items ?? []).flatMap(({ title, said, points }) => [
        title[language],
        ...said.flatMap(({ sentence, decision }) => [sentence, decision]),
        ...points.map(({ text }) => text[language]),
      ]),
      href: `/round/${round.id}`,
      note: "",
    }));
  return best({ de: "Protokolle", en: "Minutes" }, words, candidates);
};

export const actions: Source = ({ db, reader, words }) => {
  const { language } = reader;
  const note = (done: string | null, due: string | null) => {
    if (done) return `${language === "de" ? "erledigt" : "done"} ${formatOn(done, language)}`;
    return due ? `${language === "de" ? "fällig" : "due"} ${formatOn(due, language)}` : "";
  };
  const candidates = listActions(db)
    .toReversed()
    .map(({ id, task, person, done_on, due_on }) => ({
      title: task,
      rest: [person],
      href: `/round/actions#action-${id}`,
      note: note(done_on, due_on),
    }));
  return best({ de: "Pendenzen", en: "Actions" }, words, candidates);
};

/** Colleagues: only owners see their page, so only they find it. */
export const people: Source = ({ db, reader, words }) => {
  const all = may(reader, "owner") ? listPeople(db) : [];
  const candidates = all.map(({ id, name, email, role }) => ({
    title: name,
    rest: [email],
    href: `/people/${id}`,
    note: roleWords[role][reader.language],
  }));
  return best({ de: "Personen", en: "People" }, words, candidates);
};
