import type { ExitName, FlowDefinition, Outcome } from "./definition";
import { parseTrail, readLeaving } from "./trail";

/** Runs that took one way inside the ingest's batch; see `parseTrail`. */
export type PathCount = { readonly trail: string; readonly n: number };

/**
 * What durable runs did after that: ENTERED, "=" and the outcome of a visit, or the name of the exit that it
 * left by (beside its outcome). Step "" is the run as a whole: "=" and how it ended.
 */
export type StepCount = { readonly stepId: string; readonly exit: string; readonly n: number };

const ENTERED = "+";

/** entered = succeeded + failed + cancelled + inProgress, and entered = what all exits into the step count. */
export type Visits = {
  readonly entered: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly inProgress: number;
};

export type StepHeat = Visits & { readonly exits: Readonly<Record<ExitName, number>> };

export type FlowHeat = {
  /** Of whole runs: entered are those that began; each is in progress at one step at most. */
  readonly runs: Visits;
  /** All steps of the version, in its order. */
  readonly steps: ReadonlyMap<string, StepHeat>;
};

type Tally = Record<Outcome | "entered", number> & { readonly exits: Record<ExitName, number> };

const emptyTally = (): Tally => ({ entered: 0, succeeded: 0, failed: 0, cancelled: 0, exits: {} });

/** Adds up what is counted of one version. */
export function heatOf(
  { steps }: FlowDefinition,
  paths: readonly PathCount[],
  counts: readonly StepCount[],
): FlowHeat {
  const runs = emptyTally();
  const tallies = new Map(steps.map(({ id }) => [id, emptyTally()]));
  for (const { trail, n } of paths) addPath(tallies, runs, trail, n);
  for (const { stepId, exit, n } of counts) {
    const tally = stepId === "" ? runs : tallies.get(stepId);
    if (!tally) continue;
    const outcome = exit.startsWith("=") ? readLeaving(exit).outcome : null;
    if (exit === ENTERED) tally.entered += n;
    else if (outcome) tally[outcome] += n;
    else tally.exits[exit] = (tally.exits[exit] ?? 0) + n;
  }
  const begun = steps.find(({ type }) => type === "trigger")?.id ?? "";
  runs.entered = tallies.get(begun)?.entered ?? 0;
  const { exits: _, ...whole } = visitsOf(runs);
  return { runs: whole, steps: new Map([...tallies].map(([id, tally]) => [id, visitsOf(tally)])) };
}

function addPath(tallies: ReadonlyMap<string, Tally>, runs: Tally, trail: string, n: number): void {
  const visits = parseTrail(trail);
  for (const { stepId, outcome, exit } of visits) {
    const tally = tallies.get(stepId);
    if (!tally) continue;
    tally.entered += n;
    if (outcome !== null) tally[outcome] += n;
    if (exit !== null) tally.exits[exit] = (tally.exits[exit] ?? 0) + n;
  }
  const last = visits.at(-1);
  if (!last || last.outcome === null) return; // it goes on beyond the batch
  // A failure that goes on by another exit is the step's alone, also where that exit leads nowhere.
  const failed = last.outcome === "failed" && (last.exit === null || last.exit === "failed");
  runs[failed ? "failed" : last.outcome === "cancelled" ? "cancelled" : "succeeded"] += n;
}

function visitsOf({ entered, succeeded, failed, cancelled, exits }: Tally): StepHeat {
  return {
    entered,
    succeeded,
    failed,
    cancelled,
    inProgress: entered - succeeded - failed - cancelled,
    exits,
  };
}
