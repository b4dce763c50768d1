import type { Sentence } from "#src/problem.ts";
import type { Language } from "#src/say.ts";
import type { How, Rule } from "./match.ts";
import type { MessageRow } from "./message.ts";

/** What each rule says of a mail that joined; `found` is what it was found by. */
const found: Record<Rule, Sentence> = {
  M1: { de: "Sie kam an die eigene Antwortadresse dieser Anfrage.", en: "It came to this ticket's own reply address." },
  M2: {
    de: "Sie antwortet auf eine Mail, die wir aus dieser Anfrage gesendet haben.",
    en: "It answers a mail that we sent from this ticket.",
  },
  M3: {
    de: "Sie antwortet auf eine Mail, die in dieser Anfrage liegt.",
    en: "It answers a mail that lies in this ticket.",
  },
  M4: {
    de: "Sie berichtet über eine Mail, die aus dieser Anfrage ging.",
    en: "It reports on a mail that went out of this ticket.",
  },
  M5: {
    de: "Sie zitiert eine Mail von uns, mit unserem Zeichen darin.",
    en: "It quotes a mail of ours, with our mark in it.",
  },
  M6: {
    de: "Sie bezieht sich auf dieselbe frühere Mail wie eine andere hier.",
    en: "It refers to the same earlier mail as another one here.",
  },
  M7: {
    de: "Die Nummer dieser Anfrage steht im Betreff, und die Adresse ist beteiligt.",
    en: "This ticket's number stands in the subject, and the address takes part.",
  },
  M8: {
    de: "Sie trägt die Nummer, die der andere Dienst dieser Sache gibt.",
    en: "It carries the number that the other service gives this matter.",
  },
  M9: {
    de: "Dieselbe Adresse schrieb kurz zuvor unter demselben Betreff.",
    en: "The same address wrote under the same subject shortly before.",
  },
};

function kept({ rule, about, days }: NonNullable<How["veto"]>): Sentence {
  const other = about ? { de: `Nr. ${about}`, en: `no. ${about}` } : { de: "einer anderen", en: "another" };
  const words: Record<typeof rule, Sentence> = {
    V1: {
      de: `Eine weitergeleitete Mail beginnt eine eigene Anfrage; sie hängt mit ${other.de} zusammen.`,
      en: `A forwarded mail begins a ticket of its own; it belongs with ${other.en}.`,
    },
    V2: {
      de: `Sie antwortet auf ${other.de}, die seit mehr als ${days ?? 30} Tagen erledigt ist: deshalb eine neue Anfrage.`,
      en: `It answers ${other.en}, which has been closed for more than ${days ?? 30} days: hence a new ticket.`,
    },
    V3: {
      de: `Sie hängt an ${other.de}, hat aber einen anderen Betreff und zitiert nichts: deshalb eine neue Anfrage.`,
      en: `It hangs on ${other.en}, but has another subject and quotes nothing: hence a new ticket.`,
    },
    V4: {
      de: "Die Anfrage, zu der sie gehörte, gibt es nicht mehr: deshalb eine neue.",
      en: "The ticket it belonged to is gone: hence a new one.",
    },
    V5: { de: `Sie gehört zu ${other.de}, die als Spam gilt.`, en: `It belongs to ${other.en}, which is spam.` },
    "other-mailbox": {
      de: `Sie gehört zu ${other.de} in einem anderen Postfach: deshalb hier eine eigene Anfrage.`,
      en: `It belongs to ${other.en} in another mailbox: hence a ticket of its own here.`,
    },
    "token-without-participant": {
      de: `Im Betreff steht die Nummer von ${other.de}, aber die Adresse ist dort nicht beteiligt: deshalb eine neue Anfrage.`,
      en: `The subject carries the number of ${other.en}, but the address takes no part there: hence a new ticket.`,
    },
  };
  return words[rule];
}

const additions: readonly [(how: How) => boolean, Sentence][] = [
  [
    ({ merged }) => merged === true,
    {
      de: "Die gefundene Anfrage wurde mit dieser zusammengeführt.",
      en: "The ticket that was found was merged into this one.",
    },
  ],
  [
    ({ followed }) => followed === true,
    { de: "Sie folgt einer Mail, die hierher verschoben wurde.", en: "It follows a mail that was moved here." },
  ],
  [
    ({ newcomer }) => newcomer === true,
    { de: "Diese Adresse war bisher nicht beteiligt.", en: "This address took no part before." },
  ],
  [
    ({ forged }) => (forged?.length ?? 0) > 0,
    {
      de: "Sie trug ein Zeichen, das wie unseres aussah und es nicht war; es zählte nicht.",
      en: "It carried a mark that looked like ours and was not; it did not count.",
    },
  ],
  [
    ({ agent }) => agent?.verified === false,
    {
      de: "Der Absender nennt eine Adresse des Hauses, was sich nicht bestätigen liess.",
      en: "The sender names an address of the house, which could not be confirmed.",
    },
  ],
  [
    ({ throughList }) => throughList === true,
    { de: "Sie kam über eine Verteilerliste.", en: "It came through a list." },
  ],
];

/** Why a message lies in its ticket, in sentences. */
export function whyHere({ matched_by, matched_how, kind }: MessageRow, language: Language): string {
  if (kind === "note" || matched_by === null || matched_by === "erased") return "";
  const how = JSON.parse(matched_how ?? "{}") as How;
  const sentences = [mainReason(matched_by, how), ...additions.flatMap(([is, words]) => (is(how) ? [words] : []))];
  return sentences.map((sentence) => sentence[language]).join(" ");
}

function mainReason(by: string, how: How): Sentence {
  if (by === "moved" && how.moved)
    return {
      de: `Jemand hat sie aus Nr. ${how.moved.from} hierher verschoben.`,
      en: `Somebody moved it here from no. ${how.moved.from}.`,
    };
  if (by in found) return found[by as Rule];
  if (how.veto) return kept(how.veto);
  return {
    de: "Sie gehört zu keiner früheren Anfrage: deshalb eine neue.",
    en: "It belongs to no earlier ticket: hence a new one.",
  };
}
