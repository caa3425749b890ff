import { useMemo, useRef } from "react";
import type { StepMark } from "@/components/flows/graph/step-card";
import type { Problems } from "../editor-context";
import { useProblemText } from "../use-problem-text";

/** A sign for each step with problems; the same object while its words stay the same. */
export function useMarks({ byStep }: Problems): ReadonlyMap<string, StepMark> {
  const text = useProblemText();
  const kept = useRef<ReadonlyMap<string, StepMark>>(new Map());
  return useMemo(() => {
    const marks = new Map<string, StepMark>();
    for (const [id, problems] of byStep) {
      const label = problems.map((problem) => text(problem)).join(" ");
      const severity = problems.some((one) => one.severity === "error") ? "error" : "warning";
      const old = kept.current.get(id);
      marks.set(id, old?.label === label && old.severity === severity ? old : { label, severity });
    }
    kept.current = marks;
    return marks;
  }, [byStep, text]);
}
