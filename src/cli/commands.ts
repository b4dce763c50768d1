import type { Command } from "./command.ts";
import { doctor } from "./doctor.ts";
import { serve } from "./serve.ts";

/** One line per command of the contract. */
export const commands: readonly Command[] = [serve, doctor];
