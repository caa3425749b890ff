import fc from "fast-check";
import { expect, test } from "vitest";
import { exitsOf, type FlowStep } from "@/lib/domain/flow/definition";
import { FLOW_TEMPLATES, flowTemplate } from "@/lib/flows/templates";
import { laneCurves, lanesOf } from "./lanes";
import { layOut } from "./layout";
import { CARD_WIDTH, cardHeight, exitY, HEAD_HEIGHT } from "./step-size";

/** Lines of which a part lies on a card, measured apart from the search: along the path in small steps. */
function hidden(steps: readonly FlowStep[], withNumbers = false): string[] {
  const lanes = lanesOf(steps, undefined, withNumbers);
  return steps.flatMap((step) =>
    exitsOf(step).flatMap((exit, i) => {
      const target = steps.find(({ id }) => id === step.exits[exit]);
      if (!target) return [];
      const from = { x: step.position.x + CARD_WIDTH, y: step.position.y + exitY(step, i, withNumbers) };
      const to = { x: target.position.x, y: target.position.y + HEAD_HEIGHT / 2 };
      const lane = lanes.get(`${step.id}>${exit}`);
      const points = lane === undefined ? bezier(from, to) : along(from, to, lane);
      const covers = ({ position: { x, y }, ...settings }: FlowStep): boolean =>
        points.some(
          (at) =>
            at.x > x + 2 &&
            at.x < x + CARD_WIDTH - 2 &&
            at.y > y + 2 &&
            at.y < y + cardHeight(settings, withNumbers) - 2,
        );
      return steps.some(covers) ? [`${step.id}>${exit}`] : [];
    }),
  );
}

type At = { readonly x: number; readonly y: number };
const cubic = (a: At, b: At, c: At, d: At): At[] =>
  Array.from({ length: 101 }, (_, n) => {
    const t = n / 100;
    const mix = (p: number, q: number, r: number, s: number): number =>
      (1 - t) ** 3 * p + 3 * t * (1 - t) ** 2 * q + 3 * t * t * (1 - t) * r + t ** 3 * s;
    return { x: mix(a.x, b.x, c.x, d.x), y: mix(a.y, b.y, c.y, d.y) };
  });
function bezier(from: At, to: At): At[] {
  const far = to.x - from.x;
  const reach = far >= 0 ? far / 2 : 6.25 * Math.sqrt(-far);
  return cubic(from, { x: from.x + reach, y: from.y }, { x: to.x - reach, y: to.y }, to);
}
function along(from: At, to: At, lane: number): At[] {
  const [up, down] = laneCurves(from, to, lane);
  const [start, end] = [up[3], down[0]];
  const level = Array.from({ length: 201 }, (_, n) => ({
    x: start.x + ((end.x - start.x) * n) / 200,
    y: lane,
  }));
  return [...cubic(...up), ...level, ...cubic(...down)];
}

test.each(FLOW_TEMPLATES)("no line of the template %s runs behind a card", (name) => {
  const { steps } = flowTemplate(name);
  expect(hidden(steps)).toEqual([]);
  expect(hidden(arranged(steps))).toEqual([]);
});

const arranged = (steps: readonly FlowStep[]): FlowStep[] => {
  const places = layOut(steps);
  return steps.map((step) => ({ ...step, position: places.get(step.id) ?? step.position }));
};

test("after arranging no line runs behind a card, whatever leads where", () => {
  const EXITS = ["sent", "delivered", "read", "rejected"];
  const graphs = fc.integer({ min: 2, max: 12 }).chain((size) =>
    fc.array(fc.tuple(fc.nat(size - 1), fc.nat(3), fc.nat(size - 1)), { maxLength: 18 }).map((links) =>
      Array.from({ length: size }, (_, i): FlowStep => {
        const mine = links.filter(([from, , to]) => from === i && to !== i);
        const exits = Object.fromEntries(mine.map(([, exit, to]) => [EXITS[exit], `s${to}`]));
        return { id: `s${i}`, type: "branch", title: null, position: { x: 0, y: 0 }, exits };
      }),
    ),
  );
  fc.assert(
    fc.property(graphs, (steps) => {
      expect(hidden(arranged(steps))).toEqual([]);
    }),
    { numRuns: 60, seed: 4 },
  );
});
