import type { Database } from "bun:sqlite";
import { readLimited } from "#src/http/body.ts";
import type { Fields } from "#src/http/form.ts";
import { type FilePart, hasParts, readParts } from "#src/http/multipart.ts";
import { Problem, type Sentence } from "#src/problem.ts";
import { discard, TooLarge, takeIn } from "#src/storage/blobs.ts";
import { cleanName, mostBytes } from "./evidence.ts";
import type { Brought } from "./evidence-actions.ts";
import { sniffedType } from "./evidence-type.ts";

/** A form that has come in: its fields, its files, and what is wrong with the files. */
export type Intake = { fields: Fields; brought: readonly Brought[]; trouble: Sentence | null };

/**
 * Reads a form with files, lets something be done with it, and afterwards lets go of every file that nobody took. Files are stored
 * while they arrive, so that their size does not matter.
 */
export async function withIntake<T>(
  db: Database,
  request: Request,
  at: Date,
  act: (intake: Intake) => T | Promise<T>,
): Promise<T> {
  const brought: Brought[] = [];
  try {
    return await act(await readIntake(db, request, at, brought));
  } finally {
    await discard(
      db,
      brought.map(({ taken }) => taken.id),
    );
  }
}

async function readIntake(db: Database, request: Request, at: Date, brought: Brought[]): Promise<Intake> {
  if (!hasParts(request)) return { fields: await plainFields(request), brought, trouble: null };
  const troubles: Sentence[] = [];
  const { fields, cutOff } = await readParts(request, async (file) => {
    const trouble = await takeFile(db, file, at, brought);
    if (trouble) troubles.push(trouble);
  });
  return { fields, brought, trouble: cutOff ? brokenOff : (troubles[0] ?? null) };
}

/** Stores one file and says what is wrong with it. A browser sends a nameless empty file where none was chosen. */
async function takeFile(db: Database, file: FilePart, at: Date, brought: Brought[]): Promise<Sentence | null> {
  try {
    const taken = await takeIn(db, file.bytes, { at, mostBytes });
    const name = cleanName(file.name);
    if (taken.size === 0) {
      await discard(db, [taken.id]);
      return file.name === "" ? null : empty(name);
    }
    brought.push({ name, type: sniffedType(taken.head), taken });
    return name === file.name ? null : renamed(name);
  } catch (error) {
    if (error instanceof TooLarge) return tooLarge(cleanName(file.name));
    throw error;
  }
}

async function plainFields(request: Request): Promise<Fields> {
  if (request.body === null) return {};
  const form = await readLimited(request, 1024 * 1024);
  if (form === null) throw new Problem("invalid", tooMuchText);
  const fields: Fields = {};
  for (const [name, value] of form)
    if (typeof value === "string") fields[name] = Object.hasOwn(fields, name) ? `${fields[name]},${value}` : value;
  return fields;
}

const brokenOff: Sentence = {
  de: "Die Datei kam nicht ganz an: die Verbindung brach ab. Wählen Sie sie noch einmal aus.",
  en: "The file did not arrive whole: the connection broke. Choose it once more.",
};
const tooMuchText: Sentence = { de: "Das ist zu viel Text.", en: "That is too much text." };

function empty(name: string): Sentence {
  return { de: `«${name}» ist leer. Wählen Sie eine andere Datei.`, en: `"${name}" is empty. Choose another file.` };
}

function renamed(name: string): Sentence {
  return {
    de: `Der Name der Datei enthielt einen Pfad oder unsichtbare Zeichen, oder er war zu lang. Sie heisst hier «${name}» und ist gespeichert; senden Sie das Formular noch einmal.`,
    en: `The file's name held a path or invisible characters, or was too long. It is called "${name}" here and is stored; send the form once more.`,
  };
}

function tooLarge(name: string): Sentence {
  return {
    de: `«${name}» ist grösser als 100 MB. Teilen Sie die Datei, oder legen Sie einen Auszug ab.`,
    en: `"${name}" is larger than 100 MB. Split the file, or file an extract.`,
  };
}
