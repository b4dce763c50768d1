import type { Language } from "#src/say.ts";
import { type State, stateWords } from "./component.ts";

const colours: Record<State, string> = {
  up: "#111110",
  degraded: "#8a5a00",
  down: "#b80018",
  maintenance: "#64645f",
  unknown: "#64645f",
};

/** A small picture for other pages: what, and how it is. It loads nothing; the widths are guessed generously. */
export function badgeOf(name: string, state: State, language: Language): string {
  const word = stateWords[state][language];
  const left = widthOf(name);
  const right = widthOf(word);
  const title = escaped(`${name}: ${word}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="22" role="img" aria-label="${title}"><title>${title}</title><rect width="${left}" height="22" fill="#f2f2ee"/><rect x="${left}" width="${right}" height="22" fill="${colours[state]}"/><g font-family="Helvetica Neue,Arial,sans-serif" font-size="12"><text x="8" y="15" fill="#111110">${escaped(name)}</text><text x="${left + 8}" y="15" fill="#ffffff" font-weight="600">${escaped(word)}</text></g></svg>`;
}

function widthOf(text: string): number {
  return Math.ceil([...text].length * 7.4) + 16;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`).replace(/[^\P{C}\t\n]/gu, "");
}
