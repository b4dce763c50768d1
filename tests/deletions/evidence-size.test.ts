import { expect, test } from "bun:test";
import { join } from "node:path";
import { newFolder } from "../support/folder.ts";
import { uploadAndFetch } from "../support/upload.ts";

test("20 MB go in and out as they are (100 in tests/long)", async () => {
  const { same } = await uploadAndFetch(join(newFolder(), "aktion.db"), 20);
  expect(same).toBe(true);
}, 60_000);
