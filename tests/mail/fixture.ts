import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../fixtures/mail/", import.meta.url).pathname;

export type Fixture = { name: string; raw: Uint8Array; expect: object; stated?: object };

/** Mails of our own writing, one for each kind of trouble, each with what is to be read in it. */
export const fixtures: Fixture[] = readdirSync(folder)
  .filter((file) => file.endsWith(".eml"))
  .sort()
  .map((file) => {
    const name = file.replace(/\.eml$/, "");
    const raw = new Uint8Array(readFileSync(`${folder}${file}`));
    return { name, raw, ...JSON.parse(readFileSync(`${folder}${name}.json`, "utf8")) };
  });
