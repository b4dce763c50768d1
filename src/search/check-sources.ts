import { labelOf, targetOf } from "#src/checks/read.ts";
import { listArchivedChecks, listChecks } from "#src/checks/store.ts";
import { best } from "./best.ts";
import type { Source } from "./found.ts";

export const checks: Source = ({ db, reader, words }) => {
  const candidates = [...listChecks(db), ...listArchivedChecks(db)].map((check) => ({
    title: check.name,
    rest: [targetOf(check), check.note ?? "", check.slug],
    href: `/checks/${check.slug}`,
    note: labelOf(check)[reader.language],
  }));
  return best({ de: "Prüfungen", en: "Checks" }, words, candidates);
};
