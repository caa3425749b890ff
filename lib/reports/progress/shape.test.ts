import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_POINTS } from "./definition";
import { edgesOf, NO_EDGES, shapeProgress } from "./shape";

const QUARTER = 900_000;
const HOUR = 4 * QUARTER;
const DAY = 24 * HOUR;
const launch = Date.parse("2026-03-27T21:45:00Z");
const times = (at: readonly number[]) => at.map((edge) => new Date(edge).toISOString().slice(5, 16));

describe("edges", () => {
  test("a single quarter has a start and an end", () => {
    expect(edgesOf(launch, launch, "UTC")).toEqual({ unit: "quarter", at: [launch, launch + QUARTER] });
  });

  test.each([
    { span: 198 * QUARTER, unit: "quarter", points: 200 },
    { span: 199 * QUARTER, unit: "hour", points: 51 },
    { span: 199 * HOUR - QUARTER, unit: "hour", points: 200 },
    { span: 199 * HOUR, unit: "day", points: 11 },
    { span: 400 * DAY, unit: "day", points: 135 },
  ])("$span ms are told by $unit with $points points", ({ span, unit, points }) => {
    const edges = edgesOf(launch, launch + span, "UTC");
    expect([edges.unit, edges.at.length]).toEqual([unit, points]);
  });

  test("days begin at the workspace's midnight, also where clocks change", () => {
    const { at } = edgesOf(launch, launch + 9 * DAY, "Europe/Rome");
    expect(times(at).slice(0, 4)).toEqual(["03-27T21:45", "03-27T23:00", "03-28T23:00", "03-29T22:00"]);
  });

  test("rise from the launch past the last quarter and never are too many", () => {
    const quarters = fc.integer({ min: 0, max: 5 * 365 * 96 });
    const zone = fc.constantFrom("UTC", "Asia/Kolkata", "America/St_Johns", "Australia/Lord_Howe");
    fc.assert(
      fc.property(quarters, quarters, zone, (from, length, timeZone) => {
        const launched = launch + from * QUARTER;
        const latest = launched + length * QUARTER;
        const { at } = edgesOf(launched, latest, timeZone);
        expect(at[0]).toBe(launched);
        expect(at.at(-1)).toBeGreaterThanOrEqual(latest + QUARTER);
        expect(at.length).toBeLessThanOrEqual(MAX_POINTS);
        expect(at.every((edge, index) => index === 0 || edge > (at[index - 1] ?? edge))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe("progress", () => {
  const asOf = new Date(launch + HOUR);
  const funnel = { sent: 9, delivered: 7, read: 2, rejected: 1 };

  test("totals run, gaps stay level and the last point holds everything", () => {
    const result = shapeProgress(
      asOf,
      edgesOf(launch, launch + 3 * QUARTER, "UTC"),
      [
        { interval: 3, sent: 0, delivered: 4, read: 2, rejected: 0 },
        { interval: 0, sent: 9, delivered: 2, read: 0, rejected: 1 },
      ],
      funnel,
    );
    expect(
      result.points.map(({ at, sent, delivered, read, rejected }) => [
        at.slice(11, 16),
        sent,
        delivered,
        read,
        rejected,
      ]),
    ).toEqual([
      ["21:45", 0, 0, 0, 0],
      ["22:00", 9, 2, 0, 1],
      ["22:15", 9, 2, 0, 1],
      ["22:30", 9, 2, 0, 1],
      ["22:45", 9, 6, 2, 1],
    ]);
    expect(result).toMatchObject({ asOf: asOf.toISOString(), unit: "quarter", funnel });
  });

  test("a campaign in which nothing happened has no points", () => {
    expect(shapeProgress(asOf, NO_EDGES, [], funnel).points).toEqual([]);
  });
});
