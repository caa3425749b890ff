import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY, HOUR, isLocalTime, isQuiet, MINUTE, nextOpening, SECOND } from "./time";

const at = (iso: string): number => Date.parse(iso);
const iso = (instant: number | null): string | null =>
  instant === null ? null : new Date(instant).toISOString();
const night = { from: "21:00", until: "08:00" };

test("durations are milliseconds", () => {
  expect([SECOND, MINUTE, HOUR, DAY]).toEqual([1000, 60_000, 3_600_000, 86_400_000]);
});

test.each([
  ["00:00", true],
  ["23:59", true],
  ["24:00", false],
  ["8:00", false],
  ["08:60", false],
  ["08:00:00", false],
  ["", false],
])("isLocalTime(%j) is %j", (text, expected) => {
  expect(isLocalTime(text)).toBe(expected);
});

describe("isQuiet", () => {
  test.each([
    { why: "before it begins", now: "2026-01-15T19:59:59.999Z", quiet: false },
    { why: "when it begins", now: "2026-01-15T20:00:00Z", quiet: true },
    { why: "at midnight", now: "2026-01-15T23:00:00Z", quiet: true },
    { why: "before it ends", now: "2026-01-16T06:59:59.999Z", quiet: true },
    { why: "when it ends", now: "2026-01-16T07:00:00Z", quiet: false },
  ])("21:00 to 08:00 in Rome, $why: $quiet", ({ now, quiet }) => {
    expect(isQuiet(at(now), ["Europe/Rome"], night)).toBe(quiet);
  });
  test("within one day", () => {
    const siesta = { from: "13:00", until: "16:00" };
    expect(isQuiet(at("2026-01-15T12:00:00Z"), ["Europe/Madrid"], siesta)).toBe(true);
    expect(isQuiet(at("2026-01-15T15:00:00Z"), ["Europe/Madrid"], siesta)).toBe(false);
    expect(isQuiet(at("2026-01-15T00:00:00Z"), ["Europe/Madrid"], siesta)).toBe(false);
  });
  test("one of several zones is enough", () => {
    const now = at("2026-01-15T14:00:00Z"); // 9:00 in New York, 6:00 in Los Angeles
    expect(isQuiet(now, ["America/New_York"], night)).toBe(false);
    expect(isQuiet(now, ["America/New_York", "America/Los_Angeles"], night)).toBe(true);
  });
  test("equal times and no times are no quiet hours", () => {
    expect(isQuiet(at("2026-01-15T02:00:00Z"), ["Europe/Rome"], { from: "08:00", until: "08:00" })).toBe(
      false,
    );
    expect(isQuiet(at("2026-01-15T02:00:00Z"), [], null)).toBe(false);
  });
  test("without a zone that is known it is quiet", () => {
    expect(isQuiet(at("2026-01-15T12:00:00Z"), [], night)).toBe(true);
    expect(isQuiet(at("2026-01-15T12:00:00Z"), ["Mars/Olympus"], night)).toBe(true);
    expect(isQuiet(at("2026-01-15T12:00:00Z"), ["Mars/Olympus", "Europe/Rome"], night)).toBe(false);
  });
  test("says which time is wrong", () => {
    expect(() => isQuiet(0, ["Europe/Rome"], { from: "9pm", until: "08:00" })).toThrow('"9pm" is not a time');
  });
});

