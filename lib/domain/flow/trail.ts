import type { ExitName, Outcome } from "./definition";

/** One visit of a step as a trail tells it; neither exit nor outcome: it was entered and not left. */
export type TrailVisit = {
  readonly stepId: string;
  readonly outcome: Outcome | null;
  /** Null also where the run ended at a step without an exit to name. */
  readonly exit: ExitName | null;
};

/** How a step was left: an outcome without an exit, an exit, or both where the exit alone does not tell it. */
export type Leaving = string;

export const leavingBy = (exit: ExitName): Leaving => `>${exit}`;
export const endingAs = (outcome: Outcome): Leaving => `=${outcome}`;
/** A failure that goes on by the way of success, as the local time of a number without a zone does. */
export const FAILED_AND_ON: Leaving = "=failed>success";

const LEAVING = /^(?:=([a-z]+))?(?:>([a-z_]+))?$/;

/** Exits of steps that did not bring about what they are for. */
const OF_FAILURE: ReadonlySet<string> = new Set(["failed", "missed"]);

/** What a leaving says: by its exit, where it names no outcome. */
export function readLeaving(leaving: Leaving): Pick<TrailVisit, "outcome" | "exit"> {
  const [, outcome, exit] = LEAVING.exec(leaving) ?? [];
  if (outcome !== undefined) return { outcome: outcome as Outcome, exit: exit ?? null };
  if (exit === undefined) return { outcome: null, exit: null };
  return { outcome: OF_FAILURE.has(exit) ? "failed" : "succeeded", exit };
}

const VISIT = /^([A-Za-z0-9_-]+)(.*)$/;

/** The visits of a trail such as "t1>next b1>rejected l1>next f1=succeeded", in their order. */
export function parseTrail(trail: string): TrailVisit[] {
  if (trail === "") return [];
  return trail.split(" ").map((visit) => {
    const [, stepId = "", leaving = ""] = VISIT.exec(visit) ?? [];
    return { stepId, ...readLeaving(leaving) };
  });
}
