import { Readable } from "node:stream";
import { Busboy } from "@fastify/busboy";
import type { Fields } from "./form.ts";

/** One file on its way in: `field` is the form's name for it, `name` what its sender calls it. */
export type FilePart = { field: string; name: string; bytes: AsyncIterable<Uint8Array> };

/** `cutOff`: the form broke off; what had come by then is there. A field that comes several times is joined by commas. */
export type Parts = { fields: Fields; cutOff: boolean };

const limits = { fieldSize: 64 * 1024, fields: 200, files: 20, parts: 220, headerPairs: 50 };

export function hasParts(request: Request): boolean {
  return /^multipart\/form-data\s*;.*boundary=/i.test(request.headers.get("content-type") ?? "");
}

/** Reads a form with files as it arrives, and gives each file to `take` as a stream. Only the fields are held in memory. */
export async function readParts(request: Request, take: (file: FilePart) => Promise<void>): Promise<Parts> {
  const headers = { "content-type": request.headers.get("content-type") ?? "" };
  const parser = new Busboy({ headers, limits, preservePath: true });
  const fields: Fields = {};
  const open = new Set<Readable>();
  const taking: Promise<unknown>[] = [];
  parser.on("field", (name, value) => {
    fields[name] = Object.hasOwn(fields, name) ? `${fields[name]},${value}` : value;
  });
  parser.on("file", (field, stream, name) => {
    const file = stream as unknown as Readable;
    open.add(file);
    file.on("error", () => {}); // whoever reads it is told
    // The parser waits for the end of a file: what nobody wants is read all the same.
    const rest = () => {
      open.delete(file);
      file.resume();
    };
    taking.push(take({ field, name: name ?? "", bytes: file.iterator({ destroyOnReturn: false }) }).finally(rest));
  });
  const cutOff = await isCutOff(request.body, parser, () => {
    for (const file of open) file.destroy(new Error("the form broke off"));
  });
  const taken = await Promise.allSettled(taking);
  const failed = taken.find((one) => one.status === "rejected");
  if (failed && !cutOff) throw failed.reason;
  return { fields, cutOff };
}

type Parser = InstanceType<typeof Busboy>;

/** Sends the body through the parser; true when the sender stopped in the middle. */
function isCutOff(body: Request["body"], parser: Parser, stop: () => void): Promise<boolean> {
  return new Promise((resolve) => {
    const source = body === null ? Readable.from([]) : Readable.fromWeb(body as never);
    const broken = () => {
      source.unpipe(parser);
      source.destroy();
      stop();
      resolve(true);
    };
    parser.on("finish", () => resolve(false));
    parser.on("error", broken);
    source.on("error", broken);
    source.pipe(parser);
  });
}
