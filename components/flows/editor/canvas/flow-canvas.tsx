"use client";

import "@xyflow/react/dist/base.css";
import "@/components/flows/graph/graph.css";
import {
  Background,
  BackgroundVariant,
  ConnectionLineType,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useReactFlow,
} from "@xyflow/react";
import { useCallback, useEffect } from "react";
import { useTranslations } from "use-intl";
import { EDGE_TYPES, NODE_TYPES } from "@/components/flows/graph/drawing";
import type { FlowEdgeType } from "@/components/flows/graph/flow-edge";
import { GROUP_COLOUR, STEP_LOOKS } from "@/components/flows/graph/step-look";
import type { StepNodeType } from "@/components/flows/graph/step-node";
import { focusStep } from "../focus";
import type { LitRun } from "../lit-run";
import { useEditor, useEditorStore } from "../state/store";
import { CanvasTools } from "./canvas-tools";
import { useCanvasEvents } from "./use-canvas-events";
import { useCanvasKeys } from "./use-canvas-keys";
import { useGraph } from "./use-graph";
import { useViews } from "./use-views";

/** From here on an overview helps to find one's way. */
const LARGE = 14;

const colourOf = ({ data }: StepNodeType): string => GROUP_COLOUR[STEP_LOOKS[data.step.type].group];
const isValid = ({ source, target }: { source: string; target: string }): boolean => source !== target;

export function FlowCanvas({ run }: { readonly run: LitRun | null }) {
  return (
    <ReactFlowProvider>
      <Canvas run={run} />
    </ReactFlowProvider>
  );
}

function Canvas({ run }: { readonly run: LitRun | null }) {
  const t = useTranslations("flowEditor.canvas");
  const instance = useReactFlow<StepNodeType, FlowEdgeType>();
  const { moved, handlers } = useCanvasEvents(instance);
  const { nodes, edges } = useGraph(moved, run);
  const isLarge = useEditor(({ definition }) => definition.steps.length >= LARGE);
  const { show, begin } = useViews();
  const onKeyDown = useCanvasKeys(
    useCallback(
      (id: string) => {
        focusStep(id);
        show(id);
      },
      [show],
    ),
  );
  useShownSelection(show);
  const now = run ? [...run.steps].find(([, lit]) => lit === "now")?.[0] : undefined;
  useEffect(() => {
    if (now !== undefined) show(now);
  }, [now, show]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the cards inside, which are buttons
    <div className="flow-graph size-full" onKeyDown={onKeyDown}>
      <ReactFlow<StepNodeType, FlowEdgeType>
        {...handlers}
        aria-label={t("label")}
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        isValidConnection={isValid}
        onInit={() => begin(0)}
        minZoom={0.1}
        maxZoom={1.75}
        connectionLineType={ConnectionLineType.Bezier}
        connectionRadius={28}
        selectionMode={SelectionMode.Partial}
        panOnScroll
        // The editor has its own keys: they also work in the list, and for what is not on the canvas.
        disableKeyboardA11y
        nodesFocusable={false}
        edgesFocusable={false}
        deleteKeyCode={null}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.5} />
        <CanvasTools />
        {isLarge && (
          <MiniMap<StepNodeType>
            pannable
            zoomable
            ariaLabel={t("map")}
            nodeColor={colourOf}
            className="max-md:hidden"
          />
        )}
      </ReactFlow>
    </div>
  );
}

/** A step that gets selected from elsewhere, such as the list of problems or an exit, is brought into view. */
function useShownSelection(show: (id: string) => void): void {
  const store = useEditorStore();
  const selected = useEditor(({ selection }) => (selection.length === 1 ? selection[0] : undefined));
  useEffect(() => {
    if (selected === undefined) return;
    const frame = requestAnimationFrame(() => {
      if (store.get().selection[0] === selected) show(selected);
    });
    return () => cancelAnimationFrame(frame);
  }, [selected, show, store]);
}
