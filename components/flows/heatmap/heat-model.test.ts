import { expect, test } from "vitest";
import { CARD_WIDTH, cardHeight } from "@/components/flows/graph/step-size";
import { DEFAULT_FLOW } from "@/lib/domain/flow/default-flow";
import type { FlowStep } from "@/lib/domain/flow/definition";
import { aspectOf, lineLook, placesOf } from "./drawing-model";
import { inOrder, rampsOf, shareOf, soleEntrance } from "./heat-model";

test("what only the rejected come to is drawn as a loss", () => {
  const ramps = rampsOf(DEFAULT_FLOW.steps);
  expect([ramps.get("t1"), ramps.get("l1"), ramps.get("l4"), ramps.get("f1")]).toEqual([
    "good",
    "good",
    "bad",
    "bad",
  ]);
});

test("a line grows with its share, and half of everything lost is the worst colour", () => {
  expect(lineLook("good", 0)).toEqual({ width: 1.5 });
  expect(lineLook("good", 1)).toEqual({ width: 10, colour: "var(--heat-good-9)" });
  expect(lineLook("good", 0.01).colour).toBe("var(--heat-good-3)");
  expect(lineLook("bad", 0.5).colour).toBe("var(--heat-bad-9)");
  expect(shareOf(0, 0)).toBeNull();
});

test("steps stand in the order of the run", () => {
  const backwards = [...DEFAULT_FLOW.steps].reverse();
  expect(inOrder(backwards).map(({ id }) => id)).toEqual(["t1", "b1", "l1", "l2", "l3", "l4", "f1"]);
});

test("places stay the operator's own while no card covers another", () => {
  expect(placesOf(DEFAULT_FLOW.steps).get("b1")).toEqual(DEFAULT_FLOW.steps[1]?.position);
  const pile = DEFAULT_FLOW.steps.map((step): FlowStep => ({ ...step, position: { x: 0, y: 0 } }));
  const places = [...placesOf(pile).values()].map(({ x, y }) => `${x} ${y}`);
  expect(new Set(places).size).toBe(pile.length);
});

test("the frame has the drawing's form", () => {
  const [one] = DEFAULT_FLOW.steps;
  if (!one) throw new Error("no step");
  const apart = [one, { ...one, id: "t2", position: { x: one.position.x + 1000, y: one.position.y } }];
  expect(aspectOf(apart, new Map())).toBeCloseTo((1000 + CARD_WIDTH + 120) / (cardHeight(one, true) + 120));
  expect(aspectOf([], new Map())).toBe(2);
});

test("steps of the same name are told apart by the way that leads to them", () => {
  expect(soleEntrance(DEFAULT_FLOW.steps, "l4")).toMatchObject({ step: { id: "b1" }, exit: "rejected" });
  expect(soleEntrance(DEFAULT_FLOW.steps, "f1")).toBeNull();
});
