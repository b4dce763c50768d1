import type { Regime } from "#src/law/interval.ts";
import type { Language } from "#src/say.ts";
import { type Day, formatOn, formatWhen, type When } from "#src/when.ts";

/** What a letter to an old provider says. Texts that the company does not know are left out, never made up. */
export type DeletionLetter = {
  company: string;
  regime: Regime;
  /** The provider's product, and who sells it. */
  system: string;
  vendor: string | null;
  /** Our account, workspace or customer number there. */
  account: string | null;
  /** When we deleted it there ourselves, as far as one can; null when we did not. */
  deleted: When | null;
  /** Which data, and of whom. */
  categories: string | null;
  subjects: string | null;
  /** The processing agreement, by its reference. */
  contract: string | null;
  subProcessors: readonly string[];
  answerBy: Day;
  sender: string;
};

export type Letter = { subject: string; text: string };

/**
 * The request to delete everything, backups and sub-processors included, and to confirm it in writing. Sources: DSG art. 6(4) and 9
 * with DSV art. 7; GDPR art. 28(3)(g) and (h), clause 8.5 of the standard contractual clauses (EU) 2021/914.
 */
export function deletionLetter(letter: DeletionLetter, language: Language): Letter {
  return language === "de" ? german(letter) : english(letter);
}

function german(letter: DeletionLetter): Letter {
  const { system, account, answerBy, company, sender } = letter;
  const paragraphs = [
    "Guten Tag",
    `Wir haben die Nutzung von ${system} beendet${account ? ` (unser Konto: ${account})` : ""}${deletedBefore(letter, "de")}. Bitte löschen Sie alle Daten, die Sie ${letter.deleted ? "noch " : ""}in unserem Auftrag bearbeiten${whichData(letter, "de")}.`,
    law(letter, "de"),
    `Die Löschung umfasst:\n\n${numbered([
      "die produktiven Daten samt Kopien, Exporten, Such- und Protokolldaten;",
      "die Backups. Wo sie sich nicht sofort löschen lassen, bitten wir um den Tag, an dem das letzte Backup mit unseren Daten überschrieben ist, und darum, es bis dahin nicht zu verwenden;",
      `die Daten bei Ihren Unterauftragsbearbeitern${names(letter)}.`,
    ])}`,
    `Bitte bestätigen Sie uns bis zum ${formatOn(answerBy, "de")} in Textform:\n\n${numbered([
      "was wann gelöscht wurde, und durch wen;",
      "was nicht gelöscht wurde, weshalb und bis wann (zum Beispiel wegen einer gesetzlichen Aufbewahrungspflicht);",
      "wann die Backups abgelaufen sind;",
      "dass auch die Unterauftragsbearbeiter gelöscht haben.",
    ])}`,
    "Eine Antwort auf diese E-Mail genügt. Wenn Sie ein Löschzertifikat ausstellen, legen Sie es bitte bei. Ist eine andere Stelle zuständig, leiten Sie die Anfrage bitte weiter und nennen Sie sie uns.",
    `Freundliche Grüsse\n${sender}\n${company}`,
  ];
  const named = account ? ` (${account})` : "";
  return { subject: `Löschung unserer Daten bei ${system}${named}`, text: paragraphs.join("\n\n") };
}

function english(letter: DeletionLetter): Letter {
  const { system, account, answerBy, company, sender } = letter;
  const paragraphs = [
    "Dear Sir or Madam,",
    `We have stopped using ${system}${account ? ` (our account: ${account})` : ""}${deletedBefore(letter, "en")}. Please delete all data that you ${letter.deleted ? "still " : ""}process on our behalf${whichData(letter, "en")}.`,
    law(letter, "en"),
    `The deletion covers:\n\n${numbered([
      "production data, including copies, exports, search indexes and logs;",
      "backups. Where they cannot be deleted at once, please tell us the day on which the last backup holding our data is overwritten, and do not use it until then;",
      `data held by your sub-processors${names(letter)}.`,
    ])}`,
    `Please confirm to us in writing by ${formatOn(answerBy, "en")}:\n\n${numbered([
      "what was deleted, when and by whom;",
      "what was not deleted, why and until when (for example because of a statutory duty to retain it);",
      "when the backups have expired;",
      "that your sub-processors have deleted the data as well.",
    ])}`,
    "A reply to this e-mail is enough. If you issue a certificate of deletion, please attach it. If another department is in charge, please forward this request and tell us who they are.",
    `Kind regards\n${sender}\n${company}`,
  ];
  const named = account ? ` (${account})` : "";
  return { subject: `Deletion of our data at ${system}${named}`, text: paragraphs.join("\n\n") };
}

/** What we did ourselves leaves backups, logs and copies: the provider has the last word. */
function deletedBefore({ deleted }: DeletionLetter, language: Language): string {
  if (deleted === null) return "";
  const when = formatWhen(deleted, language);
  return language === "de"
    ? ` und unsere Daten dort selbst gelöscht${when ? ` (${when})` : ""}`
    : ` and deleted our data there ourselves${when ? ` (${when})` : ""}`;
}

