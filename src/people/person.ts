import type { Role } from "#src/reader.ts";
import type { Language } from "#src/say.ts";

export type Person = {
  id: number;
  email: string;
  name: string;
  role: Role;
  language: Language;
  created_at: string;
  disabled_at: string | null;
  last_seen_at: string | null;
  seen_before_at: string | null;
};

/** `link_expires_at` is that of the open one-time link, null when there is none. */
export type PersonWithState = Person & { has_password: 0 | 1; link_expires_at: string | null };

export const roles: readonly Role[] = ["owner", "member", "viewer"];

export const roleWords: Record<Role, { de: string; en: string }> = {
  owner: { de: "Inhaberin, Inhaber", en: "Owner" },
  member: { de: "Mitglied", en: "Member" },
  viewer: { de: "Nur lesen", en: "Viewer" },
};

/** What a role may do, for the person who chooses one. */
export const roleMeanings: Record<Role, { de: string; en: string }> = {
  owner: { de: "alles, auch Personen und Einstellungen", en: "everything, people and settings too" },
  member: { de: "arbeitet und erfasst", en: "works and records" },
  viewer: { de: "liest das Register", en: "reads the register" },
};

export type PersonState = "active" | "invited" | "invitation-over" | "disabled";

export function stateOf(person: PersonWithState, at: Date): PersonState {
  if (person.disabled_at !== null) return "disabled";
  if (person.has_password === 1) return "active";
  return (person.link_expires_at ?? "") > at.toISOString() ? "invited" : "invitation-over";
}

/** How an e-mail address is stored and looked for. */
export function normalEmail(typed: string): string {
  return typed.trim().toLowerCase();
}

/** A name for somebody of whom only the address is known. */
export function nameFromEmail(email: string): string {
  return (
    (email.split("@")[0] ?? email)
      .split(/[._-]+/)
      .map(capitalized)
      .join(" ")
      .trim() || email
  );
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
