import { describe, expect, test } from "bun:test";
import { isForward, normalisedSubject, strippedSubject } from "#src/mail/subject.ts";

describe("what reply and forward marks leave of a subject", () => {
  const marks =
    "Re: |RE[2]: |re(3): |Re^2: |AW: |Aw : |WG: |Antw: |SV: |Odp: |R: |RIF: |RES: |YNT: |回复：|答复: |Re: Re: AW: |Fwd: |FW: |TR: |RV: |I: |VS: |VL: |Doorst: |PD: |ENC: |转发: |RE: [EXTERN] |[External] AW: |Отв: |ΑΠ: ";
  for (const mark of marks.split("|"))
    test(`"${mark}"`, () => expect(strippedSubject(`${mark}Frage zur Rechnung`)).toBe("Frage zur Rechnung"));
});

describe("what is no mark stays", () => {
  for (const subject of [
    "Rechnung: 12",
    "Termin",
    "Ref: 4711",
    "TRX: Fehler",
    "[K-12] Hallo",
    "Antworten: 3",
    "Reto: Frage",
    "WGX: y",
    "12: z",
  ])
    test(subject, () => expect(strippedSubject(subject)).toBe(subject));
});

test("a forward is known by its outermost mark", () => {
  const forwards = ["Fwd: x", "WG: x", "FW: AW: x", "TR: x", "[EXTERN] WG: x", "Doorst: x", "x (fwd)", "VS: x"];
  const others = ["Re: Fwd: x", "AW: WG: x", "x", "", "Reisefwd: x"];
  expect([forwards.filter((one) => !isForward(one)), others.filter(isForward), isForward(null)]).toEqual([
    [],
    [],
    false,
  ]);
});

test("two subjects about one thing are the same text, and none is about nothing", () => {
  expect(normalisedSubject("AW:  Frage   zur\tRechnung ")).toBe(normalisedSubject("re: frage zur rechnung"));
  expect([normalisedSubject(null), normalisedSubject("Re: "), normalisedSubject("Ｆｒａｇｅ")]).toEqual([
    "",
    "",
    "frage",
  ]);
});

test("a thousand marks are read at once", () => {
  expect(strippedSubject(`${"Re: ".repeat(1000)}x`)).toBe("x");
});
