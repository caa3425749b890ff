import { useReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import type { FlowEdgeType } from "@/components/flows/graph/flow-edge";
import type { StepNodeType } from "@/components/flows/graph/step-node";

/** Below it nobody reads a card. */
const READABLE = 0.55;
const MARGIN = 24; // pixels

const durationOf = (ms: number): number => (matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : ms);

/** Ways to look at the canvas. */
export function useViews() {
  const flow = useReactFlow<StepNodeType, FlowEdgeType>();
  return useMemo(() => {
    const frame = (): DOMRect | undefined => document.querySelector(".flow-graph")?.getBoundingClientRect();
    const all = (): void => void flow.fitView({ padding: 0.1, maxZoom: 1, duration: durationOf(200) });
    return {
      all,
      /** Everything where it stays readable, else the beginning of the flow. */
      begin(ms = 200): void {
        const nodes = flow.getNodes();
        const room = frame();
        if (!room || nodes.length === 0) return;
        const { x, y, width, height } = flow.getNodesBounds(nodes);
        const fitting = Math.min((room.width - 2 * MARGIN) / width, (room.height - 2 * MARGIN) / height, 1);
        const zoom = Math.max(fitting, READABLE);
        const start = nodes.find(({ data }) => data.step.type === "trigger") ?? nodes[0];
        const isTall = height * zoom > room.height;
        const middle = isTall && start ? start.position.y + (start.height ?? 0) / 2 : y + height / 2;
        const left = width * zoom > room.width - MARGIN ? MARGIN : (room.width - width * zoom) / 2;
        void flow.setViewport(
          { x: left - x * zoom, y: room.height / 2 - middle * zoom, zoom },
          { duration: durationOf(ms) },
        );
      },
      /** Brings a step into view when it is out of it. */
      show(id: string): void {
        const node = flow.getNode(id);
        const room = frame();
        if (!node || !room) return;
        const { x, y, zoom } = flow.getViewport();
        const { width = 0, height = 0, position } = node;
        const [left, top] = [position.x * zoom + x, position.y * zoom + y];
        const isSeen =
          left >= 0 && top >= 0 && left + width * zoom <= room.width && top + height * zoom <= room.height;
        if (isSeen) return;
        void flow.setCenter(position.x + width / 2, position.y + height / 2, {
          zoom,
          duration: durationOf(250),
        });
      },
    };
  }, [flow]);
}
