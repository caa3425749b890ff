import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { TEMPLATE_EXAMPLES } from "@/components/fallback-rules/use-problem-words";
import { useStepWords } from "@/components/flows/graph/step-words";
import type { FlowProblem } from "@/lib/domain/flow/problem";
import { useEditor } from "./state/store";

/** What is wrong and what to do about it, in the reader's language. */
export function useProblemText(): (problem: FlowProblem) => string {
  const t = useTranslations("flowEditor.problems");
  const templates = useTranslations("fallbackRules.problems");
  const words = useStepWords();
  const steps = useEditor(({ definition }) => definition.steps);
  return useMemo(() => {
    const titleOf = (id: string): string => {
      const step = steps.find((one) => one.id === id);
      return step ? words.title(step) : id;
    };
    return ({ code, params, stepId }) => {
      if (code === "template")
        return templates(`template_${params.cause}` as never, TEMPLATE_EXAMPLES as never);
      if (code === "cannot_send") return templates(params.cause as never);
      if (code === "cycle_without_wait") {
        const names = String(params.steps).split(", ").map(titleOf).join(" → ");
        return t(code, { steps: names });
      }
      const step = steps.find((one) => one.id === stepId);
      const exit = step && typeof params.exit === "string" ? words.exit(step, params.exit) : "";
      return t(code as never, { ...params, exit, ...TEMPLATE_EXAMPLES } as never);
    };
  }, [t, templates, words, steps]);
}
