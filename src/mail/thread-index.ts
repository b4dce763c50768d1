import { randomBytes } from "node:crypto";

const headerBytes = 22;
const blockBytes = 5;

/**
 * Outlook's Thread-Index for an answer: the one that came in with a block of 5 bytes more ([MS-OXOMSG] 2.2.1.3: whether coarse,
 * 31 bits of time since the thread began, one byte that tells siblings apart). Null when there was none, or nothing like one.
 */
export function answeringThreadIndex(received: string | null, at: Date): string | null {
  const bytes = Buffer.from(received ?? "", "base64");
  if (bytes.length < headerBytes || (bytes.length - headerBytes) % blockBytes !== 0) return null;
  return Buffer.concat([bytes, block(bytes, at)]).toString("base64");
}

/** Windows counts 100 ns since 1601. The header keeps the upper 6 of its 8 bytes. */
function block(header: Buffer, at: Date): Buffer {
  const began = BigInt(header.readUIntBE(0, 6)) << 16n;
  const now = (BigInt(at.getTime()) + 11_644_473_600_000n) * 10_000n;
  const since = now > began ? now - began : 0n;
  const coarse = since >> 49n !== 0n;
  const delta = (coarse ? since >> 23n : since >> 18n) & 0x7fff_ffffn;
  const bytes = Buffer.alloc(blockBytes);
  bytes.writeUInt32BE(Number((coarse ? 1n << 31n : 0n) | delta));
  bytes.set(randomBytes(1), 4);
  return bytes;
}