function whichData({ categories, subjects }: DeletionLetter, language: Language): string {
  if (!categories && !subjects) return "";
  const of = language === "de" ? "von" : "of";
  const said = categories && subjects ? `${categories} ${of} ${subjects}` : (categories ?? subjects)!;
  return language === "de" ? `, insbesondere: ${said}` : `, in particular: ${said}`;
}

/** What the request rests on: the law the company stands under, and the contract where there is one. */
function law({ regime, contract }: DeletionLetter, language: Language): string {
  const agreed = {
    de: contract ? ` und auf unseren Vertrag über die Auftragsbearbeitung (${contract})` : "",
    en: contract ? ` and our data processing agreement (${contract})` : "",
  }[language];
  if (regime === "EU")
    return {
      de: `Wir stützen uns auf Art. 28 Abs. 3 lit. g und h der Datenschutz-Grundverordnung${agreed}. Gelten zwischen uns die Standardvertragsklauseln (EU) 2021/914, so verlangt Klausel 8.5 auch die Bestätigung der Löschung.`,
      en: `This request rests on Art. 28(3)(g) and (h) of the General Data Protection Regulation${agreed}. Where the standard contractual clauses (EU) 2021/914 apply between us, clause 8.5 also requires you to certify the deletion.`,
    }[language];
  return {
    de: `Wir stützen uns auf Art. 6 Abs. 4 und Art. 9 des Schweizer Datenschutzgesetzes (DSG)${agreed}. Soweit für Sie die Datenschutz-Grundverordnung gilt, gilt auch deren Art. 28 Abs. 3 lit. g.`,
    en: `This request rests on Art. 6(4) and Art. 9 of the Swiss Federal Act on Data Protection (FADP)${agreed}. Where the General Data Protection Regulation applies to you, so does its Art. 28(3)(g).`,
  }[language];
}

const names = ({ subProcessors }: DeletionLetter) =>
  subProcessors.length === 0 ? "" : ` (${subProcessors.join(", ")})`;

const numbered = (lines: readonly string[]) => lines.map((line, at) => `${at + 1}. ${line}`).join("\n");

/** What a reminder says: when it was asked, which answer did not come, and until when it may still come. */
export type Reminder = Pick<DeletionLetter, "company" | "regime" | "system" | "account" | "sender"> & {
  requestedOn: Day;
  answerWasDue: Day;
  answerBy: Day;
};

/** The second letter, in the same thread: the answer is overdue. It names the supervisory authority, and threatens nothing. */
export function followUpLetter(reminder: Reminder, language: Language): string {
  const { system, account, requestedOn, answerWasDue, answerBy, sender, company } = reminder;
  const day = (on: Day) => formatOn(on, language);
  const authority = authorityOf(reminder.regime)[language];
  const german = [
    "Guten Tag",
    `Am ${day(requestedOn)} haben wir Sie gebeten, unsere Daten bei ${system}${account ? ` (unser Konto: ${account})` : ""} zu löschen und es uns bis zum ${day(answerWasDue)} zu bestätigen. Eine Bestätigung haben wir bis heute nicht erhalten.`,
    `Bitte teilen Sie uns bis zum ${day(answerBy)} in Textform mit, was wann gelöscht wurde, was nicht und weshalb, und wann die Backups abgelaufen sind. Ist noch nicht gelöscht, nennen Sie uns bitte den Tag, an dem es geschieht.`,
    `Bleibt die Antwort aus, halten wir das in unserem Verzeichnis fest und wenden uns an ${authority}.`,
    `Freundliche Grüsse\n${sender}\n${company}`,
  ];
  const english = [
    "Dear Sir or Madam,",
    `On ${day(requestedOn)} we asked you to delete our data at ${system}${account ? ` (our account: ${account})` : ""} and to confirm it by ${day(answerWasDue)}. We have not received a confirmation so far.`,
    `Please tell us in writing by ${day(answerBy)} what was deleted and when, what was not and why, and when the backups have expired. If nothing has been deleted yet, please name the day on which it will be.`,
    `If there is no answer, we will note this in our records and turn to ${authority}.`,
    `Kind regards\n${sender}\n${company}`,
  ];
  return (language === "de" ? german : english).join("\n\n");
}

/** Who supervises us. Sources: DSG art. 43 and 49; GDPR art. 77. */
function authorityOf(regime: Regime): Record<Language, string> {
  if (regime === "EU")
    return { de: "die zuständige Datenschutzbehörde", en: "the competent data protection authority" };
  return {
    de: "den Eidgenössischen Datenschutz- und Öffentlichkeitsbeauftragten (EDÖB)",
    en: "the Federal Data Protection and Information Commissioner (FDPIC)",
  };
}
