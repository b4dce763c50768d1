import { expect, test } from "bun:test";
import { join } from "node:path";
import { newFolder } from "../support/folder.ts";
import { uploadAndFetch } from "../support/upload.ts";

test("100 MB go in and out while the server's memory grows by less than 60 MB; 101 MB are refused with a sentence", async () => {
  const { grown, refused } = await uploadAndFetch(join(newFolder(), "aktion.db"), 100);
  console.error(`100 MB in and out: ${grown.toFixed(0)} MB more`);
  expect(grown).toBeLessThan(60);
  expect(refused).toEqual({
    status: 422,
    sentence: '"gross.bin" is larger than 100 MB. Split the file, or file an extract.',
  });
}, 120_000);
