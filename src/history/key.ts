import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";

/** What signs the chain's head: Ed25519. It has no name of its own; it signs under the chain's. */
export type SigningKey = { secret: KeyObject; raw: Buffer };

export function newSigningKey(): SigningKey {
  return keyOf(generateKeyPairSync("ed25519").privateKey);
}

/** PKCS #8 as PEM, as it stands in aktion.key. Throws when it is not that. */
export function signingKeyFrom(pem: string): SigningKey {
  const secret = createPrivateKey(pem);
  if (secret.asymmetricKeyType !== "ed25519") throw new Error(`a key of kind ${secret.asymmetricKeyType}`);
  return keyOf(secret);
}

export function secretPem({ secret }: SigningKey): string {
  return secret.export({ format: "pem", type: "pkcs8" }) as string;
}

function keyOf(secret: KeyObject): SigningKey {
  const { x } = createPublicKey(secret).export({ format: "jwk" });
  return { secret, raw: Buffer.from(x!, "base64url") };
}
