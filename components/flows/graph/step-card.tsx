import { CircleAlert, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { StatusIcon } from "@/components/status/status-badge";
import { cn } from "@/components/ui/cn";
import { exitsOf, type FlowStep } from "@/lib/domain/flow/definition";
import type { EventStatus } from "@/lib/domain/message/status";
import { GROUP_TONE, STEP_LOOKS } from "./step-look";
import { hasExitRows } from "./step-size";
import type { StepWords } from "./step-words";

/** What is wrong with a step, for the sign at its corner. */
export type StepMark = { readonly severity: "error" | "warning"; readonly label: string };

export type StepCardProps = {
  readonly step: FlowStep;
  readonly words: StepWords;
  readonly selected?: boolean;
  readonly mark?: StepMark | null;
  /** While a run is watched: where it is, where it was, where it never came. */
  readonly lit?: "now" | "passed" | "failed" | "unreached";
  /** Class of the card's head, e.g. a step of a heat ramp. */
  readonly headClass?: string;
  /** Numbers of the whole step, below its head. */
  readonly numbers?: ReactNode;
  /** A number beside an exit's name. */
  readonly exitNumbers?: Readonly<Record<string, ReactNode>>;
};

const LIT = {
  now: "border-accent ring-4 ring-accent/35",
  passed: "border-accent",
  failed: "border-danger",
  // Paler, but its words stay legible.
  unreached: "border-dashed bg-canvas shadow-none grayscale",
} as const;

/** A step as it is drawn: in the editor, in a test run, and with numbers in the heatmap. */
export function StepCard(props: StepCardProps) {
  const { step, words, selected, mark, lit, headClass, numbers } = props;
  const { icon: Icon, group } = STEP_LOOKS[step.type];
  return (
    <div
      className={cn(
        "relative flex size-full flex-col rounded-xl border border-line bg-surface text-left shadow-card transition-[box-shadow,opacity,border-color] duration-200",
        lit && LIT[lit],
        selected && "border-accent ring-2 ring-accent",
      )}
    >
      <div className={cn("flex h-[57px] shrink-0 items-center gap-3 rounded-t-[0.7rem] px-3", headClass)}>
        <span className={cn("grid size-8.5 shrink-0 place-items-center rounded-lg", GROUP_TONE[group])}>
          <Icon aria-hidden className="size-4.5" />
        </span>
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="truncate font-semibold text-[0.8125rem] leading-[1.125rem]">
            {words.title(step)}
          </span>
          <span className={cn("truncate text-xs", headClass ? "opacity-90" : "text-ink-muted")}>
            {words.summary(step)}
          </span>
        </span>
      </div>
      {numbers !== undefined && (
        <div className="flex h-11 shrink-0 items-center border-line border-t px-3">{numbers}</div>
      )}
      {hasExitRows(step) && <Exits {...props} />}
      {mark && <Mark {...mark} />}
    </div>
  );
}

function Exits({ step, words, exitNumbers }: StepCardProps) {
  return (
    <ul className="border-line border-t py-1.5">
      {exitsOf(step).map((exit) => (
        <li
          key={exit}
          className="flex h-6.5 items-center justify-between gap-2 pr-4 pl-3 text-ink-muted text-xs tabular-nums"
        >
          <span className="text-ink">{exitNumbers?.[exit]}</span>
          <span className={cn("flex items-center gap-1.5", step.exits[exit] !== undefined && "text-ink")}>
            {words.exit(step, exit)}
            {step.type === "branch" && <StatusIcon status={exit as EventStatus} />}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Mark({ severity, label }: StepMark) {
  const Icon = severity === "error" ? CircleAlert : TriangleAlert;
  return (
    <span
      title={label}
      className={cn(
        "-top-2 -right-2 absolute grid size-5.5 place-items-center rounded-full ring-2 ring-canvas",
        severity === "error" ? "bg-danger text-danger-fg" : "bg-warn-soft text-warn-text",
      )}
    >
      <Icon aria-hidden className="size-3.5" />
    </span>
  );
}
