import type { Regime } from "#src/law/interval.ts";
import type { Sentence } from "#src/problem.ts";
import { addDays, type Day, daysBetween } from "#src/when.ts";

/** What somebody asks about their own data. */
export type RequestKind = "access" | "erasure";

export type PrivacyRequest = {
  ticket_id: number;
  kind: RequestKind;
  received_on: Day;
  due_on: Day;
  extended_reason: string | null;
  extended_on: Day | null;
  answered_on: Day | null;
  answer: string | null;
};

export const requestWords: Record<RequestKind, Sentence> = {
  access: { de: "Auskunftsbegehren", en: "access request" },
  erasure: { de: "Löschbegehren", en: "erasure request" },
};

/** By which rule the answer is due. */
export const lawOf: Record<Regime, Record<RequestKind, Sentence>> = {
  CH: {
    access: { de: "Art. 25 DSG, Art. 18 DSV: 30 Tage", en: "Art. 25 FADP, Art. 18 DPO: 30 days" },
    erasure: {
      de: "Art. 32 DSG; das Gesetz nennt keine Frist, wir nehmen 30 Tage",
      en: "Art. 32 FADP; the law names no time, we take 30 days",
    },
  },
  EU: {
    access: { de: "Art. 12 und 15 DSGVO: ein Monat", en: "Art. 12 and 15 GDPR: one month" },
    erasure: { de: "Art. 12 und 17 DSGVO: ein Monat", en: "Art. 12 and 17 GDPR: one month" },
  },
};

/** The last day for the answer, from the day on which the request came. */
export function dueOn(regime: Regime, received: Day): Day {
  return regime === "CH" ? addDays(received, 30) : monthsLater(received, 1);
}

/** How far it may be put off: under the GDPR by two months; Swiss law asks only that the person is told until when. */
export function latestExtension(regime: Regime, received: Day): Day {
  return monthsLater(received, regime === "EU" ? 3 : 12);
}

/** The same day of a later month, or its last one. */
function monthsLater(day: Day, months: number): Day {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** "noch 12 Tage", "heute", "seit 3 Tagen überfällig". */
export function timeLeft(due: Day, today: Day): Sentence {
  const days = daysBetween(today, due);
  if (days === 0) return { de: "heute fällig", en: "due today" };
  if (days > 0)
    return { de: days === 1 ? "noch 1 Tag" : `noch ${days} Tage`, en: days === 1 ? "1 day left" : `${days} days left` };
  return {
    de: days === -1 ? "seit 1 Tag überfällig" : `seit ${-days} Tagen überfällig`,
    en: days === -1 ? "1 day overdue" : `${-days} days overdue`,
  };
}

/** What the law wants told. Shown as a list to go through, not as a text to send. */
export const whatToAnswer: Record<RequestKind, readonly Sentence[]> = {
  access: [
    {
      de: "Ist es wirklich diese Person? Im Zweifel nachfragen, bevor etwas hinausgeht.",
      en: "Is it really this person? In doubt ask before anything leaves.",
    },
    { de: "Wer wir sind und wie man uns erreicht.", en: "Who we are and how to reach us." },
    {
      de: "Die Personendaten als solche: der Export unten, dazu was in anderen Systemen liegt.",
      en: "The personal data as such: the export below, and what lies in other systems.",
    },
    {
      de: "Wozu wir sie bearbeiten und wie lange wir sie behalten.",
      en: "Why we process them, and how long we keep them.",
    },
    {
      de: "Woher sie stammen, soweit nicht von der Person selbst.",
      en: "Where they come from, where not from the person.",
    },
    {
      de: "Wem wir sie bekanntgeben, und in welche Staaten mit welchen Garantien: steht im Register.",
      en: "To whom we disclose them, in which states and with which guarantees: the register says so.",
    },
    { de: "Ob etwas automatisch entschieden wurde.", en: "Whether anything was decided automatically." },
  ],
  erasure: [
    { de: "Ist es wirklich diese Person? Im Zweifel nachfragen.", en: "Is it really this person? In doubt ask." },
    {
      de: "Muss etwas bleiben (Rechnungen, ein Streit)? Dann sagen, was und warum.",
      en: "Must something stay (invoices, a dispute)? Then say what and why.",
    },
    {
      de: "Zuerst antworten: nach der Löschung ist auch diese Anfrage leer.",
      en: "Answer first: after the erasure this ticket too is empty.",
    },
    {
      de: "Auch bei den Anbietern löschen, die Daten der Person haben.",
      en: "Have it erased by the providers that hold data of the person as well.",
    },
  ],
};
