import { exitsOf, type FlowStep } from "@/lib/domain/flow/definition";
import { edgeId } from "./edge-id";
import type { Point } from "./layout";
import { CARD_WIDTH, cardHeight, exitY, HEAD_HEIGHT } from "./step-size";

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
type Curve = readonly [Point, Point, Point, Point];

/** How far beside a card a line turns up or down. */
const TURN = 48;
/** Between a line and the cards it passes; further ones leave room for lines that run there already. */
const DISTANCES = [18, 30, 42, 54];
const SAMPLES = 24;
/** Looked at before a line is left behind a card: nobody waits for the last one of 200 steps. */
const MOST_TRIES = 120;

/** How much a curve of the canvas' library bulges when it leads backwards. */
const bulge = (distance: number): number => (distance >= 0 ? distance / 2 : 6.25 * Math.sqrt(-distance));

function straight(from: Point, to: Point): Curve {
  const reach = bulge(to.x - from.x);
  return [from, { x: from.x + reach, y: from.y }, { x: to.x - reach, y: to.y }, to];
}

/** The way along a lane: up or down to it beside the first card, and from it beside the other one. */
export function laneCurves(from: Point, to: Point, lane: number): readonly [Curve, Curve] {
  const leads = to.x - from.x >= 2 * TURN;
  const start = { x: from.x + (leads ? TURN : 0), y: lane };
  const end = { x: to.x - (leads ? TURN : 0), y: lane };
  const bend = leads ? TURN / 2 : TURN;
  const shift = leads ? -bend : bend;
  return [
    [from, { x: from.x + bend, y: from.y }, { x: start.x + shift, y: lane }, start],
    [end, { x: end.x - shift, y: lane }, { x: to.x - bend, y: to.y }, to],
  ];
}

/** As an SVG path. */
export function lanePath(from: Point, to: Point, lane: number): string {
  const [up, down] = laneCurves(from, to, lane);
  const curve = ([, a, b, end]: Curve): string => `C ${a.x},${a.y} ${b.x},${b.y} ${end.x},${end.y}`;
  return `M ${from.x},${from.y} ${curve(up)} L ${down[0].x},${down[0].y} ${curve(down)}`;
}

function pointsOf([a, b, c, d]: Curve): Point[] {
  return Array.from({ length: SAMPLES + 1 }, (_, i) => {
    const t = i / SAMPLES;
    const [k, l, m, n] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
    return { x: k * a.x + l * b.x + m * c.x + n * d.x, y: k * a.y + l * b.y + m * c.y + n * d.y };
  });
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

/** A curve stays within its four points, so most cards are ruled out by them. */
function curveHits(curve: Curve, boxes: readonly Box[]): boolean {
  const [xs, ys] = [curve.map(({ x }) => x), curve.map(({ y }) => y)];
  const frame = {
    left: Math.min(...xs),
    top: Math.min(...ys) - 1,
    right: Math.max(...xs),
    bottom: Math.max(...ys) + 1,
  };
  const near = boxes.filter((box) => overlap(box, frame));
  if (near.length === 0) return false;
  const points = pointsOf(curve);
  // The ends of a line lie on the sides of two cards, which are not crossed by that.
  return near.some(({ left, top, right, bottom }) =>
    points.some(({ x, y }) => x > left + 1 && x < right - 1 && y > top && y < bottom),
  );
}

function laneHits(from: Point, to: Point, lane: number, boxes: readonly Box[]): boolean {
  const [up, down] = laneCurves(from, to, lane);
  const [start, end] = [up[3].x, down[0].x];
  const level = { left: Math.min(start, end), top: lane - 1, right: Math.max(start, end), bottom: lane + 1 };
  return boxes.some((box) => overlap(box, level)) || curveHits(up, boxes) || curveHits(down, boxes);
}

type Taken = { readonly lane: number; readonly left: number; readonly right: number };

function laneFor(from: Point, to: Point, boxes: readonly Box[], taken: readonly Taken[]): number | null {
  const [left, right] = [Math.min(from.x, to.x) - TURN, Math.max(from.x, to.x) + TURN];
  const near = boxes.filter((box) => box.right > left && box.left < right);
  if (!curveHits(straight(from, to), near)) return null;
  const isTaken = (lane: number): boolean =>
    taken.some((one) => one.left < right && one.right > left && Math.abs(one.lane - lane) < 8);
  const length = (lane: number): number => Math.abs(lane - from.y) + Math.abs(lane - to.y);
  const lanes = near
    .flatMap(({ top, bottom }) => DISTANCES.flatMap((far) => [top - far, bottom + far]))
    .sort((a, b) => length(a) - length(b));
  let shared: number | null = null;
  for (const lane of [...new Set(lanes)].slice(0, MOST_TRIES)) {
    if (laneHits(from, to, lane, near)) continue;
    if (!isTaken(lane)) return lane;
    shared ??= lane;
  }
  // Two lines in one lane are better than one behind a card.
  return shared;
}

/**
 * The heights along which lines run that would be hidden by cards otherwise, by the lines' ids. A line that is
 * not in it takes the straight way.
 * @param placeOf - top left corner of a card
 */
export function lanesOf(
  steps: readonly FlowStep[],
  placeOf: (step: FlowStep) => Point = ({ position }) => position,
  withNumbers = false,
): ReadonlyMap<string, number> {
  const boxes = steps.map((step): Box => {
    const { x, y } = placeOf(step);
    return { left: x, top: y, right: x + CARD_WIDTH, bottom: y + cardHeight(step, withNumbers) };
  });
  const byId = new Map(steps.map((step) => [step.id, step]));
  const lanes = new Map<string, number>();
  const taken: Taken[] = [];
  for (const step of steps) {
    const at = placeOf(step);
    for (const [i, exit] of exitsOf(step).entries()) {
      const target = byId.get(step.exits[exit] ?? "");
      if (!target) continue;
      const from = { x: at.x + CARD_WIDTH, y: at.y + exitY(step, i, withNumbers) };
      const end = placeOf(target);
      const to = { x: end.x, y: end.y + HEAD_HEIGHT / 2 };
      const lane = laneFor(from, to, boxes, taken);
      if (lane === null) continue;
      lanes.set(edgeId(step.id, exit), lane);
      taken.push({ lane, left: Math.min(from.x, to.x), right: Math.max(from.x, to.x) });
    }
  }
  return lanes;
}
