import type { Sentence } from "#src/problem.ts";

export type Place = "spf" | "dkim" | "cname" | "mx" | "ns" | "txt" | "dmarc" | "page" | "csp" | "link" | "redirect";

/** One trace of the old provider: where it is, what is there, and what to do. */
export type Trace = { place: Place; where: string; value: string; remove: Sentence };

/** What could not be looked at, and why. */
export type Missed = { where: string; why: Sentence };

export type Search = { traces: Trace[]; missed: Missed[] };

export const placeWords: Record<Place, Sentence> = {
  spf: { de: "SPF", en: "SPF" },
  dkim: { de: "DKIM", en: "DKIM" },
  cname: { de: "CNAME", en: "CNAME" },
  mx: { de: "MX", en: "MX" },
  ns: { de: "NS", en: "NS" },
  txt: { de: "TXT", en: "TXT" },
  dmarc: { de: "DMARC", en: "DMARC" },
  page: { de: "Seite", en: "page" },
  csp: { de: "Inhaltsrichtlinie", en: "content policy" },
  link: { de: "Link", en: "link" },
  redirect: { de: "Weiterleitung", en: "redirect" },
};

const remedies: Record<Place, (where: string, value: string) => Sentence> = {
  spf: (where, value) => ({
    de: `Nehmen Sie «${value}» aus dem SPF-Eintrag (TXT) von ${where}.`,
    en: `Take "${value}" out of the SPF record (TXT) of ${where}.`,
  }),
  dkim: (where) => ({
    de: `Löschen Sie den Eintrag ${where}: mit ihm kann der Anbieter weiter in Ihrem Namen unterschreiben.`,
    en: `Delete the record ${where}: with it the provider can go on signing in your name.`,
  }),
  cname: (where) => ({
    de: `Löschen Sie den CNAME ${where} oder zeigen Sie ihn auf den Nachfolger: einen verwaisten Namen kann sich dort jemand anderes nehmen.`,
    en: `Delete the CNAME ${where} or point it to what came after: somebody else may take an abandoned name there.`,
  }),
  mx: (where, value) => ({
    de: `Nehmen Sie «${value}» aus den MX-Einträgen von ${where}: dorthin kommt sonst noch Post.`,
    en: `Take "${value}" out of the MX records of ${where}: mail may still go there.`,
  }),
  ns: (where) => ({
    de: `Verlegen Sie die Zone ${where} zu einem anderen Namensdienst und ändern Sie die NS-Einträge bei der Registrierungsstelle.`,
    en: `Move the zone ${where} to another name service and change the NS records at the registrar.`,
  }),
  txt: (where, value) => ({
    de: `Löschen Sie den TXT-Eintrag «${value}» von ${where}.`,
    en: `Delete the TXT record "${value}" of ${where}.`,
  }),
  dmarc: (where) => ({
    de: `Nehmen Sie die Adresse des Anbieters aus dem DMARC-Eintrag ${where}: er erhält sonst Berichte über Ihre Post.`,
    en: `Take the provider's address out of the DMARC record ${where}: it gets reports on your mail otherwise.`,
  }),
  page: (where) => ({
    de: `Entfernen Sie es aus ${where}: jeder Besuch meldet sich sonst beim Anbieter.`,
    en: `Remove it from ${where}: every visit reports to the provider otherwise.`,
  }),
  csp: (where) => ({
    de: `Nehmen Sie den Anbieter aus der Inhaltsrichtlinie (Content-Security-Policy) von ${where}.`,
    en: `Take the provider out of the content security policy of ${where}.`,
  }),
  link: (where) => ({
    de: `Ersetzen Sie den Link in ${where} durch den Nachfolger.`,
    en: `Replace the link in ${where} with what came after.`,
  }),
  redirect: (where) => ({
    de: `${where} leitet zum Anbieter weiter. Ändern Sie die Weiterleitung.`,
    en: `${where} redirects to the provider. Change the redirect.`,
  }),
};

export function traced(place: Place, where: string, value: string): Trace {
  const shown = value.slice(0, 300);
  return { place, where, value: shown, remove: remedies[place](where, shown) };
}

export function joined(searches: readonly Search[]): Search {
  return { traces: searches.flatMap(({ traces }) => traces), missed: searches.flatMap(({ missed }) => missed) };
}
