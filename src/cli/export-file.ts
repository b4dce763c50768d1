import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { type Entry, fromFd, type ZipFile } from "yauzl";

/** A ZIP file opened for reading: its files by name, each as a stream. */
export type Zip = {
  names: readonly string[];
  /** Two files of one name: then nobody can say which one a reader gets. */
  twice: string | null;
  read: (name: string) => AsyncIterable<Uint8Array>;
  text: (name: string, mostBytes?: number) => Promise<string>;
  close: () => void;
};

/** Null when it is no ZIP file, or one that is damaged. */
export async function openZip(path: string): Promise<Zip | null> {
  const file = await open(path, "r");
  const zip = await fromDescriptor(file.fd).catch(() => null);
  const entries = zip ? await entriesOf(zip).catch(() => null) : null;
  const close = () => void file.close();
  if (!zip || !entries) {
    close();
    return null;
  }
  const byName = new Map(entries.map((entry) => [entry.fileName, entry]));
  const read = (name: string) => partsOf(zip, byName.get(name)!);
  return {
    names: [...byName.keys()],
    twice: entries.find((entry) => byName.get(entry.fileName) !== entry)?.fileName ?? null,
    read,
    text: (name, mostBytes = 64e6) => textOf(read(name), mostBytes),
    close,
  };
}

function fromDescriptor(fd: number): Promise<ZipFile> {
  const { promise, resolve, reject } = Promise.withResolvers<ZipFile>();
  fromFd(fd, { lazyEntries: true, autoClose: false }, (error, zip) => (error ? reject(error) : resolve(zip)));
  return promise;
}

function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const { promise, resolve, reject } = Promise.withResolvers<Entry[]>();
  const entries: Entry[] = [];
  zip.on("entry", (entry: Entry) => {
    if (!entry.fileName.endsWith("/")) entries.push(entry);
    zip.readEntry();
  });
  zip.once("end", () => resolve(entries));
  zip.once("error", reject);
  zip.readEntry();
  return promise;
}

async function* partsOf(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Readable>();
  zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  yield* await promise;
}

async function textOf(parts: AsyncIterable<Uint8Array>, mostBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let [text, size] = ["", 0];
  for await (const part of parts) {
    size += part.byteLength;
    if (size > mostBytes) throw new Error("too large");
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}

/** The lines of a text file, one after the other. A last line without a line feed is one too. */
export async function* linesOf(parts: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const part of parts) {
    const lines = (rest + decoder.decode(part, { stream: true })).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== "") yield rest;
}

export async function digestOf(parts: AsyncIterable<Uint8Array>): Promise<string> {
  const hasher = new Bun.CryptoHasher("sha256");
  for await (const part of parts) hasher.update(part);
  return hasher.digest("hex");
}
