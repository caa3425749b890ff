import type { ExitName, FlowDefinition, FlowStep, Outcome } from "./definition";
import { type Leaving, leavingBy, parseTrail, readLeaving } from "./trail";

/** Runs that took one way inside the ingest's batch; see `parseTrail`. */
export type PathCount = { readonly trail: string; readonly n: number };

/**
 * What runs did after that: `exit` is the name of the exit that they left by, "=" and an outcome where they
 * ended, or ENTERED. Step "" is the run as a whole and is not looked at: the steps tell it.
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

type Tally = Record<Outcome | "entered", number> & {
  readonly step: FlowStep;
  readonly exits: Record<ExitName, number>;
  /** Failed visits that were the end of their run. */
  lost: number;
};

/** Adds up what is counted of one version. */
export function heatOf(
  { steps }: FlowDefinition,
  paths: readonly PathCount[],
  counts: readonly StepCount[],
): FlowHeat {
  const tallies = new Map(steps.map((step) => [step.id, emptyTally(step)]));
  for (const { trail, n } of paths) {
    for (const { stepId, outcome, exit } of parseTrail(trail)) {
      const tally = tallies.get(stepId);
      if (!tally) continue;
      tally.entered += n;
      leave(tally, outcome, exit, n);
    }
  }
  for (const { stepId, exit: leaving, n } of counts) {
    const tally = tallies.get(stepId);
    if (!tally) continue;
    if (leaving === ENTERED) {
      tally.entered += n;
      continue;
    }
    const { outcome, exit } = readLeaving(leavingOf(leaving));
    leave(tally, outcome, exit, n);
  }
  const all = [...tallies.values()];
  return { runs: runsOf(all), steps: new Map(all.map((tally) => [tally.step.id, visitsOf(tally)])) };
}

const emptyTally = (step: FlowStep): Tally => ({
  step,
  entered: 0,
  succeeded: 0,
  failed: 0,
  cancelled: 0,
  exits: {},
  lost: 0,
});

const leavingOf = (exit: string): Leaving => (exit.startsWith("=") ? exit : leavingBy(exit));

function leave(tally: Tally, outcome: Outcome | null, exit: ExitName | null, n: number): void {
  if (outcome !== null) tally[outcome] += n;
  if (exit !== null) tally.exits[exit] = (tally.exits[exit] ?? 0) + n;
  // A run fails where a step fails and leads no further; a failure that leads on is the step's alone.
  const leadsNowhere = exit === null || (exit === "failed" && tally.step.exits.failed === undefined);
  if (outcome === "failed" && leadsNowhere) tally.lost += n;
}

const inProgressOf = ({ entered, succeeded, failed, cancelled }: Tally): number =>
  entered - succeeded - failed - cancelled;

function visitsOf(tally: Tally): StepHeat {
  const { entered, succeeded, failed, cancelled, exits } = tally;
  return { entered, succeeded, failed, cancelled, inProgress: inProgressOf(tally), exits };
}

function runsOf(tallies: readonly Tally[]): Visits {
  const sum = (of: (tally: Tally) => number): number => tallies.reduce((all, tally) => all + of(tally), 0);
  const entered = sum((tally) => (tally.step.type === "trigger" ? tally.entered : 0));
  const failed = sum(({ lost }) => lost);
  const cancelled = sum((tally) => tally.cancelled);
  const inProgress = sum(inProgressOf);
  return { entered, succeeded: entered - failed - cancelled - inProgress, failed, cancelled, inProgress };
}
