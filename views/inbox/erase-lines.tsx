import { formatSize } from "#src/deletions/evidence.ts";
import type { ErasurePreview } from "#src/inbox/erasure-page.ts";
import type { Reader } from "#src/reader.ts";
import { tellIn } from "#src/say.ts";

type Line = { n: string; what: string };

export function Lines({ lines }: { lines: readonly Line[] }): JSX.Element {
  return (
    <table class="tally">
      <tbody>
        {lines.map(({ n, what }) => (
          <tr>
            <td class="num" safe>
              {n}
            </td>
            <td safe>{what}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const of = (n: number, one: string, many: string) => (n === 1 ? one : many);
const counted = (n: number, one: string, many: string) => `${n} ${of(n, one, many)}`;

/** What would go, line by line. */
export function goes(reader: Reader, { addresses, count, elsewhere, traces }: ErasurePreview): Line[] {
  const say = tellIn(reader.language);
  const line = (n: number, de: string, en: string) => ({ n: String(n), what: say({ de, en }) });
  return [
    line(
      addresses.length,
      `${of(addresses.length, "Adresse", "Adressen")}: ${addresses.join(", ")}, mit Name und Notiz`,
      `${of(addresses.length, "address", "addresses")}: ${addresses.join(", ")}, with name and note`,
    ),
    line(
      count.theirs,
      `${of(count.theirs, "Nachricht", "Nachrichten")} von ihr in ${counted(count.tickets, "eigenen Anfrage", "eigenen Anfragen")}`,
      `${of(count.theirs, "message", "messages")} of theirs in ${counted(count.tickets, "ticket", "tickets")} of their own`,
    ),
    line(
      count.ours,
      `${of(count.ours, "Antwort", "Antworten")} von uns darin`,
      `${of(count.ours, "reply", "replies")} of ours in these`,
    ),
    line(count.notes, `${of(count.notes, "Notiz", "Notizen")} darin`, `${of(count.notes, "note", "notes")} in these`),
    {
      n: formatSize(count.bytes, reader.language),
      what: say({
        de: `Mails im Original, mit ${counted(count.files, "Datei", "Dateien")}`,
        en: `of original mails, with ${counted(count.files, "file", "files")}`,
      }),
    },
    ...(elsewhere.tickets > 0
      ? [
          line(
            elsewhere.messages,
            `${of(elsewhere.messages, "Nachricht", "Nachrichten")} von ihr in ${counted(elsewhere.tickets, "Anfrage", "Anfragen")} anderer`,
            `${of(elsewhere.messages, "message", "messages")} of theirs in ${counted(elsewhere.tickets, "ticket", "tickets")} of others`,
          ),
        ]
      : []),
    ...traces
      .filter((one) => one.stays === null)
      .map(({ n, label }) => ({ n: String(n), what: label[reader.language] })),
  ];
}

/** What would stay, and why. */
export function stays(reader: Reader, { count, evidence, records, traces }: ErasurePreview): Line[] {
  const say = tellIn(reader.language);
  const line = (n: number, de: string, en: string) => ({ n: String(n), what: say({ de, en }) });
  return [
    ...(count.others > 0
      ? [
          line(
            count.others,
            "Nachrichten anderer in ihren Anfragen, ohne ihre Adresse, ihren Namen und ihre zitierten Worte",
            "messages of others in their tickets, without their address, their name and their quoted words",
          ),
        ]
      : []),
    ...(evidence > 0
      ? [
          line(
            evidence,
            "Belege von Löschungen, die eine Mail von ihr sind",
            "pieces of evidence that are a mail of theirs",
          ),
        ]
      : []),
    ...(records > 0
      ? [
          line(
            records,
            "Löschnachweise, die sie nennen: sie beweisen, was getan wurde, und werden nie geändert",
            "deletion records that name them: these prove what was done and are never changed",
          ),
        ]
      : []),
    ...traces
      .filter((one) => one.stays !== null)
      .map(({ n, label, stays: why }) => ({
        n: String(n),
        what: `${label[reader.language]}: ${why![reader.language]}`,
      })),
  ];
}
