/**
 * How mail programs introduce what they quote: "On … wrote:" in the languages they speak (rule Q3).
 * Each is what stands between the name or the date and the colon at the end.
 */
const wrote = [
  "wrote|writes|has written", // English
  "schrieb(?:en)?|geschrieben|schreibt", // German
  "a écrit|écrit|a ecrit", // French
  "ha scritto|scrive|ha scrit", // Italian, Romansh
  "escribió|escribio|va escriure|idatzi du", // Spanish, Catalan, Basque
  "escreveu|escrebeu", // Portuguese, Galician
  "schreef(?: het volgende)?|skreau", // Dutch, Frisian
  "skrev(?: følgende| följande)?", // Danish, Norwegian, Swedish
  "skrifaði|kirjoitti|kirjutas", // Icelandic, Finnish, Estonian
  "napisał(?:\\(a\\)|a)?|pisze", // Polish
  "napsal(?:\\(a\\)|a)?|napísal(?:\\(a\\)|a)?", // Czech, Slovak
  "írta|a scris|ka shkruar|shkroi", // Hungarian, Romanian, Albanian
  "je napisa(?:o|la|l)(?:\\/la|\\(la\\)|\\(-?a\\))?|написао(?:\\/ла)?", // Croatian, Serbian, Slovene
  "написал(?:а|\\(а\\))?|пишет|написав|писав|пише|написа", // Russian, Ukrainian, Bulgarian
  "yazdı|şunları yazdı|έγραψε|rašė|rakstīja", // Turkish, Greek, Lithuanian, Latvian
  "đã viết|menulis|เขียนว่า", // Vietnamese, Indonesian, Thai
  "写道|寫道|来信|のメール|書きました|님이 작성|작성", // Chinese, Japanese, Korean
  "כתב(?:\\/ה|ה)?|كتب(?:ت)?", // Hebrew, Arabic
].join("|");

const introduces = new RegExp(`(?:^|[\\s\\u00a0,(>、])?(?:${wrote})(?:[^:：\\n]{0,160})?[:：]$`, "iu");

/** A time or an address: without one a sentence may end in "wrote:" by chance. */
const saysWhenOrWho = /(?<!\d)\d{1,2}\s?[.:hH時点]\s?\d{2}(?!\d)|\S@\S/;

export const longestAttribution = 4;

/** Whether lines, joined, introduce a quote. `loose`: a quote does stand below, so that either of the two signs is enough. */
export function isAttribution(joined: string, loose: boolean): boolean {
  if (joined.length > 600 || !/[:：]$/.test(joined)) return false;
  return loose
    ? introduces.test(joined) || saysWhenOrWho.test(joined)
    : introduces.test(joined) && saysWhenOrWho.test(joined);
}

const originalMessage =
  /^[\s>*]*[-_=]{2,}\s*(?:original[\s-]?(?:message|e-?mail|nachricht)|ursprüngliche (?:nachricht|e-?mail)|originalnachricht|message d'origine|message original|messaggio originale|mensaje original|mensagem original|missatge original|oorspronkelijk bericht|original(?:e|t)? (?:meddelelse|melding|meddelande)|opprinnelig melding|oprindelig meddelelse|ursprungligt meddelande|alkuperäinen viesti|oryginalna wiadomość|wiadomość oryginalna|původní (?:zpráva|e-?mail)|pôvodná správa|eredeti üzenet|mesaj original|orijinal mesaj|исходное сообщение|оригинальное сообщение|αρχικό μήνυμα|原始邮件|原始郵件|元のメッセージ|원본 (?:메시지|메일))\s*[-_=]{2,}/iu;

const replyAbove =
  /(?:reply|write) above this line|über dieser (?:zeile|linie) (?:antworten|schreiben)|antwort(?:en sie)? (?:bitte )?(?:oberhalb|über) dieser (?:zeile|linie)|répond(?:re|ez) au-dessus de cette ligne|rispond(?:ere|ete|i) sopra questa riga/iu;

/** A line below which nothing but what was quoted stands. */
export const isOriginalMark = (line: string): boolean =>
  line.length < 200 && (originalMessage.test(line) || replyAbove.test(line));

const forwarded =
  /^[\s*]*(?:-{2,}\s*)?(?:begin(?:n der)? (?:forwarded message|weitergeleiteten (?:nachricht|e-?mail))|(?:-{2,}\s*)(?:forwarded (?:message|by)|weitergeleitete (?:nachricht|e-?mail)|message (?:transféré|transmis)|messaggio (?:inoltrato)|mensaje reenviado|mensagem (?:encaminhada|reencaminhada)|doorgestuurd bericht|videresendt|vidarebefordra|przekazana wiadomość|přeposlaná zpráva)|début du message (?:transféré|réexpédié)|inizio messaggio inoltrato|inicio del mensaje reenviado)/iu;

/** What stands below was sent on to be read: it is no quote. */
export const isForwardMark = (line: string): boolean => line.length < 200 && forwarded.test(line);

const labels = {
  from: "from|von|de|da|van|fra|från|frá|od|от|від|lähettäjä|feladó|kimden|από|saatja|发件人|寄件者|差出人|보낸\\s?사람|מאת|من",
  date: "sent|date|gesendet(?: am)?|datum|envoyé(?: le)?|inviato(?: il)?|data|enviado(?: el| em)?|fecha|verzonden|sendt|skickat|dato|lähetetty|päivämäärä|wysłano|odesláno|elküldve|dátum|tarih|gönderildi|отправлено|дата|надіслано|στάλθηκε|ημερομηνία|发送时间|日期|寄件日期|送信日時|보낸\\s?날짜|נשלח|تاريخ",
  to: "to|an|à|a|para|aan|til|till|do|komu|vastaanottaja|címzett|kime|кому|προς|收件人|收件者|宛先|받는\\s?사람|אל|إلى",
  subject:
    "subject|betreff|objet|oggetto|asunto|assunto|onderwerp|emne|ämne|aihe|temat|předmět|predmet|tárgy|konu|тема|θέμα|主题|主旨|件名|제목|נושא|الموضوع",
};

const labelled = Object.entries(labels).map(
  ([kind, names]) => [kind, new RegExp(`^[\\s>*_|]*(?:${names})[\\s*_]*[:：]`, "iu")] as const,
);

const kindOf = (line: string): string | null =>
  line.length > 2000 ? null : (labelled.find(([, label]) => label.test(line))?.[0] ?? null);

/** Whether the header of a mail stands at `index`, as Outlook copies it above what it quotes: a sender, and two of date, recipient, subject. */
export function isHeaderBlock(lines: readonly string[], index: number): boolean {
  const first = kindOf(lines[index]!);
  if (first !== "from" && first !== "date") return false;
  const kinds = new Set<string>();
  for (const line of lines.slice(index, index + 9)) {
    if (line.trim() === "" && kinds.size > 1) break;
    const kind = kindOf(line);
    if (kind) kinds.add(kind);
  }
  return kinds.has("from") && kinds.size >= 3;
}
