import { expect, test } from "vitest";
import { STATUSES } from "../message/status";
import { cycleOf, statusOfCycle } from "./cycle";

test("each status, each visit and each of the first unknown words has a cycle of its own", () => {
  const cycles = new Set<number>();
  let made = 0;
  for (let before = 0; before < 5; before++)
    for (const status of [...STATUSES, "unknown"] as const)
      for (let words = 0; words < (status === "unknown" ? 5 : 1); words++, made++) {
        const cycle = cycleOf(status, before, words);
        cycles.add(cycle);
        expect(statusOfCycle(cycle)).toBe(status);
      }
  expect(cycles.size).toBe(made);
  // Rules and people have those below; the ledger keeps small integers.
  expect(Math.min(...cycles)).toBe(100);
});

test("from the fifth on further unknown words share one, so that none can send without end", () => {
  expect(cycleOf("unknown", 0, 5)).toBe(cycleOf("unknown", 0, 4));
  expect(cycleOf("unknown", 0, 1000)).toBe(109);
  expect(cycleOf("unknown", 1, 1000)).toBe(119);
});
