import { measureQuiet } from "./checks.ts";
import { } from "./checks-table.ts";
console.log(await measureQuiet());
