import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countryOf } from "./country";
import { COUNTRY_PREFIXES } from "./country-prefixes";

/** Prefix, padded with zeros to ten digits: clearly nobody's number. */
const numberUnder = (prefix: string) => `+${prefix.padEnd(10, "0")}`;

describe("countryOf", () => {
  test("numbers reserved for examples", () => {
    expect(countryOf("+12025550123")).toBe("US");
    expect(countryOf("+447700900123")).toBe("GB");
  });

  const byPrefix: Record<string, readonly string[]> = {
    US: ["1", "1201", "1212", "1415", "1907", "1808"],
    CA: ["1416", "1514", "1604", "1867", "1902"],
    JM: ["1876", "1658"],
    DO: ["1809", "1829", "1849"],
    PR: ["1787", "1939"],
    BS: ["1242"],
    BB: ["1246"],
    TT: ["1868"],
    GU: ["1671"],
    SX: ["1721"],
    RU: ["7495", "7900", "7"],
    KZ: ["7700", "7727", "7701"],
    GB: ["4420", "447400", "44"],
    GG: ["441481", "447781", "447839"],
    JE: ["441534", "447509", "447797"],
    IM: ["441624", "447624"],
    IT: ["3906", "39347"],
    VA: ["3906698"],
    NO: ["474", "4722"],
    SJ: ["4779"],
    FI: ["35840", "3589"],
    AX: ["35818"],
    RE: ["262692"],
    YT: ["262639"],
    GP: ["590690"],
    CW: ["5999"],
    BQ: ["5997"],
    AU: ["612", "614"],
    CX: ["6189164"],
    CC: ["6189162"],
    DE: ["4930", "49151"],
    CN: ["86"],
    HK: ["852"],
    TW: ["886"],
    MO: ["853"],
    IN: ["91"],
    BR: ["5511"],
    MX: ["52"],
    ZA: ["27"],
    NG: ["234"],
    EG: ["20"],
    XK: ["383"],
    JP: ["81"],
    KR: ["82"],
    IE: ["353"],
    NZ: ["64"],
    AR: ["54"],
    AE: ["971"],
    IL: ["972"],
    PS: ["970"],
  };
  const rows = Object.entries(byPrefix).flatMap(([country, prefixes]) =>
    prefixes.map((prefix) => ({ prefix, country })),
  );
  test.each(rows)("+$prefix… is in $country", ({ prefix, country }) => {
    expect(countryOf(numberUnder(prefix))).toBe(country);
  });
  test("the table holds enough cases", () => {
    expect(rows.length).toBeGreaterThanOrEqual(60);
  });

  test.each(["800", "808", "870", "878", "881", "882", "883", "888", "979", "999", "210"])(
    "+%s has no country",
    (callingCode) => {
      expect(countryOf(numberUnder(callingCode))).toBeNull();
    },
  );

  test("every value is a code that Intl can name", () => {
    const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
    const countries = COUNTRY_PREFIXES.split(/\s+/).filter((word) => /^[A-Z]/.test(word));
    expect(new Set(countries).size).toBe(countries.length);
    expect(countries.length).toBeGreaterThan(230);
    for (const country of countries) expect(names.of(country), country).toBeTruthy();
  });

  test("never throws", () => {
    const numberLike = fc.stringMatching(/^\+[1-9]\d{0,17}x?$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: "grapheme" }), numberLike), (value) => {
        expect(countryOf(value)).toSatisfy((country) => country === null || /^[A-Z]{2}$/.test(country));
      }),
    );
  });

  test("a million look-ups take well under a second", () => {
    countryOf("+12025550123");
    const numbers = Array.from({ length: 1000 }, (_, i) => `+4477009${String(i).padStart(5, "0")}`);
    const started = performance.now();
    let found = 0;
    for (let round = 0; round < 1000; round++) for (const number of numbers) if (countryOf(number)) found++;
    expect(found).toBe(1_000_000);
    // Typically 0.2 s; the margin is for a machine that runs other suites at the same time.
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
