"use client";

import { CircleAlert, CornerDownRight, Plus, TriangleAlert, Undo2 } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { edgeId } from "@/components/flows/graph/edge-id";
import { GROUP_TONE, STEP_LOOKS } from "@/components/flows/graph/step-look";
import { useStepWords } from "@/components/flows/graph/step-words";
import { StatusIcon } from "@/components/status/status-badge";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { exitsOf } from "@/lib/domain/flow/definition";
import type { EventStatus } from "@/lib/domain/message/status";
import { useMarks } from "../canvas/use-marks";
import { useEditorContext, useProblems } from "../editor-context";
import type { LitRun } from "../lit-run";
import { numbered } from "../numbered";
import { nextFreeExit } from "../state/new-step";
import { useEditor, useEditorStore } from "../state/store";
import { type WalkRow, walkOrder } from "../state/walk-order";
import { useListKeys } from "./use-list-keys";

/** The flow as an outline in the order of the run: all that the canvas can do, without dragging. */
export function StepList({ run }: { readonly run: LitRun | null }) {
  const t = useTranslations("flowEditor.list");
  const words = useStepWords();
  const steps = useEditor(({ definition }) => definition.steps);
  const selection = useEditor((state) => state.selection);
  const marks = useMarks(useProblems());
  const rows = useMemo(() => walkOrder(steps), [steps]);
  const names = useMemo(() => numbered(steps, words), [steps, words]);
  const onKeyDown = useListKeys(rows);
  const tabStop = selection.at(-1) ?? rows[0]?.step.id;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the rows inside, which are buttons
    <div className="h-full overflow-y-auto p-3 pb-20 sm:p-5 sm:pb-20" onKeyDown={onKeyDown}>
      {rows.length === 0 && <p className="p-4 text-ink-muted text-sm">{t("empty")}</p>}
      <ol aria-label={t("label")} className="mx-auto flex max-w-3xl flex-col gap-1">
        {rows.map((row) => (
          <Row
            key={`${row.from?.step.id ?? ""}>${row.from?.exit ?? ""}>${row.step.id}`}
            row={row}
            name={names.get(row.step.id) ?? row.step.id}
            isSelected={selection.includes(row.step.id)}
            isTabStop={row.step.id === tabStop}
            problem={marks.get(row.step.id)}
            lit={litOf(row, run)}
          />
        ))}
      </ol>
    </div>
  );
}

/** A row that only names a step is lit when its own way was taken. */
function litOf({ step, from, again }: WalkRow, run: LitRun | null): string | undefined {
  if (!again || !from) return run?.steps.get(step.id);
  return run?.lines.has(edgeId(from.step.id, from.exit)) ? "passed" : undefined;
}

type RowProps = {
  readonly row: WalkRow;
  readonly name: string;
  readonly isSelected: boolean;
  readonly isTabStop: boolean;
  readonly problem: { readonly severity: "error" | "warning"; readonly label: string } | undefined;
  readonly lit: string | undefined;
};

/** Deeper rows would leave no room for words. */
const DEEPEST = 6;

function Row({ row, name, isSelected, isTabStop, problem, lit }: RowProps) {
  const t = useTranslations("flowEditor.list");
  const words = useStepWords();
  const store = useEditorStore();
  const { setPanel, setInsertAt } = useEditorContext();
  const { step, from, depth, again } = row;
  const open = (): void => {
    store.dispatch({ do: "select", ids: [step.id] });
    setPanel("step");
  };
  const free = nextFreeExit(step);
  return (
    <li style={{ paddingLeft: `${Math.min(depth, DEEPEST) * 1.25}rem` }} className="flex items-stretch">
      <div
        className={cn(
          "flex min-w-0 flex-1 items-center gap-1 rounded-lg border border-line bg-surface pr-1.5 shadow-card transition-colors",
          isSelected && !again && "border-accent ring-1 ring-accent",
          lit && (lit === "now" ? "border-accent bg-accent-soft" : "border-accent"),
          again && "border-dashed bg-canvas shadow-none",
        )}
      >
        <button
          type="button"
          data-step={again ? undefined : step.id}
          data-row={again ? undefined : ""}
          tabIndex={again || isTabStop ? 0 : -1}
          aria-current={isSelected && !again ? "true" : undefined}
          onClick={open}
          className="flex min-w-0 flex-1 items-center gap-3 rounded-lg px-2.5 py-2 text-left"
        >
          <RowIcon row={row} />
          <span className="flex min-w-0 flex-1 flex-col">
            {from && exitsOf(from.step).length > 1 && (
              <span className="flex items-center gap-1 text-2xs text-ink-muted">
                {from.step.type === "branch" ? (
                  <StatusIcon status={from.exit as EventStatus} className="size-3" />
                ) : (
                  <CornerDownRight aria-hidden className="size-3" />
                )}
                {t("by", { exit: words.exit(from.step, from.exit) })}
              </span>
            )}
            <span className="truncate font-semibold text-sm">
              {again ? t("again", { step: name }) : name}
            </span>
            {!again && <span className="truncate text-ink-muted text-xs">{words.summary(step)}</span>}
          </span>
          {problem && !again && <Sign {...problem} />}
        </button>
        {!again && free && (
          <IconButton
            size="sm"
            tabIndex={isTabStop ? 0 : -1}
            label={t("addAfter", { step: name })}
            icon={<Plus aria-hidden />}
            onClick={() => {
              store.dispatch({ do: "select", ids: [step.id] });
              setInsertAt(free);
            }}
          />
        )}
      </div>
    </li>
  );
}

function RowIcon({ row: { step, again } }: { readonly row: WalkRow }) {
  const { icon: Icon, group } = STEP_LOOKS[step.type];
  if (again) return <Undo2 aria-hidden className="mx-1.5 size-4 shrink-0 text-ink-muted" />;
  return (
    <span className={cn("grid size-8 shrink-0 place-items-center rounded-lg", GROUP_TONE[group])}>
      <Icon aria-hidden className="size-4" />
    </span>
  );
}

function Sign({ severity, label }: { readonly severity: "error" | "warning"; readonly label: string }) {
  const Icon = severity === "error" ? CircleAlert : TriangleAlert;
  return (
    <span className={cn("shrink-0", severity === "error" ? "text-danger-text" : "text-warn-text")}>
      <Icon aria-hidden className="size-4" />
      <span className="sr-only">{label}</span>
    </span>
  );
}
