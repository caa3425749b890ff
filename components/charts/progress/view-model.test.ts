import { describe, expect, test } from "vitest";
import { differences, drawnPoints, isMidnight, LINES, timeTicks } from "./view-model";

const at = (time: string) => Date.parse(`2026-03-${time}:00Z`);
const short = (ticks: readonly number[]) => ticks.map((tick) => new Date(tick).toISOString().slice(8, 16));
const none = { sent: 0, delivered: 0, read: 0, rejected: 0 };
const point = (time: string, counts: Partial<typeof none> = {}) => ({
  at: new Date(at(time)).toISOString(),
  ...none,
  ...counts,
});

describe("ticks", () => {
  test.each([
    {
      from: "27T09:45",
      to: "27T11:45",
      zone: "UTC",
      ticks: ["27T10:00", "27T10:30", "27T11:00", "27T11:30"],
    },
    // Half past the hour in UTC is the full hour in India.
    {
      from: "27T09:45",
      to: "27T13:45",
      zone: "Asia/Kolkata",
      ticks: ["27T10:30", "27T11:30", "27T12:30", "27T13:30"],
    },
    // Rome's clocks jump on the 29th; days begin at its midnight before and after.
    {
      from: "27T21:45",
      to: "31T21:45",
      zone: "Europe/Rome",
      ticks: ["27T23:00", "28T23:00", "29T22:00", "30T22:00"],
    },
  ])("are round in $zone from $from to $to", ({ from, to, zone, ticks }) => {
    expect(short(timeTicks(at(from), at(to), zone, 4))).toEqual(ticks);
  });

  test.each([1, 3, 40, 300, 3000, 90_000])("are few and never none over %d hours", (hours) => {
    const ticks = timeTicks(at("27T21:45"), at("27T21:45") + hours * 3_600_000, "Europe/Rome", 8);
    expect(ticks.length).toBeGreaterThan(1);
    expect(ticks.length).toBeLessThanOrEqual(9);
  });

  test("know midnight where the reader is", () => {
    expect([isMidnight(at("27T23:00"), "Europe/Rome"), isMidnight(at("27T23:00"), "UTC")]).toEqual([
      true,
      false,
    ]);
  });
});

describe("points", () => {
  const asOf = (time: string) => new Date(at(time)).toISOString();
  const points = [point("27T10:00"), point("27T10:15", { sent: 4 })];

  test("the interval that still runs ends now", () => {
    expect(drawnPoints({ points, asOf: asOf("27T10:05") }).map((one) => one.at)).toEqual([
      at("27T10:00"),
      at("27T10:05"),
    ]);
  });

  test.each(["27T12:00", "27T09:00"])(
    "what has ended, or is ahead of our clock, stays where it is (%s)",
    (now) => {
      expect(drawnPoints({ points, asOf: asOf(now) })[1]).toEqual({ ...none, at: at("27T10:15"), sent: 4 });
    },
  );

  test("differences to the funnel are named by stage", () => {
    const end = point("27T10:15", { sent: 9, delivered: 6, read: 2, rejected: 3 });
    const funnel = { sent: 9, delivered: 8, read: 2, rejected: 2 };
    expect(differences({ points: [point("27T10:00"), end], funnel })).toEqual([
      { stage: "delivered", count: 2 },
      { stage: "rejected", count: 1 },
    ]);
    expect(differences({ points: [], funnel })).toEqual([]);
  });
});

test("no two lines have the same dashes or colour", () => {
  const lines = Object.values(LINES);
  expect(new Set(lines.map(({ dashes }) => dashes)).size).toBe(lines.length);
  expect(new Set(lines.map(({ colour }) => colour)).size).toBe(lines.length);
});
