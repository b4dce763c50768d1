type Block = { name: string; lines: string[] };

/** The blocks between "begin 644 name" and "end". */
function* blocksIn(text: string): Generator<Block> {
  const begin = /^begin [0-7]{3,4} (\S[^\r\n]*)\r?\n/gm;
  for (let found = begin.exec(text); found; found = begin.exec(text)) {
    const end = text.indexOf("\nend", begin.lastIndex - 1);
    if (end < 0) return;
    const lines = text.slice(begin.lastIndex, end).replace(/\r$/, "").split(/\r?\n/);
    if (isUu(lines[0]!)) yield { name: found[1]!.trim(), lines };
    begin.lastIndex = end + 1;
  }
}

/** A line says in its first character how many bytes it holds; blanks at its end get lost on the way. */
function isUu(line: string): boolean {
  const groups = Math.ceil(((line.charCodeAt(0) - 32) & 63) / 3);
  return /^[ -`]*$/.test(line) && line.length <= groups * 4 + 2;
}

/** The bytes of the first block, or null where there is none. */
export function decodeUu(raw: Buffer): Buffer | null {
  const [block] = blocksIn(raw.toString("latin1"));
  return block ? bytesOf(block) : null;
}

/** Files that stand in a text, as mail carried them before MIME; each is decoded when asked for. */
export function uuFilesIn(text: string): { name: string; read: () => Buffer }[] {
  if (!/^begin [0-7]/m.test(text)) return [];
  return [...blocksIn(text)].map((block) => ({ name: block.name, read: () => bytesOf(block) }));
}

const bytesOf = ({ lines }: Block): Buffer => Buffer.concat(lines.map(lineBytes));

function lineBytes(line: string): Buffer {
  const value = (at: number) => (at < line.length ? (line.charCodeAt(at) - 32) & 63 : 0);
  const size = value(0);
  const bytes = Buffer.alloc(Math.ceil(size / 3) * 3);
  for (let group = 0; group * 3 < size; group++) {
    const [a, b, c, d] = [1, 2, 3, 4].map((offset) => value(group * 4 + offset)) as [number, number, number, number];
    bytes.set([(a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d], group * 3);
  }
  return bytes.subarray(0, size);
}
