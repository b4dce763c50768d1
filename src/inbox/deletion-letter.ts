import type { Regime } from "#src/law/interval.ts";
import type { Language } from "#src/say.ts";
import { type Day, formatOn } from "#src/when.ts";

/** What a letter to an old provider says. Texts that the company does not know are left out, never made up. */
export type DeletionLetter = {
  company: string;
  regime: Regime;
  /** The provider's product, and who sells it. */
  system: string;
  vendor: string | null;
  /** Our account, workspace or customer number there. */
  account: string | null;
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
    `Wir haben die Nutzung von ${system} beendet${account ? ` (unser Konto: ${account})` : ""}. Bitte löschen Sie alle Daten, die Sie in unserem Auftrag bearbeiten${whichData(letter, "de")}.`,
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
    `We have stopped using ${system}${account ? ` (our account: ${account})` : ""}. Please delete all data that you process on our behalf${whichData(letter, "en")}.`,
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
