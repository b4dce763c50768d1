// The systems of the case in our own words.

import type { Hosting } from "#src/services/system.ts";

type CaseSystem = {
  slug: string;
  name: string;
  name_en?: string;
  vendor?: string;
  hosting?: Hosting;
  licence?: string;
  note?: string;
};

export const systemWords: readonly CaseSystem[] = [
  {
    slug: "old-ticket-system",
    name: "bisheriges Ticketsystem",
    name_en: "previous ticket system",
    note: "In den Berichten nicht benannt.",
  },
  {
    slug: "old-help-center",
    name: "bisheriges Help-Center",
    name_en: "previous help centre",
    note: "In den Berichten nicht benannt.",
  },
  {
    slug: "slack",
    name: "Slack",
    hosting: "provider",
    note: "Von uns ergänzt: Slack nennt (Seite ohne Datum) 24 Stunden bis zur Löschung und 14 Tage bis zum Ablauf der Backups; auf den 08.12.2020 gerechnet wäre das der 22.12.2020.",
  },
  {
    slug: "microsoft-office",
    name: "Microsoft Office",
    note: "Ob es Daten in Microsofts Cloud gab, sagen die Berichte nicht.",
  },
  { slug: "mailchimp", name: "Mailchimp", hosting: "provider" },
  {
    slug: "sorry",
    name: "Sorry",
    vendor: "Firma Sorry",
    hosting: "provider",
    note: "In den Berichten auch «Sorry-App».",
  },
  { slug: "pingdom", name: "Pingdom", hosting: "provider" },
  { slug: "cloud-server-system", name: "eigener Cloud-Server", name_en: "own cloud server", hosting: "own-server" },
  { slug: "freescout", name: "FreeScout", hosting: "own-server", licence: "AGPL-3.0" },
  {
    slug: "new-help-center",
    name: "neue Help-Center-Software",
    name_en: "new help-centre software",
    note: "In den Berichten nicht benannt.",
  },
  { slug: "nextcloud", name: "Nextcloud", hosting: "own-server", licence: "AGPL-3.0" },
  { slug: "nextcloud-talk", name: "Nextcloud Talk", hosting: "own-server", licence: "AGPL-3.0" },
  { slug: "nextcloud-deck", name: "Nextcloud Deck", hosting: "own-server", licence: "AGPL-3.0" },
  { slug: "libreoffice", name: "LibreOffice", hosting: "local", licence: "MPL-2.0" },
  {
    slug: "new-newsletter-software",
    name: "Open-Source-Lösung für Newsletter",
    name_en: "open-source newsletter software",
    hosting: "unknown",
    note: "In den Berichten nicht benannt.",
  },
  { slug: "adminlabs", name: "AdminLabs", hosting: "provider" },
];
