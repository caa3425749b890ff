"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { edgesOf, nodeOf } from "@/components/flows/graph/drawing";
import type { FlowEdgeData, FlowEdgeType } from "@/components/flows/graph/flow-edge";
import { lanesOf } from "@/components/flows/graph/lanes";
import type { StepNodeType } from "@/components/flows/graph/step-node";
import { useStepWords } from "@/components/flows/graph/step-words";
import { heatClass } from "@/components/ui/heat";
import { exitsOf, type FlowStep } from "@/lib/domain/flow/definition";
import { aspectOf, lineLook, placesOf } from "./drawing-model";
import { EdgeNumber } from "./edge-number";
import { useHeat } from "./heat-context";
import { heatOfShare, NOTHING, rampOfExit, shareOf } from "./heat-model";
import { StepNumbers } from "./step-numbers";
import { useHeatText } from "./use-heat-text";

/** The steps and lines as the canvas takes them. */
export function useDrawing(): { nodes: StepNodeType[]; edges: FlowEdgeType[]; aspect: number } {
  const { steps, chosen } = useHeat();
  const places = useMemo(() => placesOf(steps), [steps]);
  const lanes = useMemo(
    () => lanesOf(steps, ({ id, position }) => places.get(id) ?? position, true),
    [steps, places],
  );
  const nodeData = useNodeData();
  const edgeData = useEdgeData();
  const nodes = steps.map((step) => ({
    ...nodeOf(nodeData(step), places.get(step.id)),
    selected: chosen?.step === step.id && chosen.exit === null,
  }));
  const edges = edgesOf(steps, lanes, edgeData).map((edge) => ({
    ...edge,
    selected: chosen?.step === edge.source && chosen.exit === edge.sourceHandle,
    // A head that grew with its line would cover the card.
    markerEnd:
      typeof edge.markerEnd === "object"
        ? { ...edge.markerEnd, markerUnits: "userSpaceOnUse" }
        : edge.markerEnd,
  }));
  return { nodes, edges, aspect: useMemo(() => aspectOf(steps, places), [steps, places]) };
}

function useNodeData(): (step: FlowStep) => StepNodeType["data"] {
  const t = useTranslations("flowHeatmap");
  const words = useStepWords();
  const { numbers, ramps, report } = useHeat();
  const { percent, share } = useHeatText();
  return (step) => {
    const mine = numbers.get(step.id) ?? NOTHING;
    const whole = shareOf(mine.entered, report.runs.entered);
    const ramp = ramps.get(step.id) ?? "good";
    const left = (exit: string): number => mine.exits[exit] ?? 0;
    return {
      step,
      tabStop: true,
      label: t("stepLabel", {
        name: words.title(step),
        entered: mine.entered,
        rate: percent(whole),
        failed: mine.failed,
        inProgress: mine.inProgress,
      }),
      headClass: mine.entered === 0 ? "bg-sunken text-ink-muted" : heatClass(ramp, heatOfShare(ramp, whole)),
      numbers: <StepNumbers id={step.id} />,
      exitNumbers: Object.fromEntries(
        exitsOf(step).map((exit) => [exit, left(exit) > 0 ? share(left(exit), mine.entered) : null]),
      ),
    };
  };
}

function useEdgeData(): (step: FlowStep, exit: string) => FlowEdgeData {
  const { numbers, ramps, report } = useHeat();
  return (step, exit) => {
    const n = numbers.get(step.id)?.exits[exit] ?? 0;
    const ramp = rampOfExit(step, exit, ramps);
    return {
      ...lineLook(ramp, shareOf(n, report.runs.entered)),
      ...(n === 0 ? {} : { label: <EdgeNumber step={step} exit={exit} /> }),
    };
  };
}
