import type { Reader } from "#src/reader.ts";

type Props = { reader: Reader; details: Record<string, unknown> };

/** Whatever a kind wrote down, one line each; lists and lists of lists on lines of their own. */
export function DetailList({ details }: Props): JSX.Element {
  const lines = Object.entries(details).flatMap(([name, value]) => linesOf(name, value, 0));
  if (lines.length === 0) return <></>;
  return (
    <dl class="facts details">
      {lines.map(({ name, text }) => (
        <>
          <dt safe>{name}</dt>
          <dd safe>{text}</dd>
        </>
      ))}
    </dl>
  );
}

const deepest = 3;
const most = 40;

function linesOf(name: string, value: unknown, depth: number): { name: string; text: string }[] {
  if (value === null || value === undefined || value === "") return [];
  const title = name.replaceAll("_", " ");
  if (typeof value !== "object") return [{ name: title, text: String(value) }];
  if (Array.isArray(value) && value.every((one) => typeof one !== "object"))
    return value.length === 0 ? [] : [{ name: title, text: value.join(", ") }];
  if (depth >= deepest) return [{ name: title, text: JSON.stringify(value) }];
  return Object.entries(value)
    .slice(0, most)
    .flatMap(([part, inner]) =>
      linesOf(`${title} ${Array.isArray(value) ? Number(part) + 1 : part}`, inner, depth + 1),
    );
}
