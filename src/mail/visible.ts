/** What a reader sees at first, and what is folded away below it ("" when nothing is). Both together are the whole text. */
export type Visible = { text: string; folded: string };
export const visibleText = (text: string): Visible => {
  const at = text.search(/^>/m);
  return at > 0 ? { text: text.slice(0, at).trimEnd(), folded: text.slice(at) } : { text, folded: "" };
};
