import { expect, test } from "vitest";
import { perMillion } from "./disk";

test("sizes are what was added, for a million messages, the largest first", () => {
  const before = new Map(Object.entries({ message: 1000, campaign: 500 }));
  const after = new Map(Object.entries({ campaign: 500, status_event: 40_000, message: 101_000 }));
  expect(perMillion(before, after, 1000)).toEqual([
    { table: "message", bytes: 100_000, perMillion: 100_000_000 },
    { table: "status_event", bytes: 40_000, perMillion: 40_000_000 },
  ]);
});
