const months = [
  "jan gen ene янв",
  "feb fév fev févr фев",
  "mar mär mrz maa mrt мар",
  "apr avr abr апр",
  "may mai mei mag maj май мая",
  "jun juin giu июн",
  "jul juil lug июл",
  "aug aoû aou ago авг",
  "sep set сен",
  "oct okt ott out окт",
  "nov ноя",
  "dec dez déc dic дек",
].map((names) => names.split(" "));

const zones: Record<string, number> = {
  ut: 0, utc: 0, gmt: 0, z: 0, wet: 0, west: 1, bst: 1, cet: 1, met: 1, mez: 1, cest: 2, mest: 2, mesz: 2, eet: 2, eest: 3, msk: 3,
  ist: 5.5, hkt: 8, jst: 9, kst: 9, aest: 10, aedt: 11, nzst: 12, nzdt: 13,
  est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7, akst: -9, akdt: -8, hst: -10,
}; // biome-ignore format: a table

/** The moment a Date header names, as ISO in UTC; null when it names none. Without a zone it is UTC. */
export function readMailDate(text: string | null): string | null {
  return text === null ? null : (asUsual(text) ?? asMeant(text));
}

const usual =
  /^\s*(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d:[0-5]\d) ([+-]\d{4})(?: \([A-Z]+\))?\s*$/;

/** What RFC 5322 asks for, and nearly every mail has. */
function asUsual(text: string): string | null {
  const [, day, month, year, time, zone] = usual.exec(text) ?? [];
  const moment = day ? new Date(`${day} ${month} ${year} ${time} ${zone}`) : null;
  return moment && !Number.isNaN(moment.getTime()) ? moment.toISOString() : null;
}

function asMeant(text: string): string | null {
  const bare = text
    .slice(0, 300)
    .replace(/\([^()]*\)?/g, " ")
    .replace(/\s*:\s*/g, ":");
  const time = clock(":").exec(bare) ?? clock("\\.").exec(bare);
  const day = dayIn(time ? `${bare.slice(0, time.index)} ~ ${bare.slice(time.index + time[0].length)}` : bare);
  if (!day) return null;
  const minutes = time ? hourOf(Number(time[1]), time[4]) * 60 + Number(time[2]) : 0;
  const seconds = Math.min(Number(time?.[3] ?? 0), 59);
  if (minutes > 24 * 60) return null;
  const moment = new Date(0);
  moment.setUTCFullYear(day.year, day.month - 1, day.day);
  moment.setUTCHours(0, minutes - offsetIn(time ? bare.slice(time.index + time[0].length) : ""), seconds);
  return moment.toISOString();
}

const clock = (mark: string) =>
  new RegExp(
    `(?:^|[\\sT,])(\\d{1,2})${mark}(\\d{2})(?:${mark}(\\d{2})(?:[.,]\\d+)?)?(?![.\\d])\\s*([ap]\\.?m\\b)?`,
    "i",
  );

const hourOf = (hour: number, half: string | undefined) => (half ? (hour % 12) + (/p/i.test(half) ? 12 : 0) : hour);

type Day = { year: number; month: number; day: number };

function dayIn(text: string): Day | null {
  const iso = /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/.exec(text);
  if (iso) return valid(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const dotted = /(\d{1,2})([./-])(\d{1,2})\2(\d{2,4})(?!\d)/.exec(text);
  if (dotted) return numbersOnly(dotted);
  const named = [...text.matchAll(/\p{L}+/gu)]
    .map((match) => ({ month: monthNamed(match[0]), at: match.index }))
    .find(({ month }) => month > 0);
  return named ? besideMonth(text, named.month, named.at) : null;
}

/** Slashes are American where they can be, dots and dashes European. */
function numbersOnly([, first, mark, second, year]: RegExpExecArray): Day | null {
  const american = mark === "/" && Number(first) <= 12;
  const [day, month] = american ? [second, first] : [first, second];
  return valid(fullYear(year!), Number(month), Number(day));
}

function besideMonth(text: string, month: number, at: number): Day | null {
  const numbers = [...text.matchAll(/(?<!\d|(?:^|\s)[+-])\d{1,4}(?!\d)/g)].map((match) => ({
    digits: match[0],
    at: match.index,
  }));
  const before = numbers.filter((number) => number.at < at).at(-1);
  const after = numbers.filter((number) => number.at > at);
  const day = before ?? after.shift();
  const year = after.find(({ digits }) => digits.length !== 1);
  return day && year ? valid(fullYear(year.digits), month, Number(day.digits)) : null;
}

const monthNamed = (word: string) =>
  months.findIndex((names) => names.some((name) => word.toLowerCase().startsWith(name))) + 1;

/** RFC 5322, 4.3: two digits under 50 are this century, others and three digits the last. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length >= 4) return year;
  return digits.length === 2 && year < 50 ? 2000 + year : 1900 + year;
}

const valid = (year: number, month: number, day: number): Day | null =>
  year >= 1900 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= 31 ? { year, month, day } : null;

/** Minutes east of UTC. */
function offsetIn(text: string): number {
  const numeric = /([+-])(\d{1,2}):?(\d{2})?(?!\d)/.exec(text);
  if (numeric) return (numeric[1] === "-" ? -1 : 1) * (Number(numeric[2]) * 60 + Number(numeric[3] ?? 0));
  const name = /[a-z]+/i.exec(text)?.[0].toLowerCase() ?? "";
  return (zones[name] ?? 0) * 60;
}
