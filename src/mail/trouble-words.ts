import type { Sentence } from "#src/problem.ts";
import type { TroubleCode } from "./imap-trouble.ts";

/** What is wrong, and what to do about it. */
export const troubleWords: Record<TroubleCode, { what: Sentence; todo: Sentence }> = {
  "name-not-found": {
    what: { de: "Diesen Server gibt es nicht.", en: "There is no such server." },
    todo: {
      de: "Prüfen Sie, ob der Name richtig geschrieben ist, und ob dieser Rechner Namen auflösen kann.",
      en: "Check the spelling of its name, and that this computer can look up names.",
    },
  },
  "connection-refused": {
    what: { de: "Der Server nimmt an diesem Anschluss nichts an.", en: "The server accepts nothing on this port." },
    todo: {
      de: "Prüfen Sie den Anschluss: üblich sind 993 für TLS und 143 für STARTTLS.",
      en: "Check the port: 993 for TLS and 143 for STARTTLS are usual.",
    },
  },
  unreachable: {
    what: { de: "Zu diesem Server führt kein Weg.", en: "There is no way to this server." },
    todo: {
      de: "Prüfen Sie das Netz dieses Rechners und seine Firewall.",
      en: "Check this computer's network and its firewall.",
    },
  },
  timeout: {
    what: { de: "Der Server antwortet nicht.", en: "The server does not answer." },
    todo: {
      de: "Prüfen Sie Anschluss und Verschlüsselung: TLS an einem Anschluss ohne TLS schweigt oft. Sonst versuchen wir es weiter.",
      en: "Check port and encryption: the wrong one of TLS and STARTTLS is often silent. Otherwise we keep trying.",
    },
  },
  "certificate-expired": {
    what: {
      de: "Das Zertifikat des Servers ist abgelaufen oder noch nicht gültig.",
      en: "The server's certificate has expired or is not valid yet.",
    },
    todo: {
      de: "Wer den Server betreibt, muss es erneuern. Prüfen Sie auch die Uhr dieses Rechners.",
      en: "Whoever runs the server must renew it. Check this computer's clock, too.",
    },
  },
  "certificate-name": {
    what: {
      de: "Das Zertifikat des Servers lautet auf einen anderen Namen.",
      en: "The server's certificate is for another name.",
    },
    todo: {
      de: "Tragen Sie den Namen ein, der im Zertifikat steht, oder lassen Sie es erneuern.",
      en: "Enter the name that stands in the certificate, or have it renewed.",
    },
  },
  "certificate-authority": {
    what: {
      de: "Das Zertifikat des Servers ist von keiner bekannten Stelle.",
      en: "The server's certificate is by no known authority.",
    },
    todo: {
      de: "Hat Ihre Firma eine eigene Zertifizierungsstelle, fügen Sie deren Zertifikat (PEM) beim Postfach ein.",
      en: "If your company has an authority of its own, paste its certificate (PEM) into the mailbox's settings.",
    },
  },
  certificate: {
    what: { de: "Das Zertifikat des Servers ist ungültig.", en: "The server's certificate is not valid." },
    todo: { de: "Wer den Server betreibt, muss es ersetzen.", en: "Whoever runs the server must replace it." },
  },
  "starttls-missing": {
    what: { de: "Der Server bietet kein STARTTLS an.", en: "The server does not offer STARTTLS." },
    todo: {
      de: "Wählen Sie TLS mit Anschluss 993. Ohne Verschlüsselung wird nicht weitergemacht.",
      en: "Choose TLS with port 993. Nothing goes on without encryption.",
    },
  },
  tls: {
    what: { de: "An diesem Anschluss spricht der Server kein TLS.", en: "The server does not speak TLS on this port." },
    todo: {
      de: "Wählen Sie STARTTLS für Anschluss 143, oder TLS mit Anschluss 993.",
      en: "Choose STARTTLS for port 143, or TLS with port 993.",
    },
  },
  password: {
    what: { de: "Der Server lehnt Benutzer oder Passwort ab.", en: "The server rejects user or password." },
    todo: {
      de: "Tippen Sie das Passwort neu ein. Manche Anbieter verlangen ein eigenes App-Passwort.",
      en: "Type the password again. Some providers want a separate app password.",
    },
  },
  "too-many-connections": {
    what: { de: "Der Server lässt keine weitere Verbindung zu.", en: "The server allows no more connections." },
    todo: {
      de: "Schliessen Sie andere Mailprogramme an diesem Konto. Wir versuchen es in einigen Minuten wieder.",
      en: "Close other mail programs on this account. We try again in some minutes.",
    },
  },
  "folder-missing": {
    what: { de: "Diesen Ordner gibt es auf dem Server nicht.", en: "There is no such folder on the server." },
    todo: {
      de: "Wählen Sie beim Postfach einen Ordner, den es gibt; üblich ist INBOX.",
      en: "Choose a folder that exists in the mailbox's settings; INBOX is usual.",
    },
  },
  "cut-off": {
    what: { de: "Der Server hat die Verbindung abgebrochen.", en: "The server broke off the connection." },
    todo: {
      de: "Wir verbinden uns von selbst wieder. Hält es an, fragen Sie, wer den Server betreibt.",
      en: "We connect again by ourselves. If it lasts, ask whoever runs the server.",
    },
  },
  "server-said": {
    what: { de: "Der Server weigert sich.", en: "The server refuses." },
    todo: { de: "Was er sagt, steht dabei.", en: "What it says stands beside this." },
  },
  "secret-unreadable": {
    what: {
      de: "Das gespeicherte Passwort lässt sich nicht mehr öffnen.",
      en: "The stored password can no longer be opened.",
    },
    todo: {
      de: "Der Schlüssel in aktion.key ist ein anderer als damals. Tippen Sie das Passwort neu ein.",
      en: "The key in aktion.key is not the one of then. Type the password again.",
    },
  },
  "disk-full": {
    what: { de: "Der Datenträger ist voll.", en: "The disk is full." },
    todo: {
      de: "Schaffen Sie Platz. Die Mails liegen so lange auf dem Server; keine geht verloren.",
      en: "Make room. Until then the mail stays on the server; none is lost.",
    },
  },
  "our-fault": {
    what: {
      de: "Das Abholen ist an einem Fehler dieses Programms gescheitert.",
      en: "Fetching failed because of a fault of this program.",
    },
    todo: { de: "Die Einzelheiten stehen im Protokoll.", en: "The details stand in the log." },
  },
};
