import type { Sentence } from "#src/problem.ts";

const most_bytes = 200 * 1024;
const most_pixels = 2000;
const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** What is wrong with a logo; null when it is a PNG of a sensible size. Nothing that can hold a script is taken. */
export function logoTrouble(bytes: Uint8Array): Sentence | null {
  const isPng =
    signature.every((byte, index) => bytes[index] === byte) && bytes.length > 45 && named(bytes, 12) === "IHDR";
  if (!isPng) return { de: "Erwartet wird ein Bild im Format PNG.", en: "A picture in the PNG format is expected." };
  if (bytes.length > most_bytes) return { de: "Höchstens 200 KB.", en: "At most 200 KB." };
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  if (width === 0 || height === 0 || width > most_pixels || height > most_pixels)
    return { de: "Höchstens 2000 Punkte breit und hoch.", en: "At most 2000 pixels wide and high." };
  return null;
}

function named(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
