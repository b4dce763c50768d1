import type { TroubleCode } from "#src/mail/imap-trouble.ts";

const second_ms = 1000;
const minute_ms = 60 * second_ms;

/** Whoever asks too often with these is locked out, or makes it worse. */
const patient: readonly TroubleCode[] = ["password", "too-many-connections", "secret-unreadable"];

/** How long to wait before the next connection, after so many failed ones; `chance` (0 to 1) spreads many mailboxes. */
export function backoff_ms(failures: number, code: TroubleCode, chance: number): number {
  const least = patient.includes(code) ? minute_ms : second_ms;
  const most = patient.includes(code) ? 15 * minute_ms : 5 * minute_ms;
  return Math.min(most, least * 2 ** Math.min(failures, 12)) * (0.75 + chance / 2);
}
