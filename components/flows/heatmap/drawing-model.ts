import { layOut, type Point } from "@/components/flows/graph/layout";
import { CARD_WIDTH, cardHeight } from "@/components/flows/graph/step-size";
import { heatStep } from "@/components/ui/heat";
import type { FlowStep } from "@/lib/domain/flow/definition";
import { heatOfShare, type Ramp } from "./heat-model";

// Apart from the model, because the list on phones needs neither the canvas nor the layout.

/** The ramp's first colours are those of the canvas: too pale for a line. */
const PALEST_LINE = 3;
const THINNEST = 1.5;
const THICKEST = 10;

/** Width in pixels and colour of a line with so much of all runs. */
export function lineLook(
  ramp: Ramp,
  share: number | null,
): { readonly width: number; readonly colour?: string } {
  if (!share) return { width: THINNEST };
  const step = Math.max(PALEST_LINE, heatStep(heatOfShare(ramp, share)) ?? 0);
  return {
    width: THINNEST + (THICKEST - THINNEST) * Math.min(1, share),
    colour: `var(--heat-${ramp}-${step})`,
  };
}

/** The operator's own places, unless cards would cover each other now that they hold numbers. */
export function placesOf(steps: readonly FlowStep[]): ReadonlyMap<string, Point> {
  const boxes = steps.map((step) => ({ ...step.position, height: cardHeight(step, true) }));
  const covered = boxes.some((a, i) =>
    boxes.some(
      (b, j) =>
        i < j &&
        Math.abs(a.x - b.x) < CARD_WIDTH + 24 &&
        a.y < b.y + b.height + 12 &&
        b.y < a.y + a.height + 12,
    ),
  );
  return covered ? layOut(steps, true) : new Map(steps.map(({ id, position }) => [id, position]));
}

/** Room around the drawing, for labels and the formula under a step. */
const MARGIN = 120;

/** Width by height of a frame that a drawing fills. */
export function aspectOf(steps: readonly FlowStep[], places: ReadonlyMap<string, Point>): number {
  const boxes = steps.map((step) => {
    const { x, y } = places.get(step.id) ?? step.position;
    return { x, y, right: x + CARD_WIDTH, bottom: y + cardHeight(step, true) };
  });
  if (boxes.length === 0) return 2;
  const width = Math.max(...boxes.map(({ right }) => right)) - Math.min(...boxes.map(({ x }) => x));
  const height = Math.max(...boxes.map(({ bottom }) => bottom)) - Math.min(...boxes.map(({ y }) => y));
  return (width + MARGIN) / (height + MARGIN);
}
