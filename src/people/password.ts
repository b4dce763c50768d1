import type { Sentence } from "#src/problem.ts";

/** Of argon2id: memory in KiB, and rounds. */
export type PasswordCost = { memoryCost: number; timeCost: number };

const usual: PasswordCost = { memoryCost: 32_768, timeCost: 3 };

export type Passwords = {
  hash: (password: string) => Promise<string>;
  /** False for a null hash too, after the same time, so that nobody learns which accounts exist. */
  verify: (password: string, hash: string | null) => Promise<boolean>;
};

/** Two at once: each takes a core and its memory for about a tenth of a second. */
const atOnce = 2;

export function passwordsAt(cost: PasswordCost = usual): Passwords {
  const queue = queueOf(atOnce);
  const nobody = hashThatNothingMatches(cost);
  return {
    hash: (password) => queue(() => Bun.password.hash(normal(password), { algorithm: "argon2id", ...cost })),
    verify: (password, hash) => queue(() => verified(password, hash ?? nobody)),
  };
}

/** The same letters typed on another system may arrive as other code points. */
function normal(password: string): string {
  return password.normalize("NFKC");
}

async function verified(password: string, hash: string): Promise<boolean> {
  if (password === "" || !hash.startsWith("$argon2id$")) return false;
  return await Bun.password.verify(normal(password), hash);
}

function hashThatNothingMatches({ memoryCost, timeCost }: PasswordCost): string {
  const random = () =>
    Buffer.from(crypto.getRandomValues(new Uint8Array(32)))
      .toString("base64")
      .replace(/=+$/, "");
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=1$${random()}$${random()}`;
}

function queueOf(places: number) {
  const waiting: (() => void)[] = [];
  let free = places;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

const commonplace =
  /^(pass?wor[dt]|qwert[zy]*(uiop)?|aktion|willkommen|welcome|admin(istrator)?|letmein|hallo|hello)+$/;

/** Why a password would be guessed, or null. Whoever has the file can try; length is what helps. */
export function weaknessOf(password: string, email: string): Sentence | null {
  const typed = normal(password).toLowerCase();
  const [account = ""] = email.toLowerCase().split("@");
  if ([...typed].length < 12) return tooShort;
  if (typed.length > 500) return tooLong;
  if (typed.includes(email.toLowerCase()) || (account.length > 3 && typed.replaceAll(account, "").length < 6))
    return isEmail;
  if (new Set(typed).size < 5) return repeats;
  if (commonplace.test(typed.replace(/[^\p{L}]/gu, ""))) return common;
  return null;
}

const tooShort = {
  de: "Das sind weniger als 12 Zeichen.",
  en: "That is fewer than 12 characters.",
};
const tooLong = { de: "Höchstens 500 Zeichen, bitte.", en: "At most 500 characters, please." };
const isEmail = {
  de: "Das Passwort darf nicht die E-Mail-Adresse sein: die kennt jede Person, die Ihnen schreibt.",
  en: "The password must not be the e-mail address: everybody who writes to you knows it.",
};
const repeats = {
  de: "Das sind zu wenige verschiedene Zeichen: so etwas wird zuerst probiert.",
  en: "Too few different characters: such passwords are tried first.",
};
const common = {
  de: "Dieses Wort steht in jeder Liste, die zuerst probiert wird. Nehmen Sie mehrere Wörter.",
  en: "This word is in every list that is tried first. Take several words.",
};
