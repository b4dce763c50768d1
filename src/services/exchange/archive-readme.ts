import type { Moment } from "#src/services/dated.ts";
import { formatOn } from "#src/when.ts";

type About = { company: string; moment: Moment; head: string; count: number };

/** What lies in the archive, and how a stranger checks the chain with common tools. */
export function readmeText({ company, moment, head, count }: About): string {
  const [asOf, knownAt] = [formatOn(moment.asOf, "de"), formatOn(moment.knownAt, "de")];
  return `${company}: Register der Migration
Stand ${asOf}, mit dem Wissen vom ${knownAt}

register.csv           das Register an diesem Tag, eine Zeile je Dienst (UTF-8, Semikolon)
register.json          dasselbe für Programme
aktion-register.json   alles, was je gemeldet wurde, mit Berichtigungen und Archiviertem (aktion-register/1);
                       «aktion import» liest es in ein leeres Register ein
history.jsonl          die Kette der Einträge, einer je Zeile

Die Kette prüfen. Jede Zeile von history.jsonl ist ein Eintrag. hash ist SHA-256 über die zehn Angaben about, by, facts,
happened_on, previous_hash, recorded_at, reported_on, seq, what, words_digest als JSON nach RFC 8785 (Schlüssel sortiert,
ohne Leerzeichen, UTF-8). previous_hash ist hash der Zeile davor, in der ersten Zeile 64 Nullen; seq zählt von 1.
Namen und freier Text stehen in words. words_digest ist SHA-256 über words_salt, einen Zeilenumbruch (\\n) und words als
JSON nach RFC 8785. Ist words null und words_digest nicht, so wurden die Worte gelöscht; die Kette bleibt gültig.
Wer eine Zeile ändert, entfernt oder einfügt, bricht die Kette: sie ist manipulationserkennbar, wenn der letzte hash
auch anderswo steht.

Einträge: ${count}
Letzter hash: ${head}

------------------------------------------------------------------------------------------------------------------------

${company}: register of the migration
As of ${asOf}, with what was known on ${knownAt}

register.csv           the register on that day, one row for each service (UTF-8, semicolons)
register.json          the same for programs
aktion-register.json   everything ever reported, with corrections and what is archived (aktion-register/1);
                       "aktion import" reads it into an empty register
history.jsonl          the chain of entries, one on each line

Checking the chain. Each line of history.jsonl is an entry. hash is SHA-256 over the ten members about, by, facts,
happened_on, previous_hash, recorded_at, reported_on, seq, what, words_digest as JSON by RFC 8785 (keys sorted, no spaces,
UTF-8). previous_hash is the hash of the line before, 64 zeros on the first line; seq counts from 1.
Names and free text are in words. words_digest is SHA-256 over words_salt, a line feed (\\n) and words as JSON by RFC 8785.
Where words is null and words_digest is not, the words were erased; the chain stays valid.
Whoever changes, removes or inserts a line breaks the chain: tampering shows, as long as the last hash is kept elsewhere too.

Entries: ${count}
Last hash: ${head}
`;
}
