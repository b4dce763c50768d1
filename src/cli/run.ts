import { Problem } from "#src/problem.ts";
import { version } from "#src/version.ts";
import { type Command, type Exit, readArgs, type World } from "./command.ts";
import { commands } from "./commands.ts";

/** Runs one command line. Errors that a person can be told become one sentence on stderr and exit 2 (wrong usage) or 1. */
export async function run(argv: string[], world: World): Promise<Exit> {
  const [first = "", ...rest] = argv;
  if (first === "--version" || first === "version") return said(world, version);
  if (first === "" || first === "--help" || first === "help") return said(world, overview(), first === "" ? 2 : 0);
  const command = commands.find((one) => one.name === first);
  if (!command) {
    world.note(`There is no command "${first}". "aktion --help" lists all.`);
    return 2;
  }
  if (rest.includes("--help")) return said(world, command.usage);
  return runOne(command, rest, world);
}

async function runOne(command: Command, argv: string[], world: World): Promise<Exit> {
  try {
    return await command.run(readArgs(command, argv), world);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    world.note(error.in("en"));
    return error.code === "invalid" || error.code === "not-found" ? 2 : 1;
  }
}

function said(world: World, text: string, exit: Exit = 0): Exit {
  world.say(text);
  return exit;
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
  const lines = commands.map(({ name, does }) => `  ${name.padEnd(width)}${does}`);
  return `Aktion ${version}\n\n${lines.join("\n")}\n\n"aktion COMMAND --help" says more of one.`;
}
