/** How mail programs mark replies and forwards, by language. "VS" answers in Finnish and forwards in Danish and Norwegian: it counts as a forward. */
const replies = [
  "re|res|ats|bls|atb|ynt|yan", // English, Portuguese, Lithuanian, Indonesian, Welsh, Turkish
  "aw|antw|antwort|sv|vast|vá|odp|od|rif|r|ré|rép|réf", // German, Dutch, Nordic, Estonian, Hungarian, Polish, Czech, Italian, French
  "απ|σχετ|отв|ответ|на|回复|答复|回覆|答覆|返信|回信|회신|답장|رد|השב|תשובה",
].join("|");
const forwards = [
  "fwd?|fw|wg|weitergeleitet|tr|rv|rvd?|i|inoltro|enc|encaminhado", // English, German, French, Spanish, Italian, Portuguese
  "doorst|vs|vb|vl|fs|pd|továbbítás|továbbított|ilt|i̇lt|yml|trs", // Dutch, Nordic, Finnish, Icelandic, Polish, Hungarian, Turkish, Welsh, Indonesian
  "πρθ|пер|пересл|转发|轉寄|轉發|転送|전달|إعادة توجيه|הועבר",
].join("|");

const count = "(?:\\s?[[(*^]?\\d{1,3}[\\])]?)?";
const mark = (names: string) => new RegExp(`^\\s*(?:${names})${count}\\s*[:：]`, "iu");
const reply = mark(replies);
const forward = mark(forwards);

/** Marks such as "[EXTERN]" that gateways put in front, between or behind the prefixes. */
const label =
  /^\s*[[(](?:extern(?:al|e|es)?(?: e?-?mail)?|ext|spam\??|suspected spam|fwd|\*+spam\*+|intern(?:al)?|vertraulich|confidential)[\])]\s*/iu;

const lead = (subject: string): RegExpExecArray | null =>
  reply.exec(subject) ?? forward.exec(subject) ?? label.exec(subject);

/** The subject without reply and forward marks and gateways' labels, as many as there are. */
export function strippedSubject(subject: string): string {
  let rest = subject;
  for (let found = lead(rest); found; found = lead(rest)) rest = rest.slice(found[0].length);
  return rest.replace(/\s*\((?:fwd|fw|wg)\)\s*$/i, "").trim();
}

/** Two subjects about the same thing give the same text. Null and "" are nothing, and equal nothing (rule R5). */
export const normalisedSubject = (subject: string | null): string =>
  strippedSubject(subject ?? "")
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\s+/g, " ");

/** Whether the outermost mark says that it was forwarded (rule V1). "Re: Fwd: x" is a reply. */
export function isForward(subject: string | null): boolean {
  let rest = subject ?? "";
  for (let found = label.exec(rest); found; found = label.exec(rest)) rest = rest.slice(found[0].length);
  return (forward.test(rest) && !reply.test(rest)) || /\((?:fwd|fw|wg)\)\s*$/i.test(rest);
}
