import { useMemo, useRef } from "react";
import { edgesOf, nodeOf } from "@/components/flows/graph/drawing";
import { edgeId } from "@/components/flows/graph/edge-id";
import type { FlowEdgeType } from "@/components/flows/graph/flow-edge";
import { lanesOf } from "@/components/flows/graph/lanes";
import type { StepMark } from "@/components/flows/graph/step-card";
import type { StepNodeType } from "@/components/flows/graph/step-node";
import { useStepWords } from "@/components/flows/graph/step-words";
import { exitsOf, type FlowStep } from "@/lib/domain/flow/definition";
import { useProblems } from "../editor-context";
import type { LitRun } from "../lit-run";
import { numbered } from "../numbered";
import type { Point } from "../state/commands";
import { useEditor } from "../state/store";
import { useMarks } from "./use-marks";

type Known = {
  readonly step: FlowStep;
  readonly selected: boolean;
  readonly tabStop: boolean;
  readonly lit: LitRun["steps"] extends ReadonlyMap<string, infer Lit> ? Lit | undefined : never;
  readonly mark: StepMark | null;
  readonly label: string;
};
type Kept = Known & { readonly x: number; readonly y: number; readonly node: StepNodeType };

/**
 * The flow as the canvas takes it. A node stays the same object while nothing of it changes, so that of 200
 * steps only those are drawn anew that somebody moves or changes.
 * @param moved - places of steps that are being dragged
 */
export function useGraph(moved: ReadonlyMap<string, Point>, run: LitRun | null) {
  const words = useStepWords();
  const steps = useEditor(({ definition }) => definition.steps);
  const selection = useEditor((state) => state.selection);
  const line = useEditor((state) => state.line);
  const marks = useMarks(useProblems());
  const names = useMemo(() => numbered(steps, words), [steps, words]);
  const kept = useRef(new Map<string, Kept>());
  const nodes = useMemo(() => {
    const selected = new Set(selection);
    const tabStop = selection.at(-1) ?? steps[0]?.id;
    const next = new Map<string, Kept>();
    const made = steps.map((step) => {
      const { id } = step;
      const mark = marks.get(id) ?? null;
      const name = names.get(id) ?? id;
      const known: Known = {
        step,
        selected: selected.has(id),
        tabStop: id === tabStop,
        lit: run ? (run.steps.get(id) ?? "unreached") : undefined,
        mark,
        label: [name, words.summary(step), mark?.label].filter(Boolean).join(". "),
      };
      const one = keep(kept.current.get(id), known, moved.get(id) ?? step.position);
      next.set(id, one);
      return one.node;
    });
    kept.current = next;
    return made;
  }, [steps, selection, marks, names, words, run, moved]);
  const lanes = useLanes(steps);
  const drawn = useMemo((): FlowEdgeType[] => {
    const chosen = line && edgeId(line.stepId, line.exit);
    const isLit = (step: FlowStep, exit: string) => run?.lines.has(edgeId(step.id, exit)) ?? false;
    return edgesOf(steps, lanes, (step, exit) => (isLit(step, exit) ? { lit: true } : {})).map((edge) =>
      edge.id === chosen ? { ...edge, selected: true } : edge,
    );
  }, [steps, lanes, line, run]);
  // Lines of a step that is dragged follow it; their lanes are found where it is let go.
  const edges = useMemo(
    () => (moved.size === 0 ? drawn : drawn.map((edge) => loose(edge, moved))),
    [drawn, moved],
  );
  return { nodes, edges };
}

/** Found anew only when steps or lines stand elsewhere, not with every letter that is typed into a form. */
function useLanes(steps: readonly FlowStep[]): ReadonlyMap<string, number> {
  const shape = steps
    .map((step) => [step.id, step.position.x, step.position.y, exitsOf(step), JSON.stringify(step.exits)])
    .join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the steps' shape stands for them
  return useMemo(() => lanesOf(steps), [shape]);
}

function loose(edge: FlowEdgeType, moved: ReadonlyMap<string, Point>): FlowEdgeType {
  if (edge.data?.lane === undefined || !(moved.has(edge.source) || moved.has(edge.target))) return edge;
  const { lane: _, ...data } = edge.data;
  return { ...edge, data };
}

function keep(old: Kept | undefined, known: Known, { x, y }: Point): Kept {
  const isSame =
    old !== undefined &&
    old.step === known.step &&
    old.tabStop === known.tabStop &&
    old.lit === known.lit &&
    old.mark === known.mark &&
    old.label === known.label;
  if (isSame && old.x === x && old.y === y && old.selected === known.selected) return old;
  const { step, selected, tabStop, lit, mark, label } = known;
  const data = isSame ? old.node.data : { step, tabStop, lit, mark, label, connectable: true };
  return { ...known, x, y, node: { ...nodeOf(data, { x, y }), selected } };
}
