"use client";

import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from "@xyflow/react";
import { memo, type ReactNode } from "react";
import { lanePath } from "./lanes";

export type FlowEdgeData = {
  /** Pixels; 2 by default. */
  readonly width?: number;
  /** A colour of CSS, e.g. "var(--heat-good-6)". */
  readonly colour?: string;
  readonly label?: ReactNode;
  /** A run that is watched has gone along here. */
  readonly lit?: boolean;
  /** The height at which it passes cards that are in its way; see `lanesOf`. */
  readonly lane?: number;
};
export type FlowEdgeType = Edge<FlowEdgeData, "exit">;

type Ends = Pick<EdgeProps, "sourceX" | "sourceY" | "targetX" | "targetY">;

function alongLane({ sourceX, sourceY, targetX, targetY }: Ends, lane: number): [string, number, number] {
  const path = lanePath({ x: sourceX, y: sourceY }, { x: targetX, y: targetY }, lane);
  return [path, (sourceX + targetX) / 2, lane];
}

/** The line from an exit to the step that it leads to. */
export const FlowEdge = memo(function FlowEdge(props: EdgeProps<FlowEdgeType>) {
  const { data = {}, selected, markerEnd, interactionWidth, ...ends } = props;
  const [path, labelX, labelY] = data.lane === undefined ? getBezierPath(ends) : alongLane(ends, data.lane);
  const colour = selected || data.lit ? "var(--accent)" : (data.colour ?? "var(--edge)");
  const width = (data.width ?? 1.75) + (selected || data.lit ? 0.75 : 0);
  return (
    <>
      <BaseEdge
        path={path}
        markerEnd={markerEnd}
        interactionWidth={interactionWidth}
        style={{ stroke: colour, strokeWidth: width }}
      />
      {data.label !== undefined && (
        <EdgeLabelRenderer>
          <div
            className="absolute rounded-sm border border-line bg-surface px-1.5 py-px font-medium text-2xs tabular-nums shadow-card"
            style={{
              transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)`,
              pointerEvents: "all",
            }}
          >
            {data.label}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
