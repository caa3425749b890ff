import { edgeId } from "@/components/flows/graph/edge-id";
import type { StepCardProps } from "@/components/flows/graph/step-card";
import type { TestVisit } from "@/lib/flows/test-run-contract";

/** What a watched run has lit up so far. */
export type LitRun = {
  readonly steps: ReadonlyMap<string, NonNullable<StepCardProps["lit"]>>;
  readonly lines: ReadonlySet<string>;
};

/** @param shown - how many visits have been watched; the last of them is where the run is now */
export function litBy(visits: readonly TestVisit[], shown: number): LitRun {
  const passed = visits.slice(0, shown);
  const steps = new Map(
    passed.map(({ stepId, outcome }, i) => {
      if (i === shown - 1 && shown < visits.length) return [stepId, "now"] as const;
      return [stepId, outcome === "failed" ? "failed" : "passed"] as const;
    }),
  );
  // The line behind the last step is walked when the next one lights up.
  const walked = shown < visits.length ? passed.slice(0, -1) : passed;
  return {
    steps,
    lines: new Set(walked.flatMap(({ stepId, exit }) => (exit === null ? [] : [edgeId(stepId, exit)]))),
  };
}
