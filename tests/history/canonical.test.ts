import { expect, test } from "bun:test";
import { canonical, sha256 } from "#src/history/canonical.ts";
import { seeded } from "../support/random.ts";

test.each([
  [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
  [{ a: { d: [3, { z: 1, y: 2 }], c: null } }, '{"a":{"c":null,"d":[3,{"y":2,"z":1}]}}'],
  [{ text: 'Zürich "ss"\n' }, '{"text":"Zürich \\"ss\\"\\n"}'],
  [{ a: undefined, b: true }, '{"b":true}'],
  [{ 10: "x", 9: "y", a: "z" }, '{"10":"x","9":"y","a":"z"}'],
  [{ ä: 1, z: 2, Z: 3 }, '{"Z":3,"z":2,"ä":1}'],
  [[], "[]"],
])("members stand in order, nothing stands between (%#)", (value, text) => {
  expect(canonical(value)).toBe(text);
});

test("SHA-256 is over UTF-8, as every other tool does it", () => {
  expect(sha256("Zürich")).toBe("4251685e06cab635578c72b1f5f221e9840a05ac4d8f2404be4177aa87f9907d");
  expect(sha256("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

test("whatever the order in which members were written, the text is the same and reads back (2'000 values, seed 4711)", () => {
  const random = seeded(4711);
  for (let n = 0; n < 2000; n += 1) {
    const value = anyValue(random, 3);
    const text = canonical(value);
    expect(canonical(shuffled(value, random))).toBe(text);
    expect(JSON.parse(text)).toEqual(value);
    expect(canonical(JSON.parse(text))).toBe(text);
  }
});

type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };
type Random = () => number;

const letters = ["a", "Z", "9", "10", "_", "ü", "é", "ß", "€", "😀", '"', "\\", "\n", "\u2028", " ", "__proto__x"];

const below = (random: Random, limit: number) => Math.floor(random() * limit);
const anyText = (random: Random) =>
  Array.from({ length: below(random, 5) }, () => letters[below(random, letters.length)]).join("");

function anyValue(random: Random, depth: number): Plain {
  const kind = below(random, depth > 0 ? 6 : 4);
  if (kind === 0) return anyText(random);
  if (kind === 1) return below(random, 2_000_000) - 1_000_000;
  if (kind === 2) return random() < 0.5;
  if (kind === 3) return null;
  const length = below(random, 5);
  if (kind === 4) return Array.from({ length }, () => anyValue(random, depth - 1));
  return Object.fromEntries(Array.from({ length }, () => [anyText(random), anyValue(random, depth - 1)]));
}

function shuffled(value: Plain, random: Random): Plain {
  if (Array.isArray(value)) return value.map((part) => shuffled(part, random));
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, part]) => [key, shuffled(part, random)] as const);
  return Object.fromEntries(
    entries
      .map((entry) => [random(), entry] as const)
      .sort(([a], [b]) => a - b)
      .map(([, entry]) => entry),
  );
}