describe("nextOpening", () => {
  test.each([
    {
      why: "now, where it is open",
      now: "2026-01-15T12:00:00.123Z",
      zones: ["Europe/Rome"],
      opening: "2026-01-15T12:00:00.123Z",
    },
    {
      why: "in the morning",
      now: "2026-01-15T22:10:30.500Z",
      zones: ["Europe/Rome"],
      opening: "2026-01-16T07:00:00.000Z",
    },
    {
      why: "when the last of the zones wakes up",
      now: "2026-01-15T03:00:00Z",
      zones: ["America/New_York", "America/Los_Angeles", "Pacific/Honolulu"],
      opening: "2026-01-15T18:00:00.000Z",
    },
    {
      why: "with three quarters of an hour in Nepal",
      now: "2026-01-15T20:00:00Z",
      zones: ["Asia/Kathmandu"],
      opening: "2026-01-16T02:15:00.000Z",
    },
    {
      why: "with a half in Newfoundland",
      now: "2026-01-15T05:00:00Z",
      zones: ["America/St_Johns"],
      opening: "2026-01-15T11:30:00.000Z",
    },
    {
      why: "an hour earlier after the night in which spring begins",
      now: "2026-03-28T22:00:00Z",
      zones: ["Europe/Berlin"],
      opening: "2026-03-29T06:00:00.000Z",
    },
    {
      why: "an hour later after the night in which it ends",
      now: "2026-10-24T22:00:00Z",
      zones: ["Europe/Berlin"],
      opening: "2026-10-25T07:00:00.000Z",
    },
    {
      why: "by the clocks of either hemisphere",
      now: "2026-09-26T10:00:00Z",
      zones: ["Pacific/Chatham"], // +12:45 until 14:00 UTC, then +13:45
      opening: "2026-09-26T18:15:00.000Z",
    },
    {
      why: "where summer is half an hour",
      now: "2026-10-03T12:00:00Z",
      zones: ["Australia/Lord_Howe"], // +10:30 until 15:30 UTC, then +11
      opening: "2026-10-03T21:00:00.000Z",
    },
  ])("$why", ({ now, zones, opening }) => {
    expect(iso(nextOpening(at(now), zones, night))).toBe(opening);
  });

  test("an opening that the clocks skip is at the change", () => {
    const quiet = { from: "21:00", until: "02:30" };
    expect(iso(nextOpening(at("2026-03-28T22:00:00Z"), ["Europe/Berlin"], quiet))).toBe(
      "2026-03-29T01:00:00.000Z",
    );
  });
  test("an hour that the clocks repeat is quiet twice", () => {
    const quiet = { from: "21:00", until: "02:30" };
    const opening = (now: string) => iso(nextOpening(at(now), ["Europe/Berlin"], quiet));
    expect(opening("2026-10-24T22:00:00Z")).toBe("2026-10-25T00:30:00.000Z");
    expect(opening("2026-10-25T00:59:00Z")).toBe("2026-10-25T00:59:00.000Z");
    expect(opening("2026-10-25T01:00:00Z")).toBe("2026-10-25T01:30:00.000Z");
  });
  test("none for zones around the globe, nor without a zone", () => {
    const globe = [
      "Pacific/Kiritimati",
      "Asia/Tokyo",
      "Europe/London",
      "America/New_York",
      "Pacific/Pago_Pago",
    ];
    expect(nextOpening(at("2026-01-15T12:00:00Z"), globe, night)).toBeNull();
    expect(nextOpening(at("2026-01-15T12:00:00Z"), [], night)).toBeNull();
  });
  test("always, where there are no quiet hours", () => {
    expect(nextOpening(5, [], null)).toBe(5);
    expect(nextOpening(5, ["Europe/Rome"], { from: "00:00", until: "00:00" })).toBe(5);
  });
});

describe("nextOpening, any time and place", () => {
  const ZONES = [
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/St_Johns",
    "America/Santiago",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Australia/Eucla",
    "Antarctica/Troll",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Pacific/Honolulu",
  ];
  const CHANGES = [
    "2026-03-08T07:00Z",
    "2026-03-29T01:00Z",
    "2026-04-04T14:00Z",
    "2026-04-04T15:00Z",
    "2026-04-05T03:00Z",
    "2026-09-06T04:00Z",
    "2026-09-26T14:00Z",
    "2026-10-03T15:30Z",
    "2026-10-25T01:00Z",
    "2026-11-01T06:00Z",
    "2026-02-15T02:00Z",
  ].map(at);
  const nearAChange = fc
    .tuple(fc.constantFrom(...CHANGES), fc.integer({ min: -36 * 3600, max: 12 * 3600 }))
    .map(([change, seconds]) => change + seconds * SECOND);
  const anywhen = fc.integer({ min: at("2020-01-01"), max: at("2034-01-01") });
  const zones = fc.uniqueArray(fc.constantFrom(...ZONES), { minLength: 1, maxLength: 4 });
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 59))
    .map((pair) => pair.map((part) => String(part).padStart(2, "0")).join(":"));

  /** What the clocks on the wall show, compared as text: nothing in common with the arithmetic. */
  const walls = new Map(
    ZONES.map((zone) => [zone, new Intl.DateTimeFormat("sv-SE", { timeZone: zone, timeStyle: "short" })]),
  );
  function quietOnAWall(instant: number, places: readonly string[], from: string, until: string): boolean {
    return places.some((zone) => {
      const wall = walls.get(zone)?.format(instant) ?? "";
      return from <= until ? wall >= from && wall < until : wall >= from || wall < until;
    });
  }

  test("is never quiet, and nothing earlier on the minute grid is open", () => {
    fc.assert(
      fc.property(fc.oneof(nearAChange, anywhen), zones, time, time, (now, places, from, until) => {
        const opening = nextOpening(now, places, { from, until });
        if (opening !== null) expect(quietOnAWall(opening, places, from, until)).toBe(false);
        const end = opening ?? now + 2 * DAY;
        for (let instant = now; instant < end; instant += MINUTE) {
          if (!quietOnAWall(instant, places, from, until)) {
            throw new Error(`${iso(instant)} is open, before ${iso(opening)}`);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
  test("isQuiet agrees with the wall", () => {
    fc.assert(
      fc.property(fc.oneof(nearAChange, anywhen), zones, time, time, (now, places, from, until) => {
        expect(isQuiet(now, places, { from, until })).toBe(quietOnAWall(now, places, from, until));
      }),
      { numRuns: 1000 },
    );
  });
});
