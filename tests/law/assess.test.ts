import { describe, expect, test } from "bun:test";
import { assess, worstOf } from "#src/law/assess.ts";
import { countries } from "#src/law/country.ts";
import { holdsOn, intervalsOf, type OwnInterval, type Regime } from "#src/law/interval.ts";
import { effectiveOf, type Status, statusWords } from "#src/law/status.ts";
import { addDays, type Day } from "#src/when.ts";
import vectors from "./jurisdictions-vectors.json" with { type: "json" };

function judge(regime: Regime, country: string, on: Day, certified: boolean | null = null, own: OwnInterval[] = []) {
  return assess({ regime, country, on, certified, own });
}

const noDecision = {
  status: "inadequate",
  effective: "inadequate",
  basis: "kein Angemessenheitsentscheid",
  from: null,
  until: null,
  confidence: "medium",
  ours: false,
} as const;

describe("the vectors of the law data", () => {
  test.each(vectors)("$regime $iso $date: $why", (vector) => {
    const { status, effective, basis } = judge(
      vector.regime as Regime,
      vector.iso,
      vector.date,
      vector.recipient_certified,
    );
    expect({ status, effective, basis }).toEqual({
      status: vector.raw_status as Status,
      effective: vector.effective as "adequate",
      basis: vector.basis,
    });
  });
});

describe("an answer", () => {
  test("carries what the contract of the command names", () => {
    expect(judge("EU", "GB", "2025-12-28")).toEqual({
      country: "GB",
      regime: "EU",
      on: "2025-12-28",
      status: "adequate",
      effective: "adequate",
      basis: "Erneuerung vom 19.12.2025 (Nummer nicht gesehen)",
      from: "2025-12-28",
      until: "2031-12-27",
      source: expect.stringContaining("https://"),
      confidence: "high",
      scope: null,
      note: "adopted 2025-12-19; sunset 27 December 2031",
      flags: [],
      ours: false,
    });
  });

  test("says for whom a partial adequacy holds", () => {
    const japan = judge("EU", "JP", "2026-11-23");
    expect([japan.status, japan.effective]).toEqual(["partial", "partial"]);
    expect(japan.scope).toContain("APPI");
  });

  test("does not tell of a risk before its day", () => {
    expect(judge("EU", "US", "2026-06-28", true).flags).not.toContain("risk:ftc-independence-lost-2026-06-29");
    expect(judge("EU", "US", "2026-06-29", true).flags).toContain("risk:ftc-independence-lost-2026-06-29");
    expect(judge("EU", "US", "2026-06-28", true).flags).toContain("risk:cloud-act");
  });
});

describe("the days around every change", () => {
  const changing = ["US", "GB", "BR", "KR", "JP"].flatMap((country) =>
    (["CH", "EU"] as const).flatMap((regime) =>
      intervalsOf(country, regime).map((interval) => ({ country, ...interval })),
    ),
  );

  test.each(changing)("$regime $country $from to $until", ({ country, regime, status, basis, from, until }) => {
    for (const on of [from, until].filter((day) => day !== null)) {
      expect(judge(regime, country, on)).toMatchObject({ status, basis, from, until });
    }
    if (from !== null) expect(judge(regime, country, addDays(from, -1)).basis).not.toBe(basis);
    if (until !== null) expect(judge(regime, country, addDays(until, 1)).basis).not.toBe(basis);
  });

  test("nothing listed on a day means no adequacy decision", () => {
    expect(judge("EU", "KR", "2021-12-16")).toMatchObject(noDecision);
    expect(judge("EU", "JP", "2019-01-22")).toMatchObject(noDecision);
    expect(judge("EU", "GB", "2031-12-28")).toMatchObject(noDecision);
  });
});

describe("certification", () => {
  test.each([
    ["adequate", null, "adequate"],
    ["partial", true, "partial"],
    ["certified-only", true, "adequate"],
    ["certified-only", false, "inadequate"],
    ["certified-only", null, "inadequate"],
    ["inadequate", true, "inadequate"],
  ] as const)("%s, certified: %p -> %s", (status, certified, effective) => {
    expect(effectiveOf(status, certified)).toBe(effective);
  });

  test("of a US recipient decides, and unknown is no", () => {
    expect(judge("CH", "US", "2026-11-23", true).effective).toBe("adequate");
    expect(judge("CH", "US", "2026-11-23", null).effective).toBe("inadequate");
    expect(judge("CH", "US", "2026-11-23", null).status).toBe("certified-only");
  });
});

test("a country that nobody listed has no adequacy decision, and says where one can look", () => {
  expect(judge("EU", "ZW", "2026-11-23")).toMatchObject(noDecision);
  expect(judge("EU", "ZW", "2026-11-23").source).toContain("commission.europa.eu");
  expect(judge("CH", "ZW", "2023-08-31").source).toContain("EDÖB");
  expect(judge("CH", "ZW", "2023-09-01").source).toContain("DSV Anhang 1");
});

