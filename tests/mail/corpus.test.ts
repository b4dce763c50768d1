import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { fromSource } from "../support/program.ts";

const check = new URL("../../../shared/corpus/check.mjs", import.meta.url).pathname;
const there = existsSync(check);
if (!there) console.error("no corpus of real mails beside the project (../shared/corpus): its test is left out");

test.skipIf(!there)(
  "the corpus of real mails is read wholly by aktion mail parse",
  async () => {
    const child = Bun.spawn([process.execPath, check, `${fromSource.join(" ")} mail parse`], {
      stdout: "pipe",
      stderr: "pipe",
    });
    const said = await new Response(child.stdout).text();
    expect(said).toMatch(/\b43 passed, 0 failed/);
  },
  120_000,
);
