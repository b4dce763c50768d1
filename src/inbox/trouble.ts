import type { TroubleCode } from "#src/mail/imap-trouble.ts";
import type { Sentence } from "#src/problem.ts";

/** What is wrong with a mail server, and what to do about it. */
const words: Record<TroubleCode, Sentence> = {
  "name-not-found": {
    de: "Einen Server dieses Namens gibt es nicht. Prüfen Sie, ob er richtig geschrieben ist.",
    en: "There is no server of this name. Check that it is spelt right.",
  },
  "connection-refused": {
    de: "Der Rechner antwortet, aber nicht an diesem Anschluss. Prüfen Sie Anschluss und Verschlüsselung.",
    en: "The computer answers, but not at this port. Check port and encryption.",
  },
  unreachable: {
    de: "An diesem Anschluss antwortet niemand. Prüfen Sie Name, Anschluss und ob der Server vom hiesigen Netz aus erreichbar ist.",
    en: "Nobody answers at this port. Check the name, the port, and whether the server can be reached from this network.",
  },
  timeout: {
    de: "Der Server hat nicht rechtzeitig geantwortet. Prüfen Sie den Anschluss, oder ob eine Firewall dazwischen steht.",
    en: "The server did not answer in time. Check the port, or whether a firewall stands between.",
  },
  "certificate-expired": {
    de: "Das Zertifikat des Servers ist abgelaufen. Wer ihn betreibt, muss es erneuern.",
    en: "The server's certificate has expired. Whoever runs it must renew it.",
  },
  "certificate-name": {
    de: "Das Zertifikat des Servers gilt für einen anderen Namen. Tragen Sie den Namen ein, auf den es lautet.",
    en: "The server's certificate is for another name. Enter the name that it is made out to.",
  },
  "certificate-authority": {
    de: "Wer das Zertifikat des Servers ausgestellt hat, ist hier nicht bekannt. Ist es Ihre eigene Stelle, tragen Sie deren Zertifikat ein.",
    en: "Who issued the server's certificate is not known here. If it is your own authority, enter its certificate.",
  },
  certificate: {
    de: "Das Zertifikat des Servers gilt nicht für ihn: abgelaufen, auf einen anderen Namen, oder von einer unbekannten Stelle.",
    en: "The server's certificate is not valid for it: expired, for another name, or by an unknown authority.",
  },
  "starttls-missing": {
    de: "Der Server bietet kein STARTTLS an. Versuchen Sie «TLS von Anfang an» und dessen Anschluss.",
    en: 'The server offers no STARTTLS. Try "TLS from the start" and its port.',
  },
  tls: {
    de: "An diesem Anschluss spricht der Server nicht die gewählte Verschlüsselung. Anschluss und Verschlüsselung gehören zusammen.",
    en: "At this port the server does not speak the chosen encryption. Port and encryption belong together.",
  },
  password: {
    de: "Der Server nimmt Benutzername und Passwort nicht an.",
    en: "The server does not take the user name and password.",
  },
  "too-many-connections": {
    de: "Der Server lässt keine weitere Verbindung zu. Es wird von selbst wieder versucht.",
    en: "The server allows no further connection. It is tried again by itself.",
  },
  "folder-missing": {
    de: "Den Ordner gibt es auf dem Server nicht. Prüfen Sie seinen Namen.",
    en: "The folder does not exist on the server. Check its name.",
  },
  "cut-off": {
    de: "Der Server hat die Verbindung abgebrochen. Es wird von selbst wieder versucht.",
    en: "The server broke the connection off. It is tried again by itself.",
  },
  "server-said": {
    de: "Der Server lehnt ab.",
    en: "The server refuses.",
  },
  "secret-unreadable": {
    de: "Das gespeicherte Passwort lässt sich mit dem heutigen Schlüssel nicht öffnen. Tippen Sie es noch einmal.",
    en: "The stored password cannot be opened with today's key. Type it once more.",
  },
  "disk-full": {
    de: "Hier ist kein Platz mehr auf der Platte. Es wird nichts abgeholt, bis es wieder Platz gibt; verloren geht nichts.",
    en: "There is no room left on the disk here. Nothing is fetched until there is; nothing is lost.",
  },
  "our-fault": {
    de: "Das ist unser Fehler. Er ist protokolliert.",
    en: "This is our fault. It has been logged.",
  },
};

/** What is wrong, in a sentence; what the server said stands behind it. */
export function troubleSentence(code: string, said: string | null): Sentence {
  const { de, en } = words[code as TroubleCode] ?? words["our-fault"];
  if (!said) return { de, en };
  return { de: `${de} Der Server: «${said}»`, en: `${en} The server: "${said}"` };
}
