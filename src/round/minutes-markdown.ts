import type { Reader } from "#src/reader.ts";
import { tellIn } from "#src/say.ts";
import { dayIn, formatOn } from "#src/when.ts";
import type { Minutes, MinutesAction, MinutesItem } from "./minutes.ts";
import { numberNames, numberWords } from "./minutes-words.ts";
import { type Addendum, healthWords } from "./round.ts";

type Said = Pick<Reader, "language"> & { company: { time_zone: string } };

/** The minutes as a text that anything shows. Marks in what people wrote are escaped. */
export function minutesMarkdown(minutes: Minutes, addenda: readonly Addendum[], reader: Said): string {
  const tell = tellIn(reader.language);
  const part = (de: string, en: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`## ${tell({ de, en })}`, "", ...lines, ""];
  return [
    `# ${tell({ de: "Wochenrunde vom", en: "Weekly round of" })} ${formatOn(minutes.held_on, "de")}`,
    "",
    `${plain(minutes.company)} · ${tell({ de: "dabei", en: "present" })}: ${minutes.present.map(({ name }) => plain(name)).join(", ")}`,
    "",
    ...part(
      "Besprochen",
      "Discussed",
      minutes.items.flatMap((item) => itemLines(item, reader)),
    ),
    ...part("Entscheide", "Decisions", decisionLines(minutes, reader)),
    ...part(
      "Neue Pendenzen",
      "New actions",
      minutes.actions_set.map((one) => actionLine(one, reader)),
    ),
    ...part(
      "Erledigt",
      "Done",
      minutes.actions_done.map((one) => actionLine(one, reader)),
    ),
    ...part(
      "Nicht behandelt",
      "Not treated",
      minutes.not_treated.map(({ title }) => `- ${plain(title[reader.language])}`),
    ),
    ...part("Zahlen", "Numbers", numberLines(minutes, reader)),
    ...part(
      "Nachträge",
      "Additions",
      addenda.map(
        ({ text, by, at }) =>
          `- ${formatOn(dayIn(reader.company.time_zone, new Date(at)), "de")}, ${plain(by)}: ${plain(text)}`,
      ),
    ),
    tell({
      de: `Kette: ${minutes.chain.entries} Einträge, Kopf \`${minutes.chain.head}\``,
      en: `Chain: ${minutes.chain.entries} entries, head \`${minutes.chain.head}\``,
    }),
    "",
  ].join("\n");
}

function itemLines(item: MinutesItem, { language }: Said): string[] {
  const health = item.health ? healthWords[item.health][language] : "";
  const quiet = item.nothing_new ? tellIn(language)({ de: "nichts Neues", en: "nothing new" }) : "";
  const said = [health, quiet, plain(item.sentence ?? "")].filter((text) => text !== "").join(". ");
  return [
    `### ${plain(item.title[language])}`,
    "",
    ...item.points.map(({ text }) => `- ${plain(text[language])}`),
    ...(said ? ["", `**${said}**`] : []),
    "",
  ];
}

function decisionLines({ items }: Minutes, { language }: Said): string[] {
  return items.flatMap(({ title, decision }) => (decision ? [`- ${plain(title[language])}: ${plain(decision)}`] : []));
}

function actionLine({ task, person, due_on }: MinutesAction, { language }: Said): string {
  const due = due_on ? `, ${language === "de" ? "bis" : "by"} ${formatOn(due_on, "de")}` : "";
  return `- ${plain(task)} (${plain(person)}${due})`;
}

function numberLines({ numbers }: Minutes, { language }: Said): string[] {
  return numberNames.map((name) => {
    const before = numbers.before ? `${numbers.before[name]} → ` : "";
    return `- ${numberWords[name][language]}: ${before}${numbers.now[name]}`;
  });
}

/** On one line, and no mark of Markdown or HTML means anything. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>#|]/g, "\\$&");
}
