const paper = [255, 255, 255] as const;
const night = [19, 19, 18] as const;

type Rgb = readonly [number, number, number];

/** Text and lines in it must be seen by everybody: WCAG 2.2, 1.4.3. */
export const leastContrast = 4.5;

/** How well a colour stands out from white: 1 to 21, WCAG 2.2. */
export function contrastOnWhite(colour: string): number {
  return contrast(rgbOf(colour), paper);
}

/** The same colour for dark screens: lightened only as far as it must be to be read there. */
export function colourInTheDark(colour: string): string {
  const rgb = rgbOf(colour);
  if (Math.max(...rgb) - Math.min(...rgb) < 16) return "#f2f2ee"; // ink is paper there
  for (let step = 0; step <= 20; step += 1) {
    const lighter = rgb.map((part) => Math.round(part + ((255 - part) * step) / 20)) as unknown as Rgb;
    if (contrast(lighter, night) >= leastContrast) return hexOf(lighter);
  }
  return "#ffffff";
}

function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function rgbOf(colour: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as unknown as Rgb;
}

const hexOf = (rgb: Rgb) => `#${rgb.map((part) => part.toString(16).padStart(2, "0")).join("")}`;

/** A colour as it is kept, `#rrggbb`, from what somebody typed (`0b5394`, `#FFF`); null when it is none. */
export function colourOf(typed: string): string | null {
  const digits = typed.trim().toLowerCase().replace(/^#/, "");
  const long = /^[0-9a-f]{3}$/.test(digits) ? [...digits].map((one) => one + one).join("") : digits;
  return /^[0-9a-f]{6}$/.test(long) ? `#${long}` : null;
}
