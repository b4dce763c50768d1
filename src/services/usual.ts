export type UsualService = {
  slug: string;
  name: string;
  name_en: string;
  purpose: string;
  purpose_en: string;
  category: string;
  /** What many companies use for it: an example in an empty field, never a value. */
  often: string;
};

/** Services that a small company usually has, by what they are needed for. A start, not a survey. */
export const usualServices: readonly UsualService[] = [
  one(
    "ticketsystem",
    "Ticketsystem",
    "Ticket system",
    "Anfragen der Kundschaft",
    "Customers' requests",
    "support",
    "Zendesk",
  ),
  one(
    "help-center",
    "Help-Center",
    "Help centre",
    "Anleitungen für die Kundschaft",
    "Guides for customers",
    "support",
    "Intercom",
  ),
  one("e-mail", "E-Mail", "E-mail", "Postfächer der Firma", "The company's mailboxes", "mail", "Microsoft 365"),
  one(
    "kalender",
    "Kalender",
    "Calendar",
    "Termine im Team",
    "Appointments in the team",
    "files-collaboration",
    "Google Calendar",
  ),
  one("dateien", "Dateien", "Files", "Gemeinsame Ablage", "Shared storage", "files-collaboration", "Dropbox"),
  one("team-chat", "Team-Chat", "Team chat", "Absprachen im Team", "Talking in the team", "chat", "Slack"),
  one("videokonferenz", "Videokonferenz", "Video calls", "Besprechungen", "Meetings", "chat", "Zoom"),
  one(
    "office",
    "Office",
    "Office suite",
    "Dokumente und Tabellen",
    "Documents and spreadsheets",
    "office",
    "Microsoft Office",
  ),
  one(
    "newsletter",
    "Newsletter",
    "Newsletter",
    "Informationen an die Kundschaft",
    "News for customers",
    "mailing",
    "Mailchimp",
  ),
  one("status-seite", "Status-Seite", "Status page", "Störungen melden", "Reporting incidents", "status", "Statuspage"),
  one(
    "monitoring",
    "Monitoring",
    "Monitoring",
    "Erreichbarkeit prüfen",
    "Checking availability",
    "monitoring",
    "Pingdom",
  ),
  one(
    "webstatistik",
    "Webstatistik",
    "Web statistics",
    "Besuche der Website",
    "Visits to the website",
    "web",
    "Google Analytics",
  ),
  one("buchhaltung", "Buchhaltung", "Accounting", "Rechnungen und Löhne", "Invoices and wages", "finance", "Bexio"),
  one("code", "Quellcode", "Source code", "Ablage und Überprüfung", "Storage and review", "development", "GitHub"),
];

function one(
  slug: string,
  name: string,
  name_en: string,
  purpose: string,
  purpose_en: string,
  category: string,
  often: string,
): UsualService {
  return { slug, name, name_en, purpose, purpose_en, category, often };
}
