import { isCompiled } from "./own-program.ts";

/**
 * Where a worker's code lies, `path` counted from `src/`: beside the program's entry once it is compiled (tools/build.ts names each
 * worker), in the source tree otherwise.
 */
export function workerAddress(path: string): URL {
  return isCompiled ? new URL(`./${path}`, Bun.pathToFileURL(Bun.main)) : new URL(`../${path}`, import.meta.url);
}
