/** Where a mail server answers. */
export type Server = { host: string; port: number; security: "tls" | "starttls" | "none" };
export type Servers = { receiving: Server; sending: Server };

type Provider = Servers & { code: string; name: string; domains: readonly string[] };

const tls = (host: string, port: number): Server => ({ host, port, security: "tls" });

function provider(code: string, name: string, imap: string, smtp: string, domains: readonly string[] = []): Provider {
  return { code, name, domains, receiving: tls(imap, 993), sending: tls(smtp, 465) };
}

/** As their own help pages give them. An address at another domain is often with one of the first: people choose it. */
const providers: readonly Provider[] = [
  provider("hostpoint", "Hostpoint", "imap.mail.hostpoint.ch", "asmtp.mail.hostpoint.ch"),
  provider("infomaniak", "Infomaniak", "mail.infomaniak.com", "mail.infomaniak.com", ["ik.me", "ikmail.com"]),
  provider("cyon", "cyon", "mail.cyon.ch", "mail.cyon.ch"),
  provider("bluewin", "Swisscom", "imaps.bluewin.ch", "smtpauths.bluewin.ch", ["bluewin.ch"]),
  provider("gmx", "GMX", "imap.gmx.net", "mail.gmx.net", ["gmx.ch", "gmx.de", "gmx.net", "gmx.at"]),
  provider("mailbox", "mailbox.org", "imap.mailbox.org", "smtp.mailbox.org", ["mailbox.org"]),
  provider("posteo", "Posteo", "posteo.de", "posteo.de", ["posteo.ch", "posteo.de", "posteo.net"]),
  provider("google", "Google", "imap.gmail.com", "smtp.gmail.com", ["gmail.com", "googlemail.com"]),
];

export const providerNames = providers.map(({ code, name }) => ({ code, name }));
export const providerCodes = providers.map(({ code }) => code);

type Known = { address: string; imap_host: string | null };

/** The servers to begin with: those of the provider somebody chose or receives from, of the address's own, else `mail.` before the domain. */
export function serversFor({ address, imap_host }: Known, chosen: string | undefined): Servers {
  const domain = address.slice(address.lastIndexOf("@") + 1);
  const known =
    providers.find(({ code }) => code === chosen) ??
    providers.find(({ receiving }) => receiving.host === imap_host) ??
    providers.find(({ domains }) => domains.includes(domain));
  if (known) return known;
  return { receiving: tls(`mail.${domain}`, 993), sending: tls(imap_host ?? `mail.${domain}`, 465) };
}
