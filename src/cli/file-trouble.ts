import { wrongUsage } from "./command.ts";

const known = ["ENOENT", "EACCES", "EPERM", "EISDIR", "ENOTDIR", "EROFS", "ENOSPC", "SQLITE_FULL", "SQLITE_CANTOPEN"];

/** What a person can do about a file that cannot be written; anything else stays our bug. */
export function toldOfFile(error: unknown, path: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!known.includes(code)) return error;
  return wrongUsage(
    `${path} cannot be written (${code}). Name another file, or make room.`,
    `${path} lässt sich nicht schreiben (${code}). Nennen Sie eine andere Datei, oder schaffen Sie Platz.`,
  );
}
