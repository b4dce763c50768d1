import { parseArgs } from "node:util";
import { Problem } from "#src/problem.ts";
import type { Settings } from "#src/settings.ts";

/** What a command may use of the world. Only main.ts makes one from the real process. */
export type World = {
  settings: Settings;
  clock: () => Date;
  /** A line for the person or the program that reads the answer. */
  say: (line: string) => void;
  /** A line beside the answer (progress, where a copy lies). */
  note: (line: string) => void;
  stdin: () => Promise<Uint8Array>;
};

/** 0 well · 1 the answer is no · 2 wrong usage or unknown value. `serve` gives null: it runs until it is stopped. */
export type Exit = 0 | 1 | 2 | null;

export type Command = {
  name: string;
  /** One line for the list of commands. */
  does: string;
  /** What `--help` prints: the forms of the command, one a line, then what needs saying. */
  usage: string;
  options: Record<string, { type: "string" | "boolean"; short?: string }>;
  run: (args: Args, world: World) => Exit | Promise<Exit>;
};

export type Args = {
  words: string[];
  text: (option: string) => string | undefined;
  flag: (option: string) => boolean;
};

/** Wrong usage: exit 2, and one sentence that says what to do. */
export function wrongUsage(en: string, de: string): Problem {
  return new Problem("invalid", { de, en });
}

export function readArgs(command: Command, argv: string[]): Args {
  try {
    const options = { ...command.options, help: { type: "boolean" as const } };
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true, strict: true });
    const read = values as Record<string, string | boolean | undefined>;
    return {
      words: positionals,
      text: (option) => (typeof read[option] === "string" ? read[option] : undefined),
      flag: (option) => read[option] === true,
    };
  } catch (error) {
    const said = error instanceof Error ? error.message.split(". ")[0] : String(error);
    throw wrongUsage(
      `${said}. "aktion ${command.name} --help" lists what it takes.`,
      `${said}. «aktion ${command.name} --help» zeigt, was möglich ist.`,
    );
  }
}
