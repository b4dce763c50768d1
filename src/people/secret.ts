/** A secret for a link, a session or a token: 256 random bits, safe in an address. */
export function newSecret(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
}

/** What is stored of a secret. SHA-256 is enough for 256 random bits; passwords take argon2id instead. */
export function hashSecret(secret: string): string {
  return new Bun.CryptoHasher("sha256").update(secret).digest("hex");
}
