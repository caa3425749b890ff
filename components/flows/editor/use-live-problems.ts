import { useDeferredValue, useMemo, useSyncExternalStore } from "react";
import type { FlowProblem } from "@/lib/domain/flow/problem";
import type { FlowReferences } from "@/lib/flows/contract";
import { problemsIn } from "@/lib/flows/problems";
import type { Problems } from "./editor-context";
import type { EditorStore } from "./state/store";

/** What is wrong with the flow on the screen, as the server will see it; follows each change behind typing. */
export function useLiveProblems(store: EditorStore, references: FlowReferences): Problems {
  const read = () => store.get().definition;
  const definition = useDeferredValue(useSyncExternalStore(store.subscribe, read, read));
  return useMemo(() => {
    const all = problemsIn(definition, references) as FlowProblem[];
    const byStep = new Map<string, FlowProblem[]>();
    for (const problem of all) {
      if (problem.stepId === null) continue;
      byStep.set(problem.stepId, [...(byStep.get(problem.stepId) ?? []), problem]);
    }
    const errors = all.filter(({ severity }) => severity === "error").length;
    return { all, byStep, errors, hints: all.length - errors };
  }, [definition, references]);
}
