import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { heatCells } from "./view-model";

const rows = [
  { key: "delivered", ramp: "good" as const, values: [100, 50, 0] },
  { key: "rejected", ramp: "bad" as const, values: [1, 4, 0] },
  { key: "read", ramp: "good" as const, values: [0, 0, 0] },
];

describe("heatCells", () => {
  test("with a scale a row", () => {
    expect(heatCells(rows, "row").map((row) => row.map(({ strength }) => strength))).toEqual([
      [1, 0.5, null],
      [0.25, 1, null],
      [null, null, null],
    ]);
  });

  test("with one scale for all", () => {
    expect(heatCells(rows, "all")[1]?.map(({ strength }) => strength)).toEqual([0.01, 0.04, null]);
  });

  test("an empty row has no shares; others' shares sum to 1", () => {
    const shares = heatCells(rows, "row").map((row) => row.map(({ share }) => share));
    expect(shares[2]).toEqual([null, null, null]);
    expect(shares[1]).toEqual([0.2, 0.8, 0]);
  });

  test("strength stays in [0, 1] and the strongest cell has 1", () => {
    const counts = fc.array(fc.array(fc.nat(), { minLength: 3, maxLength: 3 }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(counts, (values) => {
        const cells = heatCells(
          values.map((row, key) => ({ key: String(key), ramp: "good", values: row })),
          "all",
        ).flat();
        const strengths = cells.flatMap(({ strength }) => (strength === null ? [] : [strength]));
        for (const strength of strengths) expect(strength > 0 && strength <= 1).toBe(true);
        if (strengths.length > 0) expect(Math.max(...strengths)).toBe(1);
      }),
    );
  });
});
