import { backup } from "./backup.ts";
import type { Command } from "./command.ts";
import { demo } from "./demo.ts";
import { doctor } from "./doctor.ts";
import { exportCommand } from "./export.ts";
import { importCommand } from "./import.ts";
import { jurisdiction } from "./jurisdiction.ts";
import { mail } from "./mail.ts";
import { register } from "./register.ts";
import { restore } from "./restore.ts";
import { serve } from "./serve.ts";
import { token } from "./token.ts";
import { user } from "./user.ts";
import { verify } from "./verify.ts";

/** One line per command of the contract. */
export const commands: readonly Command[] = [
  serve,
  demo,
  register,
  importCommand,
  exportCommand,
  verify,
  backup,
  restore,
  jurisdiction,
  doctor,
  mail,
  user,
  token,
];
