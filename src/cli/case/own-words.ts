import type { ServiceWords } from "#src/services/actions.ts";
import type { OldData } from "#src/services/old-data.ts";
import type { Answer, PlaceKind } from "#src/services/system.ts";
import type { When } from "#src/when.ts";

// The case in our own words. Facts and their certainty are those of aktion-privacy.json.

type Words = Omit<ServiceWords, "name" | "name_en" | "category">;

const plain: Words = {
  purpose: null,
  purpose_en: null,
  owner: null,
  priority: null,
  priority_reason: null,
  customer_data: "unknown",
  note: null,
};

const words: Record<string, Partial<Words>> = {
  "cloud-server": { purpose: "Unabhängig vom Hosting", purpose_en: "Independent of the hosting server" },
  "ticket-system": { purpose: "Anfragen der Kundschaft", purpose_en: "Customers' requests", customer_data: "yes" },
  "help-center": { purpose: "Anleitungen", purpose_en: "Guides for customers" },
  workspace: {
    purpose: "Dateien und Kalender",
    purpose_en: "Files and calendars",
    note: "Nach 10.2020 in keinem Bericht mehr erwähnt.",
  },
  "team-chat": { purpose: "Absprachen im Team", purpose_en: "Talking in the team" },
  office: { purpose: "Dokumente", purpose_en: "Documents" },
  newsletter: {
    purpose: "Informationen an die Kundschaft",
    purpose_en: "News for customers",
    customer_data: "yes",
    note: "Wo die Adressen zwischen der Löschung von Mailchimp und dem neuen System lagen, sagen die Berichte nicht.",
  },
  "status-page": { purpose: "Störungen melden", purpose_en: "Reporting incidents" },
  monitoring: {
    purpose: "Erreichbarkeit prüfen",
    purpose_en: "Checking availability",
    customer_data: "no",
    priority: "low",
    priority_reason: "Keine Kundendaten betroffen.",
  },
  "status-mailing": { purpose: "Versand an Abonnierende", purpose_en: "Sending to subscribers", customer_data: "yes" },
};

export function serviceWords(id: string): Words {
  return { ...plain, ...words[id] };
}

/** Where a report is more or less precise than its month. Keys are "service report". */
export const phrases: Record<string, When> = {
  "ticket-system 2020-09": { on: "2020-09", text: "Anfang September 2020" },
  "office 2020-10": { on: null, text: "seit längerem" },
};

export const stageNotes: Record<string, string> = {
  "cloud-server 2020-09":
    "Abgeleitet: das neue Ticketsystem läuft seit Anfang September auf einem eigenen Cloud-Server.",
  "ticket-system 2020-09": "Die Umstellung ist geschafft, das neue System läuft auf unserer Infrastruktur.",
  "ticket-system 2021-02": "Im Abschluss noch einmal bestätigt.",
  "help-center 2020-10": "Der Umzug der Inhalte ist abgeschlossen.",
  "workspace 2020-10": "Ein eigener Cloud-Dienst wird getestet.",
  "team-chat 2020-10": "Der Wechsel ist für die nächsten Wochen angekündigt.",
  "team-chat 2020-12": "Das Team arbeitet mit Talk und Deck.",
  "office 2020-10": "Wann der Wechsel war, sagt der Bericht nicht.",
  "newsletter 2020-10": "Eine Lösung mit offenem Quellcode wird aufgebaut.",
  "newsletter 2020-12": "Weiterhin im Aufbau.",
  "newsletter 2021-02": "Bereit für den Versand. Von einem ersten Versand berichtet niemand.",
  "status-page 2020-10": "Die Suche nach einem Ersatz hat erst begonnen.",
  "status-page 2020-12": "Gewählt wegen Sitz in der EU und DSGVO.",
  "monitoring 2020-10": "Später an der Reihe, weil keine Kundendaten betroffen sind.",
  "monitoring 2020-12": "Ab sofort beim selben Anbieter wie die Status-Seite.",
  "status-mailing 2020-12": "Ab sofort beim selben Anbieter wie die Status-Seite.",
};

export const targetsInReports: readonly { service: string; report: string; target: When }[] = [
  { service: "team-chat", report: "2020-10", target: { on: "2020", text: "Ende 2020" } },
  { service: "newsletter", report: "2020-10", target: { on: "2020", text: "noch 2020" } },
  { service: "newsletter", report: "2020-12", target: { on: "2021", text: "erste Monate 2021" } },
];

export const oldDataInReports: readonly { system: string; state: OldData; report: string }[] = [
  { system: "slack", state: "in-use", report: "2020-10" },
  { system: "mailchimp", state: "in-use", report: "2020-10" },
];

/** How the list of deletions calls each system. */
export const deletedOn: Record<string, string> = {
  Slack: "slack",
  Pingdom: "pingdom",
  Mailchimp: "mailchimp",
  "Sorry-App": "sorry",
};

