/** Who speaks: the customer, one of us in an answer (`ines`, `toni`), or one of us in a note. */
type Turn = { from: "customer" | "ines" | "toni"; note?: true; hoursAgo: number; text: string };

export type Story = {
  mailbox: "support" | "datenschutz";
  name: string;
  address: string;
  subject: string;
  turns: readonly Turn[];
  state?: "closed" | "waiting-third" | "spam";
  assignee?: "ines" | "toni";
  /** Put off for so many hours from now. */
  snoozed?: number;
  html?: string;
};

const customer = (hoursAgo: number, text: string): Turn => ({ from: "customer", hoursAgo, text });
const ines = (hoursAgo: number, text: string): Turn => ({ from: "ines", hoursAgo, text });
const toni = (hoursAgo: number, text: string): Turn => ({ from: "toni", hoursAgo, text });
const note = (from: "ines" | "toni", hoursAgo: number, text: string): Turn => ({ from, note: true, hoursAgo, text });

/** What a small web host is asked in a few weeks, made up. Names and addresses are examples. */
export const stories: readonly Story[] = [
  {
    mailbox: "support",
    name: "Petra Brunner",
    address: "info@brunner.example",
    subject: "E-Mails kommen seit gestern nicht mehr an",
    assignee: "toni",
    turns: [
      customer(
        50,
        "Guten Tag\n\nSeit gestern Abend erhalten wir auf info@ keine E-Mails mehr. Unser Webmail zeigt nichts Neues an, Kundschaft meldet Fehler 451. Können Sie das bitte prüfen?\n\nFreundliche Grüsse\nPetra Brunner, Atelier Brunner",
      ),
      note(
        "toni",
        49.5,
        "Greylisting nach dem Update zu streng eingestellt. @Ines bitte informieren, sobald die Warteschlange leer ist.",
      ),
      toni(
        49,
        "Guten Tag Frau Brunner\n\nWir haben die Ursache gefunden: ein Filter hat Zustellungen verzögert. Die ausstehenden Nachrichten treffen in der nächsten Stunde ein, verloren ging nichts.",
      ),
      customer(
        48,
        "Vielen Dank, zwölf Nachrichten sind angekommen. Eine vom Steueramt fehlt noch, die mit der Frist vom Freitag.",
      ),
    ],
  },
  {
    mailbox: "support",
    name: "Sekretariat Schule Oberdorf",
    address: "sekretariat@schule-oberdorf.example",
    subject: "Moodle: neue Klasse anlegen",
    turns: [
      customer(
        3,
        "Guten Tag\n\nKönnten Sie uns für das neue Semester eine Klasse «5b» mit 22 Teilnehmenden anlegen? Die Liste schicken wir gern nach, wenn wir wissen, in welchem Format.\n\nBeste Grüsse",
      ),
    ],
  },
  {
    mailbox: "support",
    name: "James Whitfield",
    address: "james@whitfield-design.example",
    subject: "SSL certificate warning on our shop",
    assignee: "ines",
    turns: [
      customer(
        6,
        "Hi there,\n\nOur customers see a certificate warning on shop.whitfield-design.example since this morning. The main domain is fine. Did something change on your side?\n\nThanks\nJames",
      ),
      ines(
        5.5,
        "Hello James\n\nThe subdomain points to an old address, so its certificate could not be renewed. Could you set the CNAME to web3.example.ch? It renews by itself within ten minutes after that.",
      ),
      customer(1.2, "Done, I changed the record. How can I see that it worked?"),
    ],
  },
  {
    mailbox: "support",
    name: "Hans Keller",
    address: "h.keller@keller-transporte.example",
    subject: "Rechnung 2026-1187 doppelt erhalten",
    turns: [
      customer(
        27,
        "Guten Tag, wir haben die Rechnung 2026-1187 zweimal bekommen, einmal mit und einmal ohne Mehrwertsteuer. Welche gilt? Besten Dank, H. Keller",
      ),
    ],
  },
  {
    mailbox: "support",
    name: "Andrea Meier",
    address: "andrea.meier@yoga-am-see.example",
    subject: "Weiterleitung von kurse@ einrichten",
    assignee: "toni",
    turns: [
      customer(
        30,
        "Hallo zusammen\n\nIch möchte, dass alles an kurse@ auch an meine Kollegin geht. Geht das?\n\nLiebe Grüsse, Andrea",
      ),
      toni(
        29,
        "Liebe Frau Meier\n\nJa, im Controlpanel unter E-Mail, Weiterleitungen. Lassen Sie das Häkchen bei «Kopie behalten» gesetzt, dann bleibt das Mail auch bei Ihnen. An welche Adresse soll die Kopie gehen? Dann richten wir es gleich ein.",
      ),
    ],
  },
  {
    mailbox: "support",
    name: "Registrar Desk",
    address: "desk@registrar.example",
    subject: "Re: Transfer of brunner.example: authorisation code",
    state: "waiting-third",
    assignee: "ines",
    turns: [
      customer(
        80,
        "Dear partner,\n\nthe registry asks for a new authorisation code. We have forwarded your request and come back to you within three working days.",
      ),
      note("ines", 79, "Registry angefragt, Referenz 48-2261. Nachfassen am Freitag."),
    ],
  },
  {
    mailbox: "support",
    name: "Marco Rossi",
    address: "marco@rossi-gelateria.example",
    subject: "Sito lento / Website langsam",
    turns: [
      customer(
        9,
        "Buongiorno, guten Tag\n\nUnsere Website braucht seit dem Wochenende über fünf Sekunden. Am Freitag haben wir ein neues Bildermodul eingebaut, vielleicht liegt es daran?\n\nGrazie, Marco",
      ),
    ],
  },
  {
    mailbox: "support",
    name: "Newsletter Turnverein",
    address: "vorstand@tv-niederwil.example",
    subject: "Umstellung des Newsletters: Anmeldeformular",
    snoozed: 70,
    assignee: "toni",
    turns: [
      customer(
        26,
        "Guten Tag\n\nIhr habt geschrieben, dass der neue Mailversand bald bereitsteht. Können wir das Anmeldeformular auf unserer Seite schon austauschen, oder sollen wir warten?\n\nSportliche Grüsse",
      ),
      toni(
        25,
        "Guten Tag\n\nBitte warten Sie noch bis nächste Woche; wir melden uns, sobald das neue Formular bereit ist. Ihre bisherigen Anmeldungen sind exportiert und gehen nicht verloren.",
      ),
    ],
  },
  {
    mailbox: "datenschutz",
    name: "Rita Keller",
    address: "rita.keller@post.example",
    subject: "Auskunft über meine Daten",
    assignee: "ines",
    turns: [
      customer(
        40,
        "Guten Tag\n\nGestützt auf Art. 25 DSG bitte ich Sie um Auskunft, welche Daten Sie über mich bearbeiten, zu welchem Zweck, und wem Sie sie bekannt gegeben haben. Eine Kopie meines Ausweises lege ich auf Wunsch bei.\n\nFreundliche Grüsse\nRita Keller",
      ),
      note(
        "ines",
        39,
        "Frist 30 Tage. Kundin seit 2019, Daten in Abrechnung und Ticketsystem. Ausweis nicht nötig, Adresse stimmt überein.",
      ),
    ],
  },
  {
    mailbox: "datenschutz",
    name: "Pingdom Support",
    address: "support@pingdom.example",
    subject: "Re: Löschung unserer Daten bei Pingdom",
    turns: [
      customer(
        5,
        "Dear customer,\n\nwe confirm that all data associated with your account has been deleted from our production systems. Backups expire within 90 days.\n\nKind regards\nPingdom Support",
      ),
    ],
  },
  {
    mailbox: "datenschutz",
    name: "Lukas Frey",
    address: "lukas.frey@post.example",
    subject: "Bitte löschen Sie mein Konto",
    state: "closed",
    assignee: "ines",
    turns: [
      customer(200, "Guten Tag, ich nutze das Konto nicht mehr und bitte um Löschung aller Angaben."),
      ines(
        190,
        "Guten Tag Herr Frey\n\nIhr Konto und alle Angaben dazu sind gelöscht. Rechnungen bewahren wir zehn Jahre auf, weil das Obligationenrecht es verlangt (Art. 958f OR); sie sind für alles andere gesperrt.",
      ),
      customer(189, "Herzlichen Dank für die schnelle Erledigung."),
    ],
  },
  {
    mailbox: "support",
    name: "Dr. Sabine Vogt",
    address: "praxis@vogt.example",
    subject: "Passwort des Postfachs zurücksetzen",
    state: "closed",
    assignee: "toni",
    turns: [
      customer(
        60,
        "Guten Tag, ich komme nicht mehr ins Postfach praxis@vogt.example. Können Sie mir ein neues Passwort geben? Es eilt ein wenig.",
      ),
      toni(
        59.7,
        "Guten Tag Frau Dr. Vogt\n\nPasswörter geben wir nie per E-Mail bekannt. Im Controlpanel setzen Sie unter «Postfächer» ein neues; den Code dafür erhalten Sie auf Ihr Telefon.",
      ),
      customer(59, "Hat geklappt, merci!"),
    ],
  },
  {
    mailbox: "support",
    name: "Olena Kovalenko",
    address: "olena@kovalenko-it.example",
    subject: "PHP 8.4 on shared hosting",
    state: "closed",
    assignee: "ines",
    turns: [
      customer(110, "Hello, when will PHP 8.4 be available on the shared hosting plans?"),
      ines(
        108,
        "Hello Olena\n\nIt is available since last week: Control panel, Website, PHP version. Tell us if an extension is missing.",
      ),
      customer(107, "Found it, works well. Thank you!"),
    ],
  },
  ...short(
    "Urs Zimmermann",
    "urs@zimmerei-zimmermann.example",
    "DNS-Eintrag für den neuen Mailserver",
    "toni",
    130,
    "Können Sie bitte einen MX-Eintrag auf mail.zimmerei-zimmermann.example setzen?",
    "Der Eintrag ist gesetzt, nach spätestens einer Stunde ist er überall sichtbar.",
  ),
  ...short(
    "Fatima El Amrani",
    "fatima@elamrani.example",
    "Zweites Postfach für die Buchhaltung",
    "ines",
    150,
    "Wir brauchen ein weiteres Postfach buchhaltung@elamrani.example. Was kostet das?",
    "Ein Postfach ist in Ihrem Paket noch frei, es kostet nichts. Sie können es im Controlpanel gleich anlegen.",
  ),
  ...short(
    "Peter Suter",
    "peter.suter@suter-garten.example",
    "Backup von gestern zurückspielen",
    "toni",
    170,
    "Ich habe aus Versehen die Startseite überschrieben. Gibt es noch den Stand von gestern?",
    "Der Stand von gestern, 02:00 Uhr, ist zurückgespielt. Der überschriebene liegt zur Sicherheit im Ordner «vorher».",
  ),
  ...short(
    "Emma Clarke",
    "emma@clarkefilms.example",
    "Upload limit for videos",
    "ines",
    210,
    "Is there a limit for uploads? A video of 1.2 GB stops at about half.",
    "The limit was 512 MB; for your plan it is 2 GB now. Please try again.",
  ),
  ...short(
    "Kurt Baumann",
    "k.baumann@baumann-treuhand.example",
    "Zwei-Faktor-Anmeldung für alle einschalten",
    "toni",
    230,
    "Wir möchten, dass sich alle Mitarbeitenden nur noch mit zwei Faktoren anmelden können.",
    "Das lässt sich unter «Team, Sicherheit» verlangen. Wer noch keinen zweiten Faktor hat, richtet ihn bei der nächsten Anmeldung ein.",
  ),
  ...short(
    "Nina Graf",
    "nina@grafik-graf.example",
    "Domain verlängern",
    "ines",
    250,
    "Läuft unsere Domain bald ab? Wir haben eine seltsame Mahnung eines Dritten bekommen.",
    "Ihre Domain verlängert sich von selbst bis 2028. Die Mahnung stammt nicht von uns; bitte zahlen Sie nichts.",
  ),
  ...short(
    "Thomas Wyss",
    "thomas@wyss-elektro.example",
    "SPF-Eintrag prüfen",
    "toni",
    260,
    "Unsere Offerten landen bei einem Kunden im Spam. Können Sie den SPF-Eintrag anschauen?",
    "Im Eintrag fehlte unser Versand. Er ist ergänzt, und DKIM haben wir gleich mit eingeschaltet.",
  ),
  ...short(
    "Leonie Hofer",
    "leonie@hofer-architektur.example",
    "Cloud-Ordner mit Externen teilen",
    "ines",
    280,
    "Wie teile ich einen Ordner so, dass ihn die Bauherrschaft nur ansehen kann?",
    "Mit «Teilen, Link, nur ansehen». Setzen Sie am besten ein Ablaufdatum und ein Passwort.",
  ),
  ...short(
    "Ravi Patel",
    "ravi@patel-consulting.example",
    "Calendar sync with phone",
    "toni",
    300,
    "The calendar does not sync with my phone since I changed the password.",
    "The phone needs an app password now: Settings, Security, App passwords. The old one was removed with the change.",
  ),
  ...short(
    "Barbara Stöckli",
    "b.stoeckli@kita-regenbogen.example",
    "Formular sendet keine E-Mail",
    "ines",
    320,
    "Unser Anmeldeformular zeigt «gesendet», aber es kommt nichts an.",
    "Das Formular hatte einen Absender einer fremden Domain. Mit info@ als Absender kommt alles an; bitte schauen Sie nach.",
  ),
  ...short(
    "Daniel Roth",
    "daniel@roth-motoren.example",
    "Speicherplatz voll",
    "toni",
    340,
    "Wir bekommen die Meldung, der Speicher sei zu 97 % voll. Was belegt so viel?",
    "Es sind alte Sicherungen im Ordner «backup_2023». Nach Ihrem Okay löschen wir sie; frei werden 41 GB.",
  ),
  ...short(
    "Claire Dubois",
    "claire@dubois-traductions.example",
    "Adresse auf der Rechnung ändern",
    "ines",
    360,
    "Bonjour, guten Tag. Wir sind umgezogen, bitte ändern Sie die Rechnungsadresse.",
    "Die Adresse ist geändert und gilt ab der nächsten Rechnung.",
  ),
  ...short(
    "Stefan Lüthi",
    "stefan@luethi-holzbau.example",
    "Statusseite: Meldungen abonnieren",
    "toni",
    380,
    "Kann man Wartungen per E-Mail gemeldet bekommen?",
    "Ja, auf unserer Statusseite unter «Meldungen abonnieren», auch für einzelne Dienste.",
  ),
  ...short(
    "Miriam Ackermann",
    "miriam@ackermann-physio.example",
    "Alte Adresse abschalten",
    "ines",
    400,
    "Die Adresse alt@ackermann-physio.example brauchen wir nicht mehr.",
    "Sie ist abgeschaltet. Wer noch dorthin schreibt, erhält einen Hinweis auf die neue Adresse.",
  ),
  ...short(
    "Oliver Brandt",
    "oliver@brandt-audio.example",
    "Website in ein neues Paket zügeln",
    "toni",
    420,
    "Wir möchten vom kleinen ins mittlere Paket. Ist die Seite dabei offline?",
    "Der Wechsel dauert einige Sekunden und geschieht in der Nacht. Wir haben ihn auf morgen, 03:00 Uhr, gelegt.",
  ),
  ...short(
    "Sara Lindqvist",
    "sara@lindqvist.example",
    "Invoice in English",
    "ines",
    440,
    "Could our invoices be issued in English?",
    "Yes. The language is set, and the last invoice is attached again in English.",
  ),
  ...short(
    "Gemeinde Hinterwil",
    "kanzlei@hinterwil.example",
    "Barrierefreiheit der Vorlage",
    "toni",
    460,
    "Ist Ihre Website-Vorlage nach eCH-0059 zugänglich?",
    "Die neue Vorlage erfüllt die Stufe AA; der Prüfbericht liegt im Controlpanel unter «Dokumente».",
  ),
  ...short(
    "Reto Casutt",
    "reto@casutt-sport.example",
    "Onlineshop: Zahlungsart TWINT",
    "ines",
    480,
    "Unterstützt der Shop TWINT?",
    "Ja, über die Zahlungsschnittstelle. Die Anleitung in vier Schritten haben wir Ihnen im Shop verlinkt.",
  ),
  ...short(
    "Anja Hürlimann",
    "anja@huerlimann-wein.example",
    "E-Mail-Archiv exportieren",
    "toni",
    500,
    "Wir brauchen alle E-Mails von 2024 als Datei für die Revision.",
    "Der Export liegt in Ihrem geschützten Bereich und wird nach 14 Tagen gelöscht.",
  ),
  unanswered(
    "support",
    "Yves Martin",
    "yves@martin-velo.example",
    "Fehler 500 nach dem Update",
    2.5,
    "Guten Tag, seit dem Update unserer Shop-Software erscheint beim Bezahlen ein Fehler 500. Im Protokoll steht «memory exhausted». Was können wir tun?",
  ),
  unanswered(
    "support",
    "Helen O'Connor",
    "helen@oconnor-books.example",
    "Moving three domains to you",
    14,
    "Hello,\n\nwe would like to move three .com domains and their mail to you. What do you need from us, and how long will mail be interrupted?\n\nHelen",
  ),
  unanswered(
    "support",
    "Familie Ammann",
    "ammann@post.example",
    "Kündigung Webhosting",
    22,
    "Guten Tag\n\nWir kündigen unser Hosting per Ende Jahr. Bitte bestätigen Sie die Kündigung und löschen Sie danach alle Daten.\n\nFreundliche Grüsse\nFamilie Ammann",
  ),
  unanswered(
    "support",
    "田中 太郎",
    "tanaka@tanaka-shoji.example",
    "サーバーの移行について",
    11,
    "お世話になっております。\n\n来月のサーバー移行について、メールの停止時間を教えていただけますでしょうか。\n\n田中",
  ),
  {
    ...unanswered(
      "support",
      "Gartencenter Sonnenhof",
      "news@sonnenhof.example",
      "Herbstaktion: 20 % auf Stauden",
      18,
      "Nur diese Woche: 20 % auf alle Stauden.",
    ),
    html: '<div style="background:#f4f7ee;padding:24px;font-family:Georgia,serif;color:#233"><h1 style="color:#3a6b2a;margin:0 0 12px">Herbstaktion</h1><p>Nur diese Woche: <b>20 % auf alle Stauden</b>.</p><p><img src="https://bilder.sonnenhof.example/stauden.jpg" width="480" height="240" alt="Stauden im Herbst"></p><p><a href="https://klick.versand.example/c/8812">www.sonnenhof.example/aktion</a></p><img src="https://klick.versand.example/open/8812.gif" width="1" height="1" alt=""></div>',
  },
  {
    ...unanswered(
      "support",
      "SEO Expert",
      "ranking@first-page.example",
      "Your website on page 1 of search results!!!",
      33,
      "Dear owner, we found 27 errors on your website. Reply now for a free report.",
    ),
    state: "spam",
  },
  {
    ...unanswered(
      "support",
      "Domain Notice",
      "notice@domain-service.example",
      "FINAL NOTICE: domain expiration",
      90,
      "Your domain will be removed from search engines. Pay now to keep it.",
    ),
    state: "spam",
  },
];

function short(
  name: string,
  address: string,
  subject: string,
  by: "ines" | "toni",
  hoursAgo: number,
  question: string,
  answer: string,
): Story[] {
  const english = /^[\x20-\x7e]*$/.test(question) && /\b(the|is|could|does)\b/i.test(question);
  const asked = english
    ? `Hello,\n\n${question}\n\n${name}`
    : `Guten Tag\n\n${question}\n\nFreundliche Grüsse\n${name}`;
  const turns = [
    customer(hoursAgo, asked),
    { from: by, hoursAgo: hoursAgo - 1.5, text: `${english ? "Hello" : "Guten Tag"}\n\n${answer}` },
  ];
  return [{ mailbox: "support", name, address, subject, state: "closed", assignee: by, turns }];
}

function unanswered(
  mailbox: Story["mailbox"],
  name: string,
  address: string,
  subject: string,
  hoursAgo: number,
  text: string,
): Story {
  return { mailbox, name, address, subject, turns: [customer(hoursAgo, text)] };
}
