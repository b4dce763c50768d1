import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { Glob } from "bun";

export type Source = { path: string; text: string; imports: string[] };

/** Every source file of some folders, with the files and packages it imports. A type-only import is free: Bun does not report it. */
export function sourcesIn(...folders: string[]): Source[] {
  const paths = [...new Glob(`{${folders.join(",")}}/**/*.{ts,tsx}`).scanSync(".")].filter(
    (path) => !path.endsWith(".d.ts") && !path.startsWith("tests/canary/"),
  );
  return paths.sort().map(readSource);
}

const transpilers = { ts: new Bun.Transpiler({ loader: "ts" }), tsx: new Bun.Transpiler({ loader: "tsx" }) };

function readSource(path: string): Source {
  const text = readFileSync(path, "utf8");
  const scanned = transpilers[path.endsWith("x") ? "tsx" : "ts"].scanImports(text);
  return { path, text, imports: scanned.map((one) => resolved(path, one.path)) };
}

/** `#src/when.ts` and `../when.ts` are both `src/when.ts`; a package stays its name. */
function resolved(from: string, specifier: string): string {
  if (specifier.startsWith("#")) return specifier.slice(1);
  return specifier.startsWith(".") ? posix.join(posix.dirname(from), specifier) : specifier;
}

/** `src/inbox/store.ts` is in `inbox`, `src/when.ts` in none. */
export function folderOf(path: string): string | null {
  return /^(?:src|views)\/([^/]+)\//.exec(path)?.[1] ?? null;
}