type CasePlace = { system: string; kind: PlaceKind; country: string | null; assumed: 0 | 1; source: string };

const inferred =
  "Abgeleitet: das Kriterium nennt unseren Server in der Schweiz; den Standort selbst nennen die Berichte nicht.";

export const placesInReports: readonly (CasePlace & { report: string })[] = [
  { system: "cloud-server-system", kind: "server", country: "CH", assumed: 1, source: inferred, report: "2020-10" },
  { system: "freescout", kind: "server", country: "CH", assumed: 1, source: inferred, report: "2020-10" },
  { system: "nextcloud", kind: "server", country: "CH", assumed: 1, source: inferred, report: "2020-10" },
  { system: "nextcloud-talk", kind: "server", country: "CH", assumed: 1, source: inferred, report: "2020-10" },
  { system: "nextcloud-deck", kind: "server", country: "CH", assumed: 1, source: inferred, report: "2020-12" },
  { system: "new-newsletter-software", kind: "server", country: "CH", assumed: 1, source: inferred, report: "2020-10" },
  { system: "sorry", kind: "seat", country: "GB", assumed: 0, source: "Bericht 12.2020", report: "2020-12" },
  { system: "adminlabs", kind: "seat", country: "FI", assumed: 0, source: "Bericht 12.2020", report: "2020-12" },
];

export const addedPlaces: readonly (CasePlace & { since?: string })[] = [
  {
    system: "pingdom",
    kind: "seat",
    country: "SE",
    assumed: 0,
    source: "https://www.sec.gov/Archives/edgar/data/1428669/000142866914000044/R9.htm",
  },
  {
    system: "pingdom",
    kind: "parent",
    country: "US",
    assumed: 0,
    since: "2014-06",
    source: "https://www.sec.gov/Archives/edgar/data/1428669/000142866914000044/R9.htm",
  },
  { system: "slack", kind: "seat", country: "US", assumed: 1, source: "Allgemeinwissen, nicht nachgeprüft" },
  { system: "mailchimp", kind: "seat", country: "US", assumed: 1, source: "Allgemeinwissen, nicht nachgeprüft" },
  { system: "microsoft-office", kind: "seat", country: "US", assumed: 1, source: "Allgemeinwissen, nicht nachgeprüft" },
];

type CaseAnswer = { system: string; criterion: string; answer: Answer; reason: string | null; report: string };

const ownSystems = "Läuft auf unseren eigenen Systemen.";

export const answersInReports: readonly CaseAnswer[] = [
  { system: "freescout", criterion: "self-hosted", answer: "yes", reason: ownSystems, report: "2020-10" },
  {
    system: "nextcloud",
    criterion: "self-hosted",
    answer: "yes",
    reason: "Sinngemäss, nicht wörtlich gesagt.",
    report: "2020-10",
  },
  {
    system: "nextcloud-talk",
    criterion: "self-hosted",
    answer: "yes",
    reason: "Sinngemäss, nicht wörtlich gesagt.",
    report: "2020-10",
  },
  {
    system: "nextcloud-deck",
    criterion: "self-hosted",
    answer: "yes",
    reason: "Sinngemäss, nicht wörtlich gesagt.",
    report: "2020-12",
  },
  {
    system: "nextcloud",
    criterion: "open-source",
    answer: "yes",
    reason: "Im Bericht als Open-Source-Software genannt.",
    report: "2020-10",
  },
  {
    system: "nextcloud-talk",
    criterion: "open-source",
    answer: "yes",
    reason: "Teil von Nextcloud.",
    report: "2020-10",
  },
  {
    system: "nextcloud-deck",
    criterion: "open-source",
    answer: "yes",
    reason: "Teil von Nextcloud.",
    report: "2020-12",
  },
  {
    system: "new-newsletter-software",
    criterion: "open-source",
    answer: "yes",
    reason: "Im Bericht so genannt, ohne Namen.",
    report: "2021-02",
  },
  {
    system: "adminlabs",
    criterion: "self-hosted",
    answer: "no",
    reason: "Ein eingekaufter Dienst.",
    report: "2020-12",
  },
  {
    system: "adminlabs",
    criterion: "privacy-by-design-default",
    answer: "partly",
    reason: "EU-Sitz und DSGVO, aber ein kommerzieller Dritter.",
    report: "2020-12",
  },
];

/** The reason is in the report; who accepts it and until when is not, so the exception is incomplete. */
export const exceptionInReports = {
  system: "adminlabs",
  criterion: "self-hosted",
  reason: "Sitz in Finnland, in der EU; die DSGVO gilt.",
  person_name: null,
  review_on: null,
  report: "2020-12",
};

export const addedLicences: readonly { system: string; reason: string }[] = [
  { system: "freescout", reason: "AGPL-3.0" },
  { system: "libreoffice", reason: "MPL-2.0" },
];
