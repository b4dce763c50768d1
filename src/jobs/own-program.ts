import { fileURLToPath } from "node:url";

export const isCompiled = Bun.main.startsWith("/$bunfs/") || /^[A-Z]:[\\/]~BUN/.test(Bun.main);

/** How this program starts itself once more, for work that would hold up the pages: the executable, or its source. */
export const ownProgram: readonly string[] = isCompiled
  ? [process.execPath]
  : [process.execPath, fileURLToPath(new URL("../main.ts", import.meta.url))];
