import "reflect-metadata";
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const day_ms = 86_400_000;

type Pair = { cert: string; key: string };

/** An authority of the tests' own: certificates that hold, that have expired, and that nobody vouches for. */
export async function makeAuthority() {
  const keys = await newKeys();
  const ca = await X509CertificateGenerator.createSelfSigned({
    name: "CN=Test Authority",
    keys,
    signingAlgorithm: algorithm,
    ...from(-400, 400),
    extensions: [new BasicConstraintsExtension(true), new KeyUsagesExtension(KeyUsageFlags.keyCertSign)],
  });
  /** `from` and `until` in days from now. */
  const issue = async (name: string, { since = -1, until = 90 } = {}): Promise<Pair> => {
    const own = await newKeys();
    const certificate = await X509CertificateGenerator.create({
      subject: `CN=${name}`,
      issuer: ca.subject,
      publicKey: own.publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: algorithm,
      ...from(since, until),
      extensions: [new SubjectAlternativeNameExtension([nameOf(name)])],
    });
    return { cert: certificate.toString("pem"), key: await pemOf(own) };
  };
  const selfSigned = async (name: string): Promise<Pair> => {
    const own = await newKeys();
    const extensions = [new SubjectAlternativeNameExtension([nameOf(name)])];
    const options = { name: `CN=${name}`, keys: own, signingAlgorithm: algorithm, ...from(-1, 90), extensions };
    return { cert: (await X509CertificateGenerator.createSelfSigned(options)).toString("pem"), key: await pemOf(own) };
  };
  return { ca: ca.toString("pem"), issue, selfSigned };
}

function nameOf(name: string) {
  return { type: /^[\d.]+$/.test(name) ? ("ip" as const) : ("dns" as const), value: name };
}

function from(since: number, until: number) {
  return { notBefore: new Date(Date.now() + since * day_ms), notAfter: new Date(Date.now() + until * day_ms) };
}

async function newKeys(): Promise<CryptoKeyPair> {
  return (await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"])) as CryptoKeyPair;
}

async function pemOf({ privateKey }: CryptoKeyPair): Promise<string> {
  return PemConverter.encode(await crypto.subtle.exportKey("pkcs8", privateKey), "PRIVATE KEY");
}
