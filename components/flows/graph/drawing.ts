import { MarkerType } from "@xyflow/react";
import { exitsOf, type FlowStep } from "@/lib/domain/flow/definition";
import { edgeId } from "./edge-id";
import { FlowEdge, type FlowEdgeData, type FlowEdgeType } from "./flow-edge";
import { StepNode, type StepNodeData, type StepNodeType } from "./step-node";
import { CARD_WIDTH, cardHeight, handlesOf } from "./step-size";

export const NODE_TYPES = { step: StepNode };
export const EDGE_TYPES = { exit: FlowEdge };

const MARKER = { type: MarkerType.ArrowClosed, width: 14, height: 14, color: "var(--edge)" };

/** The library describes every node as "node"; the card inside is a button with a name of its own. */
const QUIET = { "aria-roledescription": undefined, "aria-describedby": undefined };

/** A step as the canvas takes it. */
export function nodeOf(data: StepNodeData, position = data.step.position): StepNodeType {
  const { step } = data;
  const withNumbers = data.numbers !== undefined;
  const size = { width: CARD_WIDTH, height: cardHeight(step, withNumbers) };
  return {
    id: step.id,
    type: "step",
    position: { x: position.x, y: position.y },
    data,
    ...size,
    measured: size,
    handles: handlesOf(step, withNumbers),
    domAttributes: QUIET,
  };
}

/** The lines of all steps, on their lanes; `look` may give each its width, colour and label. */
export function edgesOf(
  steps: readonly FlowStep[],
  lanes: ReadonlyMap<string, number>,
  look: (step: FlowStep, exit: string) => FlowEdgeData,
): FlowEdgeType[] {
  const known = new Set(steps.map(({ id }) => id));
  return steps.flatMap((step) =>
    exitsOf(step).flatMap((exit): FlowEdgeType[] => {
      const target = step.exits[exit];
      if (target === undefined || !known.has(target)) return [];
      const id = edgeId(step.id, exit);
      const lane = lanes.get(id);
      const data = { ...look(step, exit), ...(lane === undefined ? {} : { lane }) };
      const markerEnd = data.colour ? { ...MARKER, color: data.colour } : MARKER;
      return [{ id, type: "exit", source: step.id, sourceHandle: exit, target, data, markerEnd }];
    }),
  );
}
