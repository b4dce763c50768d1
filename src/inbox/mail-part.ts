import { isCompiled } from "#src/jobs/own-program.ts";
import { parseMail } from "#src/mail/message.ts";
import { type Sanitized, sanitizedHtml } from "#src/mail/sanitized.ts";

/** What is taken out of a raw mail: one of its attachments, by its place, or its HTML as it may be shown. */
export type Wanted = { want: "attachment"; part: number } | { want: "html" };
export type Taken = { content: Uint8Array | null; html: Sanitized | null };

/** Up to here taking a mail apart is over before anybody waits. */
const atOnce = { attachment: 1_000_000, html: 60_000 };

/** So large a picture stands in a mail; a larger one is a file. */
const mostPicture = 3_000_000;

/** Takes a mail apart again; a large one beside the event loop. */
export function takePart(raw: Uint8Array, wanted: Wanted): Promise<Taken> {
  return raw.byteLength <= atOnce[wanted.want] ? Promise.resolve(partOf(raw, wanted)) : inWorker(raw, wanted);
}

export function partOf(raw: Uint8Array, wanted: Wanted): Taken {
  const { attachments, html } = parseMail(raw);
  if (wanted.want === "attachment") {
    const content = attachments[wanted.part]?.content ?? null;
    return { content: content && new Uint8Array(content), html: null };
  }
  const pictures = attachments.flatMap(({ contentId, contentType, content, size }) =>
    contentId && size <= mostPicture ? [{ cid: contentId, type: contentType, content }] : [],
  );
  return { content: null, html: html === null ? null : sanitizedHtml(html, { pictures, linkTo }) };
}

/** A page of ours that shows where a link leads before it is followed. */
function linkTo(address: string): string {
  return `/inbox/link?to=${encodeURIComponent(address)}`;
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
