import { expect, test } from "vitest";
import { FASTEST, nextPace, type Pace, SLOWEST } from "./polling";

function run(keys: readonly unknown[]): number[] {
  let pace: Pace | null = null;
  return keys.map((key, index) => {
    pace = nextPace(pace, index + 1, key);
    return pace.interval;
  });
}

test("stays fast while data changes", () => {
  expect(run([1, 2, 3, 4])).toEqual([FASTEST, FASTEST, FASTEST, FASTEST]);
});

test("backs off to the slowest pace while nothing changes, and returns at once", () => {
  expect(run(["a", "a", "a", "a", "a", "a", "b", "b"])).toEqual([
    2_000,
    4_000,
    8_000,
    16_000,
    SLOWEST,
    SLOWEST,
    FASTEST,
    4_000,
  ]);
});

test("asking twice about one fetch changes nothing", () => {
  const pace = nextPace({ updates: 5, key: "a", interval: 4_000 }, 5, "a");
  expect(pace.interval).toBe(4_000);
});
