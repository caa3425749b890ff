"use client";

import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useStepWords } from "@/components/flows/graph/step-words";
import { cn } from "@/components/ui/cn";
import type { FlowProblem } from "@/lib/domain/flow/problem";
import { useEditorContext, useProblems } from "../editor-context";
import { focusInspector } from "../focus";
import { numbered } from "../numbered";
import { useEditor, useEditorStore } from "../state/store";
import { useProblemText } from "../use-problem-text";

/** Everything that is wrong; a press leads to the step. */
export function ProblemsPanel() {
  const t = useTranslations("flowEditor.problemsPanel");
  const words = useStepWords();
  const text = useProblemText();
  const { all } = useProblems();
  const store = useEditorStore();
  const { setPanel } = useEditorContext();
  const steps = useEditor(({ definition }) => definition.steps);
  const names = useMemo(() => numbered(steps, words), [steps, words]);
  const open = ({ stepId, code }: FlowProblem): void => {
    const isOfFlow = stepId === null || code === "limits_missing" || code === "no_budget";
    if (stepId !== null) store.dispatch({ do: "select", ids: [stepId] });
    setPanel(isOfFlow ? "flow" : "step");
    focusInspector();
  };
  if (all.length === 0) {
    return (
      <p className="flex items-center gap-2 p-4 text-ink-muted text-sm">
        <CircleCheck aria-hidden className="size-4 text-ok-text" />
        {t("none")}
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-3 p-2">
      {(["error", "warning"] as const).map((severity) => {
        const group = all.filter((problem) => problem.severity === severity);
        if (group.length === 0) return null;
        return (
          <section key={severity}>
            <h3 className="px-2.5 py-1.5 font-medium text-ink-muted text-xs">
              {t(severity === "error" ? "errors" : "hints", { count: group.length })}
            </h3>
            <ul className="flex flex-col gap-1">
              {group.map((problem, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same problem may stand at one step twice
                <li key={`${problem.stepId}.${problem.code}.${i}`}>
                  <Row
                    severity={severity}
                    name={problem.stepId === null ? t("flow") : (names.get(problem.stepId) ?? problem.stepId)}
                    text={text(problem)}
                    onOpen={() => open(problem)}
                  />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

type RowProps = {
  readonly severity: FlowProblem["severity"];
  readonly name: string;
  readonly text: string;
  readonly onOpen: () => void;
};

function Row({ severity, name, text, onOpen }: RowProps) {
  const isError = severity === "error";
  const Icon = isError ? CircleAlert : TriangleAlert;
  return (
    <button
      type="button"
      onClick={onOpen}
      className="flex w-full items-start gap-2.5 rounded-lg px-2.5 py-2 text-left text-sm hover:bg-hover"
    >
      <Icon
        aria-hidden
        className={cn("mt-0.5 size-4 shrink-0", isError ? "text-danger-text" : "text-warn-text")}
      />
      <span className="flex min-w-0 flex-col gap-0.5">
        <span className="font-medium">{name}</span>
        <span className="text-ink-muted text-xs leading-relaxed">{text}</span>
      </span>
    </button>
  );
}
