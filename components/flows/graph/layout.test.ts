import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_FLOW } from "@/lib/domain/flow/default-flow";
import type { FlowStep } from "@/lib/domain/flow/definition";
import { layOut } from "./layout";
import { CARD_WIDTH, cardHeight, exitY, HEAD_HEIGHT, handlesOf } from "./step-size";

const chain = (length: number, links: readonly (readonly [number, number])[]): FlowStep[] =>
  Array.from({ length }, (_, i) => ({
    id: `s${i}`,
    type: "branch",
    title: null,
    position: { x: 0, y: 0 },
    exits: Object.fromEntries(
      links
        .filter(([from]) => from === i)
        .map(([, to], n) => [["sent", "read", "rejected"][n % 3], `s${to}`]),
    ),
  }));

describe("layOut", () => {
  test("runs from left to right", () => {
    const places = layOut(DEFAULT_FLOW.steps);
    const x = (id: string) => places.get(id)?.x ?? Number.NaN;
    expect(x("t1") + CARD_WIDTH).toBeLessThan(x("b1"));
    expect(x("b1") + CARD_WIDTH).toBeLessThan(x("l1"));
    expect(x("l4") + CARD_WIDTH).toBeLessThan(x("f1"));
  });

  test("never lets two steps overlap, and gives the same places again", () => {
    const graphs = fc
      .integer({ min: 1, max: 14 })
      .chain((length) =>
        fc
          .array(fc.tuple(fc.nat(length - 1), fc.nat(length - 1)), { maxLength: 20 })
          .map((links) => chain(length, links)),
      );
    fc.assert(
      fc.property(graphs, (steps) => {
        const places = layOut(steps);
        expect(layOut(steps)).toEqual(places);
        const boxes = steps.map((step) => ({
          ...(places.get(step.id) ?? { x: 0, y: 0 }),
          h: cardHeight(step),
        }));
        for (const [i, a] of boxes.entries()) {
          for (const b of boxes.slice(i + 1)) {
            const apart =
              a.x + CARD_WIDTH <= b.x || b.x + CARD_WIDTH <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
            expect(apart).toBe(true);
          }
        }
      }),
    );
  });

  test("ignores an exit that leads to a step that is not there", () => {
    expect(layOut(chain(1, [[0, 9]])).size).toBe(1);
  });
});

describe("step sizes", () => {
  test("lines begin inside the card, in the order of the exits", () => {
    const [branch] = chain(1, []);
    if (!branch) throw new Error("no step");
    const ys = handlesOf(branch)
      .filter(({ type }) => type === "source")
      .map(({ y }) => y);
    expect(ys).toEqual([...ys].sort((a, b) => a - b));
    expect(exitY(branch, 0)).toBeGreaterThan(HEAD_HEIGHT);
    expect(exitY(branch, 5)).toBeLessThan(cardHeight(branch));
    expect(exitY({ type: "suppress", days: null, note: null }, 0)).toBe(HEAD_HEIGHT / 2);
  });
});
