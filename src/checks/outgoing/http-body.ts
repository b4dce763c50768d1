import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import { down } from "./finding.ts";
import { type HttpAnswer, headerOf } from "./http-message.ts";

const decoders: Record<string, () => NodeJS.ReadWriteStream & AsyncIterable<Buffer>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/** The body without its compression, as far as `most_bytes` go: a few bytes that would unpack to gigabytes stop there. */
export async function decodedBody(
  answer: HttpAnswer,
  most_bytes: number,
): Promise<Pick<HttpAnswer, "body" | "truncated">> {
  let { body, truncated } = answer;
  for (const coding of codingsOf(answer)) {
    const decoded = await decode(coding, body, most_bytes);
    if (decoded.broken && !truncated) throw undecodable(coding);
    body = decoded.body.subarray(0, most_bytes);
    truncated ||= decoded.body.length > most_bytes;
  }
  return { body, truncated };
}

/** The last one that was put on comes off first. More than three of them is nobody's compression. */
function codingsOf(answer: HttpAnswer): string[] {
  const codings = (headerOf(answer, "content-encoding") ?? "").toLowerCase().split(",");
  const packed = codings.map((one) => one.trim()).filter((one) => one !== "" && one !== "identity");
  return answer.body.length === 0 ? [] : packed.reverse().slice(0, 3);
}

async function decode(coding: string, body: Buffer, most_bytes: number): Promise<{ body: Buffer; broken: boolean }> {
  const decoder = decoders[coding]?.();
  if (!decoder) return { body, broken: true };
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    decoder.end(body);
    for await (const chunk of decoder) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > most_bytes) break;
    }
    return { body: Buffer.concat(chunks), broken: false };
  } catch {
    return { body: Buffer.concat(chunks), broken: bytes <= most_bytes };
  }
}

function undecodable(coding: string) {
  return down(
    "bad-encoding",
    `Der Inhalt ist als «${coding}» angekündigt und lässt sich so nicht lesen.`,
    `The content is announced as "${coding}" and cannot be read as that.`,
  );
}
