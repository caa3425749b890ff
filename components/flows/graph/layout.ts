import { Graph, layout } from "@dagrejs/dagre";
import { exitsOf, type FlowStep } from "@/lib/domain/flow/definition";
import { CARD_WIDTH, cardHeight } from "./step-size";

export type Point = { readonly x: number; readonly y: number };

const GAP = { nodesep: 36, ranksep: 72, edgesep: 16 };

/**
 * Places for all steps, from left to right in the order of the run; the same steps always get the same
 * places. @returns top left corners, by step id
 */
export function layOut(steps: readonly FlowStep[], withNumbers = false): ReadonlyMap<string, Point> {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", ...GAP });
  graph.setDefaultEdgeLabel(() => ({}));
  const known = new Set(steps.map(({ id }) => id));
  for (const step of steps)
    graph.setNode(step.id, { width: CARD_WIDTH, height: cardHeight(step, withNumbers) });
  for (const step of steps) {
    for (const exit of exitsOf(step)) {
      const target = step.exits[exit];
      if (target !== undefined && known.has(target)) graph.setEdge(step.id, target, {}, exit);
    }
  }
  layout(graph);
  return new Map(
    steps.map((step) => {
      const { x = 0, y = 0 } = graph.node(step.id);
      return [
        step.id,
        { x: Math.round(x - CARD_WIDTH / 2), y: Math.round(y - cardHeight(step, withNumbers) / 2) },
      ];
    }),
  );
}
