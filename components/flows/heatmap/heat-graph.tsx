"use client";

import "@xyflow/react/dist/base.css";
import "@/components/flows/graph/graph.css";
import {
  Background,
  BackgroundVariant,
  NodeToolbar,
  Panel,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from "@xyflow/react";
import { Maximize, Minus, Plus } from "lucide-react";
import { type FocusEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { EDGE_TYPES, NODE_TYPES } from "@/components/flows/graph/drawing";
import type { FlowEdgeType } from "@/components/flows/graph/flow-edge";
import type { StepNodeType } from "@/components/flows/graph/step-node";
import { IconButton } from "@/components/ui/icon-button";
import { useHeat } from "./heat-context";
import { StepFormula } from "./step-formula";
import { useDrawing } from "./use-drawing";

const FIT = { padding: 0.08, maxZoom: 1, minZoom: 0.3 };
const FIXED = {
  nodesDraggable: false,
  nodesConnectable: false,
  nodesFocusable: false,
  edgesFocusable: false,
};

/** The version's graph with its numbers. The list says the same without a drawing. */
export function HeatGraph() {
  return (
    <ReactFlowProvider>
      <Canvas />
    </ReactFlowProvider>
  );
}

function Canvas() {
  const t = useTranslations("flowHeatmap");
  const { choose } = useHeat();
  const { nodes, edges, aspect } = useDrawing();
  const [looked, setLooked] = useState<string | null>(null);
  const onFocus = ({ target }: FocusEvent): void =>
    setLooked(target.closest("[data-step]")?.getAttribute("data-step") ?? null);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: focus of the cards inside, which are buttons
    <div
      className="flow-graph max-h-[68dvh] min-h-96 w-full"
      style={{ aspectRatio: aspect }}
      onFocus={onFocus}
      onBlur={() => setLooked(null)}
    >
      <ReactFlow<StepNodeType, FlowEdgeType>
        {...FIXED}
        aria-label={t("label")}
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodeClick={(_, { id }) => choose(id, null)}
        onEdgeClick={(_, { source, sourceHandle }) => choose(source, sourceHandle ?? null)}
        onNodeMouseEnter={(_, { id }) => setLooked(id)}
        onNodeMouseLeave={() => setLooked(null)}
        fitView
        fitViewOptions={FIT}
        minZoom={0.15}
        maxZoom={1.5}
        // The page scrolls under the wheel; the buttons and two fingers zoom.
        zoomOnScroll={false}
        preventScrolling={false}
        disableKeyboardA11y
        deleteKeyCode={null}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.5} />
        {looked !== null && (
          <NodeToolbar nodeId={looked} isVisible position={Position.Bottom} className="pointer-events-none">
            <StepFormula id={looked} />
          </NodeToolbar>
        )}
        <Tools />
      </ReactFlow>
    </div>
  );
}

function Tools() {
  const t = useTranslations("flowHeatmap");
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  const duration = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200;
  return (
    <Panel position="bottom-left">
      <div
        role="toolbar"
        aria-label={t("tools")}
        className="flex rounded-lg border border-line bg-raised p-0.5 shadow-card"
      >
        <IconButton
          size="sm"
          label={t("zoomOut")}
          icon={<Minus aria-hidden />}
          onClick={() => void zoomOut({ duration })}
        />
        <IconButton
          size="sm"
          label={t("zoomIn")}
          icon={<Plus aria-hidden />}
          onClick={() => void zoomIn({ duration })}
        />
        <IconButton
          size="sm"
          label={t("fit")}
          icon={<Maximize aria-hidden />}
          onClick={() => void fitView({ ...FIT, duration })}
        />
      </div>
    </Panel>
  );
}
