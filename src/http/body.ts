import { Problem } from "#src/problem.ts";

/** Reads the body of a request up to a size; null when there is more. */
export async function readBytes(request: Request, mostBytes: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes) return null;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.byteLength;
    if (size > mostBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Reads a posted form, with files or without, up to a size; null when there is more. */
export async function readLimited(request: Request, mostBytes: number): Promise<FormData | null> {
  const bytes = await readBytes(request, mostBytes);
  if (bytes === null) return null;
  try {
    const type = request.headers.get("content-type") ?? "";
    return await new Response(bytes as BodyInit, { headers: { "content-type": type } }).formData();
  } catch {
    throw unreadable;
  }
}

const unreadable = new Problem("invalid", {
  de: "Was der Browser gesendet hat, liess sich nicht lesen. Versuchen Sie es noch einmal.",
  en: "What the browser sent could not be read. Please try again.",
});