test("within the EU nothing is a transfer; Switzerland is at home", () => {
  expect(judge("EU", "DE", "2026-11-23")).toMatchObject({
    status: "adequate",
    basis: expect.stringContaining("EU-Mitg"),
  });
  expect(judge("EU", "NO", "2026-11-23").effective).toBe("adequate");
  expect(judge("CH", "CH", "1999-01-01").effective).toBe("adequate");
});

describe("the company's own interval", () => {
  const closed: OwnInterval = {
    regime: "CH",
    country: "US",
    status: "inadequate",
    from: "2026-12-01",
    until: null,
    basis: "Swiss-U.S. DPF aus Anhang 1 gestrichen",
    source: "https://www.fedlex.admin.ch/…",
  };

  test("closes one of ours from its first day", () => {
    expect(judge("CH", "US", "2026-11-30", true, [closed])).toMatchObject({ effective: "adequate", ours: false });
    expect(judge("CH", "US", "2026-12-01", true, [closed])).toMatchObject({
      status: "inadequate",
      effective: "inadequate",
      basis: closed.basis,
      source: closed.source,
      from: "2026-12-01",
      until: null,
      flags: [],
      ours: true,
    });
  });

  test("says nothing about another law or another country", () => {
    expect(judge("EU", "US", "2026-12-01", true, [closed])).toMatchObject({ effective: "adequate", ours: false });
    expect(judge("CH", "GB", "2026-12-01", true, [closed])).toMatchObject({ effective: "adequate", ours: false });
  });

  test("adds a country for as long as it says, and then our list counts again", () => {
    const kenya: OwnInterval = { ...closed, regime: "EU", country: "KE", status: "partial", until: "2026-12-31" };
    expect(judge("EU", "KE", "2026-12-31", null, [kenya])).toMatchObject({ effective: "partial", ours: true });
    expect(judge("EU", "KE", "2027-01-01", null, [kenya])).toMatchObject({ effective: "inadequate", ours: false });
  });

  test("asks for certification like ours", () => {
    const again: OwnInterval = { ...closed, status: "certified-only" };
    expect(judge("CH", "US", "2026-12-01", null, [again]).effective).toBe("inadequate");
    expect(judge("CH", "US", "2026-12-01", true, [again]).effective).toBe("adequate");
  });

  test("that begins latest wins, in whatever order they were entered; of one day the later entry", () => {
    const reopened: OwnInterval = { ...closed, status: "certified-only", from: "2027-03-01", basis: "neues Abkommen" };
    const corrected: OwnInterval = { ...closed, basis: "berichtigt" };
    expect(judge("CH", "US", "2027-02-28", true, [reopened, closed]).basis).toBe(closed.basis);
    expect(judge("CH", "US", "2027-03-01", true, [reopened, closed]).basis).toBe("neues Abkommen");
    expect(judge("CH", "US", "2027-03-01", true, [closed, reopened]).basis).toBe("neues Abkommen");
    expect(judge("CH", "US", "2026-12-01", true, [closed, corrected]).basis).toBe("berichtigt");
  });
});

describe("the worst", () => {
  const adequate = { effective: "adequate" } as const;
  const partial = { effective: "partial" } as const;
  const inadequate = { effective: "inadequate" } as const;
  const other = { effective: "inadequate" } as const;

  test("is inadequate before partial before adequate, and the first of equals", () => {
    expect(worstOf([adequate, partial])).toBe(partial);
    expect(worstOf([adequate, inadequate, partial])).toBe(inadequate);
    expect(worstOf([partial, other, inadequate])).toBe(other);
    expect(worstOf([adequate])).toBe(adequate);
  });

  test("of nothing is nothing", () => {
    expect(worstOf([])).toBeNull();
  });
});

test("no adequacy is never called a ban", () => {
  expect(statusWords.inadequate.de).toBe("kein angemessener Schutz anerkannt; Garantien nötig");
  expect(JSON.stringify(statusWords)).not.toMatch(/verboten|forbidden|prohibited|ß/i);
});

test("every country has, under both laws, exactly one answer on any day, from an interval that holds the day", () => {
  const random = seeded(20261123);
  for (const { iso } of countries("de"))
    for (const regime of ["CH", "EU"] as const)
      for (let times = 0; times < 500; times++) {
        const on = addDays("1990-01-01", Math.floor(random() * 18_000));
        const holding = intervalsOf(iso, regime).filter((interval) => holdsOn(interval, on));
        const answer = judge(regime, iso, on);
        if (holding.length > 1 || !holdsOn(answer, on) || (holding[0]?.basis ?? noDecision.basis) !== answer.basis)
          throw new Error(`${regime} ${iso} ${on}: ${JSON.stringify(answer)}`);
      }
});

/** Mulberry32: the same days every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
