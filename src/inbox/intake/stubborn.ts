/** So much of mails that came in part is kept between sessions. */
const mostKept = 32 * 1024 * 1024;

/**
 * Mails over which the connection broke. After two times one comes after all others, so that it holds up none, in small pieces that are
 * kept from session to session: even a line that breaks every few kilobytes brings it in whole.
 */
export class Stubborn {
  readonly #breaks = new Map<number, number>();
  readonly #parts = new Map<number, Uint8Array[]>();

  broke(uid: number): void {
    this.#breaks.set(uid, (this.#breaks.get(uid) ?? 0) + 1);
  }

  has(uid: number): boolean {
    return (this.#breaks.get(uid) ?? 0) >= 2;
  }

  /** The others first. */
  last(uids: readonly number[]): number[] {
    return [...uids.filter((uid) => !this.has(uid)), ...uids.filter((uid) => this.has(uid))];
  }

  /** The smaller, the more often it broke. */
  pieceOf(uid: number): number {
    return Math.max(512, 65_536 >> ((this.#breaks.get(uid) ?? 0) - 2));
  }

  partsOf(uid: number): readonly Uint8Array[] {
    return this.#parts.get(uid) ?? [];
  }

  keep(uid: number, part: Uint8Array): void {
    const parts = this.#parts.get(uid) ?? [];
    if (sizeOf([...this.#parts.values()].flat()) + part.byteLength > mostKept) this.#parts.clear();
    else this.#parts.set(uid, [...parts, part]);
  }

  forget(uid: number): void {
    this.#breaks.delete(uid);
    this.#parts.delete(uid);
  }
}

export const sizeOf = (parts: readonly Uint8Array[]) => parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
