import { exitsOf, type FlowStep } from "@/lib/domain/flow/definition";
import type { FlowHeatmap, HeatVisits } from "@/lib/reports/flow/definition";

export type StepNumbers = FlowHeatmap["steps"][number];
export type Ramp = "good" | "bad";

/** Exits that nobody wishes for. */
const BAD_EXITS: ReadonlySet<string> = new Set(["rejected", "failed", "missed"]);
/** As in the overview: half of everything lost is as bad as it is drawn. */
const WORST_LOSS = 0.5;
export const NOTHING: StepNumbers = {
  id: "",
  entered: 0,
  succeeded: 0,
  failed: 0,
  cancelled: 0,
  inProgress: 0,
  exits: {},
};

export const numbersOf = (heat: FlowHeatmap | undefined): ReadonlyMap<string, StepNumbers> =>
  new Map(heat?.steps.map((one) => [one.id, one]));

/** Null where there is nothing to be a share of. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Steps that are reached by unwished exits only are drawn on the ramp of losses. */
export function rampsOf(steps: readonly FlowStep[]): ReadonlyMap<string, Ramp> {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const wished = new Set<string>();
  const open = steps.filter(({ type }) => type === "trigger").map(({ id }) => id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = byId.get(id);
    if (!step || wished.has(id)) continue;
    wished.add(id);
    for (const [exit, target] of Object.entries(step.exits)) if (!BAD_EXITS.has(exit)) open.push(target);
  }
  return new Map(steps.map(({ id }) => [id, wished.has(id) ? "good" : "bad"]));
}

export const rampOfExit = (step: FlowStep, exit: string, ramps: ReadonlyMap<string, Ramp>): Ramp =>
  BAD_EXITS.has(exit) ? "bad" : (ramps.get(step.id) ?? "good");

/** Where a share stands on its ramp, in [0, 1]. */
export const heatOfShare = (ramp: Ramp, share: number | null): number | null =>
  share === null || ramp === "good" ? share : Math.min(1, share / WORST_LOSS);

/** The exit that a step is known by, where only one of several leads to it: "Log row" of Sent, of Rejected. */
export function soleEntrance(
  steps: readonly FlowStep[],
  id: string,
): { step: FlowStep; exit: string } | null {
  const [first, ...more] = steps.flatMap((step) =>
    Object.entries(step.exits).flatMap(([exit, target]) => (target === id ? [{ step, exit }] : [])),
  );
  return first && more.length === 0 && exitsOf(first.step).length > 1 ? first : null;
}

/** In the order in which runs come to them; what no line leads to stands at the end. */
export function inOrder(steps: readonly FlowStep[]): readonly FlowStep[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const found = new Set<FlowStep>(steps.filter(({ type }) => type === "trigger"));
  for (const step of found) {
    for (const exit of exitsOf(step)) {
      const next = byId.get(step.exits[exit] ?? "");
      if (next) found.add(next);
    }
  }
  for (const step of steps) found.add(step);
  return [...found];
}

export const OUTCOMES = [
  "succeeded",
  "inProgress",
  "failed",
  "cancelled",
] as const satisfies readonly (keyof HeatVisits)[];
