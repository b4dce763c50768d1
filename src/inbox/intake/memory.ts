/** The collector does not know how large bytes and long texts are that JavaScript holds only by a handle. So we tell it. */
const between = 8 * 1024 * 1024;

let since = 0;

/** Call it with the size of what was just dealt with: every 8 MB, what nobody holds any more is given back. */
export function dealtWith(bytes: number): void {
  since += bytes;
  if (since < between) return;
  since = 0;
  Bun.gc(true);
}
