"use client";

import { Ban, Check, CircleDashed, LoaderCircle, X } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useStepWords } from "@/components/flows/graph/step-words";
import { cn } from "@/components/ui/cn";
import { Select } from "@/components/ui/select";
import { exitsOf, type FlowStep } from "@/lib/domain/flow/definition";
import type { TestVisit } from "@/lib/flows/test-run-contract";
import { numbered } from "../numbered";
import { useEditor, useEditorStore } from "../state/store";
import type { TestRun } from "./use-test-run";

/** The way that the run took so far, step by step. */
export function VisitList({ test }: { readonly test: TestRun }) {
  const t = useTranslations("flowEditor.test");
  const words = useStepWords();
  const steps = useEditor(({ definition }) => definition.steps);
  const names = useMemo(() => numbered(steps, words), [steps, words]);
  const shown = test.visits.slice(0, test.shown);
  const isOver = test.visits.length > 0 && shown.length === test.visits.length;
  return (
    <>
      {test.visits.length > 0 && (
        <ol aria-label={t("way")} className="flex flex-col">
          {shown.map((visit, i) => (
            <Visit
              // biome-ignore lint/suspicious/noArrayIndexKey: a loop visits a step more than once
              key={`${i}.${visit.stepId}`}
              visit={visit}
              step={steps.find(({ id }) => id === visit.stepId)}
              name={names.get(visit.stepId) ?? visit.stepId}
              isNow={!isOver && i === shown.length - 1}
              test={test}
            />
          ))}
        </ol>
      )}
      <p role="status" className={cn("text-ink-muted text-sm", !isOver && "sr-only")}>
        {isOver ? t("over", { count: test.visits.length }) : ""}
      </p>
    </>
  );
}

type VisitProps = {
  readonly visit: TestVisit;
  readonly step: FlowStep | undefined;
  readonly name: string;
  readonly isNow: boolean;
  readonly test: TestRun;
};

function Visit({ visit, step, name, isNow, test }: VisitProps) {
  const t = useTranslations("flowEditor.test");
  const words = useStepWords();
  const store = useEditorStore();
  const variables = Object.entries(visit.variables);
  const chosen = test.assume[visit.stepId] ?? visit.exit ?? null;
  return (
    <li className="relative flex gap-3 pb-4 before:absolute before:top-6 before:bottom-0 before:left-[0.6875rem] before:w-px before:bg-line last:before:hidden">
      <OutcomeIcon outcome={visit.outcome} isNow={isNow} />
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <button
          type="button"
          onClick={() => store.dispatch({ do: "select", ids: [visit.stepId] })}
          className="flex items-baseline justify-between gap-2 rounded-sm text-left"
        >
          <span className="truncate font-medium text-sm">{name}</span>
          {step && visit.exit !== null && (
            <span className="shrink-0 text-ink-muted text-xs">{words.exit(step, visit.exit)}</span>
          )}
        </button>
        {visit.note && (
          <p className="whitespace-pre-line break-words text-ink-muted text-xs leading-relaxed">
            {visit.note}
          </p>
        )}
        {visit.assumed && step && exitsOf(step).length > 1 && (
          <Select
            aria-label={t("assume", { step: name })}
            options={exitsOf(step).map((exit) => ({
              value: exit,
              label: t("assumed", { exit: words.exit(step, exit) }),
            }))}
            value={chosen}
            onValueChange={(exit) => test.answer(visit.stepId, exit)}
          />
        )}
        {variables.length > 0 && (
          <details className="text-xs">
            <summary className="w-fit cursor-pointer rounded-sm text-ink-muted hover:text-ink">
              {t("variablesHere", { count: variables.length })}
            </summary>
            <dl className="mt-1.5 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 rounded-md bg-sunken px-2.5 py-2 font-mono text-2xs">
              {variables.map(([key, value]) => (
                <div key={key} className="contents">
                  <dt className="text-ink-muted">{key}</dt>
                  <dd className="break-all">{value || "—"}</dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </div>
    </li>
  );
}

const OUTCOMES = {
  succeeded: { icon: Check, look: "bg-ok-soft text-ok-text" },
  failed: { icon: X, look: "bg-danger-soft text-danger-text" },
  cancelled: { icon: Ban, look: "bg-warn-soft text-warn-text" },
  open: { icon: CircleDashed, look: "bg-sunken text-ink-muted" },
} as const;

function OutcomeIcon({
  outcome,
  isNow,
}: {
  readonly outcome: TestVisit["outcome"];
  readonly isNow: boolean;
}) {
  const t = useTranslations("flowEditor.test.outcomes");
  const { icon, look } = OUTCOMES[outcome ?? "open"];
  const Icon = isNow ? LoaderCircle : icon;
  return (
    <span
      className={cn(
        "grid size-5.5 shrink-0 place-items-center rounded-full",
        isNow ? "bg-accent-soft text-accent-text" : look,
      )}
    >
      <Icon aria-hidden className={cn("size-3.5", isNow && "animate-spin")} />
      <span className="sr-only">{t(outcome ?? "open")}</span>
    </span>
  );
}
