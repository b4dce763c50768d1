import iconv from "iconv-lite";

const known = new Map<string, string | null>();

/**
 * The charset that a mail means, under a name that `charset.ts` reads: one of TextDecoder, "utf-16", "hz", "iso-2022-kr", "iso-2022-cn", or
 * "iconv:" with one of iconv-lite. Null for none, for ASCII, and for what says nothing ("x-unknown").
 */
export function charsetOf(label: string | null): string | null {
  if (label === null) return null;
  const found = known.get(label);
  if (found !== undefined) return found;
  const charset = resolved(label.toLowerCase().replace(/^[\s"'=]+|[\s"';,]+$/g, ""));
  if (known.size < 1000) known.set(label, charset); // a mail makes up as many as it likes
  return charset;
}

/** What mailers write for charsets that TextDecoder knows under another name, or not at all. */
const aliases: [written: RegExp, charset: string | null][] = [
  [/^(us-?ascii|ascii|ansi-x3\.4.*|iso-?646-us|646|7bit|8bit|binary)$/, null],
  [/utf-?7-imap/, "iconv:utf-7-imap"],
  [/utf-?7/, "iconv:utf-7"],
  [/^(utf-?8|unicode-1-1-utf-8)/, "utf-8"],
  [/^(utf-?16|ucs-?2|unicode|iso-10646-ucs-2)$/, "utf-16"],
  [/^(utf-?32|ucs-?4)-?le/, "iconv:utf-32le"],
  [/^(utf-?32|ucs-?4)-?be/, "iconv:utf-32be"],
  [/^(utf-?32|ucs-?4)/, "iconv:utf-32"],
  [/^hz(-|$)/, "hz"],
  [/^iso-?2022-kr/, "iso-2022-kr"],
  [/^iso-?2022-cn/, "iso-2022-cn"],
  [/^iso-?2022-?jp/, "iso-2022-jp"],
  [/^(uhc|johab)$/, "euc-kr"],
];

const codePages: Record<string, string> = {
  "932": "shift_jis",
  "936": "gbk",
  "949": "euc-kr",
  "950": "big5",
  "1200": "utf-16le",
  "1201": "utf-16be",
  "20866": "koi8-r",
  "20932": "euc-jp",
  "21866": "koi8-u",
  "28591": "iso-8859-1",
  "28592": "iso-8859-2",
  "28605": "iso-8859-15",
  "50220": "iso-2022-jp",
  "50221": "iso-2022-jp",
  "50222": "iso-2022-jp",
  "51932": "euc-jp",
  "51936": "gbk",
  "51949": "euc-kr",
  "54936": "gb18030",
  "65001": "utf-8",
};

function resolved(label: string): string | null {
  const bare = label.replace(/^(x-|cs(?=iso|utf|big|gb))/, "").replace(/[ _]/g, "-");
  const alias = aliases.find(([written]) => written.test(bare));
  if (alias) return alias[1];
  for (const name of [label, bare, ...pageNames(bare), ...latinNames(bare)]) {
    const found = supported(name);
    if (found !== null) return found;
  }
  return null;
}

/** "cp-1252", "windows1252", "ms932", "ibm850": the number says it. */
function pageNames(bare: string): string[] {
  const page = /^(?:cp|windows|win|ms|ibm|dos)?-?(\d{3,5})(?:-[a-z]*)?$/.exec(bare)?.[1];
  return page === undefined ? [] : [codePages[page] ?? `windows-${page}`, `ibm${page}`, `cp${page}`];
}

/** "iso8859_15", "8859-1", "iso-8859-1 (western)". */
function latinNames(bare: string): string[] {
  const part = /^(?:iso-?)?8859-?(\d{1,2})/.exec(bare)?.[1];
  return part === undefined ? [] : [`iso-8859-${part}`];
}

function supported(name: string): string | null {
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return iconv.encodingExists(name) ? `iconv:${name}` : null;
  }
}
