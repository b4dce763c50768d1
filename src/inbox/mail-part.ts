import { isCompiled } from "#src/jobs/own-program.ts";
import { parseMail } from "#src/mail/message.ts";

/** What is taken out of a raw mail: one of its attachments, by its place, or its HTML with the pictures that stand in it. */
export type Wanted = { want: "attachment"; part: number } | { want: "html" };

/** `picture`: what an address such as `cid:logo` stands for. */
export type Taken = { content: Uint8Array | null; html: string | null; pictures: Picture[] };
export type Picture = { cid: string; type: string; content: Uint8Array };

/** Up to here taking a mail apart is over before anybody waits. */
const atOnce = 1_000_000;

/** So large a picture stands in a mail; a larger one is a file. */
const mostPicture = 3_000_000;

/** Takes a mail apart again; a large one beside the event loop. */
export function takePart(raw: Uint8Array, wanted: Wanted): Promise<Taken> {
  return raw.byteLength <= atOnce ? Promise.resolve(partOf(raw, wanted)) : inWorker(raw, wanted);
}

export function partOf(raw: Uint8Array, wanted: Wanted): Taken {
  const { attachments, html } = parseMail(raw);
  if (wanted.want === "attachment") {
    const content = attachments[wanted.part]?.content ?? null;
    return { content: content && new Uint8Array(content), html: null, pictures: [] };
  }
  const pictures = attachments.flatMap(({ contentId, contentType, content, size }) =>
    contentId && size <= mostPicture ? [{ cid: contentId, type: contentType, content: new Uint8Array(content) }] : [],
  );
  return { content: null, html, pictures };
}

function inWorker(raw: Uint8Array, wanted: Wanted): Promise<Taken> {
  const worker = new Worker(workerAddress);
  return new Promise<Taken>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Taken>) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ raw, wanted });
  }).finally(() => worker.terminate());
}

/** Compiled, all modules share one address, and only what is relative to the main one is found. */
const workerAddress = isCompiled
  ? new URL("./inbox/mail-part-worker.ts", Bun.pathToFileURL(Bun.main))
  : new URL("./mail-part-worker.ts", import.meta.url);
