import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TIME_ZONE_PREFIXES } from "./time-zone-prefixes";
import { primaryTimeZone, timeZonesOf } from "./time-zones";

const numberUnder = (prefix: string) => `+${prefix.padEnd(10, "0")}`;
const SETS = TIME_ZONE_PREFIXES.split(/\s+/)
  .filter((word) => /^[A-Z]/.test(word))
  .map((joined) => joined.split("&"));

describe("timeZonesOf", () => {
  test("numbers reserved for examples", () => {
    expect(timeZonesOf("+12025550123")).toEqual(["America/New_York"]);
    expect(timeZonesOf("+447700900123")).toContain("Europe/London");
  });

  test.each([
    ["1212", "America/New_York"],
    ["1312", "America/Chicago"],
    ["1303", "America/Denver"],
    ["1415", "America/Los_Angeles"],
    ["1808", "Pacific/Honolulu"],
    ["1416", "America/Toronto"],
    ["1604", "America/Vancouver"],
    ["1787", "America/Puerto_Rico"],
    ["1219226", "America/Chicago"],
    ["1219", "America/New_York"],
    ["7495", "Europe/Moscow"],
    ["74012", "Europe/Kaliningrad"],
    ["4930", "Europe/Berlin"],
    ["33", "Europe/Paris"],
    ["3906", "Europe/Rome"],
    ["380", "Europe/Kyiv"],
    ["86", "Asia/Shanghai"],
    ["852", "Asia/Hong_Kong"],
    ["886", "Asia/Taipei"],
    ["91", "Asia/Kolkata"],
    ["977", "Asia/Kathmandu"],
    ["95", "Asia/Yangon"],
    ["84", "Asia/Ho_Chi_Minh"],
    ["54", "America/Argentina/Buenos_Aires"],
    ["5511", "America/Sao_Paulo"],
    ["612", "Australia/Sydney"],
    ["970", "Asia/Hebron"],
    ["211", "Africa/Juba"],
    ["212", "Africa/Casablanca"],
    ["353", "Europe/Dublin"],
    ["375", "Europe/Minsk"],
    ["505", "America/Managua"],
    ["853", "Asia/Macau"],
    ["27", "Africa/Johannesburg"],
    ["81", "Asia/Tokyo"],
    ["298", "Atlantic/Faroe"],
  ])("+%s… lives in %s only", (prefix, zone) => {
    expect(timeZonesOf(numberUnder(prefix))).toEqual([zone]);
  });

  test("a prefix that spans zones gives them all", () => {
    expect(timeZonesOf(numberUnder("62"))).toEqual(["Asia/Jakarta", "Asia/Jayapura", "Asia/Makassar"]);
    expect(timeZonesOf(numberUnder("1")).length).toBeGreaterThan(30);
  });

  test.each(["800", "870", "881", "999"])("+%s is unknown: no zones", (prefix) => {
    expect(timeZonesOf(numberUnder(prefix))).toEqual([]);
  });

  test("callers can't change the shared list", () => {
    expect(Object.isFrozen(timeZonesOf("+12025550123"))).toBe(true);
  });

  test("every zone is one that Intl accepts under its current name", () => {
    const replaced =
      /Calcutta|Katmandu|Rangoon|Saigon|Kiev|Faeroe|Enderbury|Ponape|Truk|Godthab|Asmera|Choibalsan/;
    expect(SETS.length).toBeGreaterThan(250);
    for (const zone of new Set(SETS.flat())) {
      expect(() => new Intl.DateTimeFormat("en", { timeZone: zone }), zone).not.toThrow();
      expect(zone).not.toMatch(replaced);
    }
  });

  test("never throws", () => {
    const numberLike = fc.stringMatching(/^\+[1-9]\d{0,17}x?$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), numberLike), (value) => {
        expect(Array.isArray(timeZonesOf(value))).toBe(true);
      }),
    );
  });
});

describe("primaryTimeZone", () => {
  test("the most populous candidate, whatever the order", () => {
    const all = timeZonesOf(numberUnder("1"));
    expect(primaryTimeZone(all)).toBe("America/New_York");
    expect(primaryTimeZone([...all].reverse())).toBe("America/New_York");
    expect(primaryTimeZone(timeZonesOf(numberUnder("61")))).toBe("Australia/Sydney");
    expect(primaryTimeZone(timeZonesOf(numberUnder("7")))).toBe("Europe/Moscow");
    expect(primaryTimeZone(timeZonesOf("+447700900123"))).toBe("Europe/London");
    expect(primaryTimeZone(timeZonesOf(numberUnder("12085")))).toBe("America/Boise");
  });
  test("one candidate is the answer; none is null", () => {
    expect(primaryTimeZone(["Asia/Tokyo"])).toBe("Asia/Tokyo");
    expect(primaryTimeZone([])).toBeNull();
  });
  test("unranked candidates: the first as given", () => {
    expect(primaryTimeZone(["Asia/Tokyo", "Asia/Seoul"])).toBe("Asia/Tokyo");
  });
  test("the ranking decides every set in the data", () => {
    for (const zones of SETS.filter((set) => set.length > 1)) {
      expect(primaryTimeZone([...zones].reverse()), zones.join()).toBe(primaryTimeZone(zones));
    }
  });
});
