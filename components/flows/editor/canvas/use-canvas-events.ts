import type {
  Connection,
  EdgeChange,
  FinalConnectionState,
  NodeChange,
  ReactFlowInstance,
} from "@xyflow/react";
import { type DragEvent, useState } from "react";
import type { FlowEdgeType } from "@/components/flows/graph/flow-edge";
import type { StepNodeType } from "@/components/flows/graph/step-node";
import { CARD_WIDTH, HEAD_HEIGHT } from "@/components/flows/graph/step-size";
import type { StepType } from "@/lib/domain/flow/definition";
import { useEditorContext } from "../editor-context";
import { DRAG_TYPE } from "../palette";
import type { ExitRef, Point } from "../state/commands";
import { nextFreeExit } from "../state/new-step";
import { type EditorStore, useEditorStore } from "../state/store";
import { useEditorActions } from "../use-editor-actions";

type Instance = ReactFlowInstance<StepNodeType, FlowEdgeType>;
const NOTHING: ReadonlyMap<string, Point> = new Map();

/** What the pointer does on the canvas, as commands. Places of a drag are kept apart until it ends. */
export function useCanvasEvents(instance: Instance) {
  const store = useEditorStore();
  const { setInsertAt, setPanel } = useEditorContext();
  const { add } = useEditorActions();
  const [moved, setMoved] = useState(NOTHING);
  const handlers = {
    onNodesChange: (changes: NodeChange<StepNodeType>[]): void => {
      const places = placesOf(changes);
      if (places.size > 0 && isDragging(changes)) setMoved((before) => new Map([...before, ...places]));
      else if (places.size > 0) {
        store.run({ do: "place", places: new Map([...moved, ...places]) });
        setMoved(NOTHING);
      }
      select(store, changes);
    },
    onEdgesChange: (changes: EdgeChange<FlowEdgeType>[]): void => {
      for (const change of changes) {
        if (change.type !== "select") continue;
        const line = refOf(change.id);
        if (change.selected) store.dispatch({ do: "selectLine", line });
        else if (sameRef(store.get().line, line)) store.dispatch({ do: "selectLine", line: null });
      }
    },
    onConnect: ({ source, sourceHandle, target }: Connection): void => {
      if (sourceHandle)
        store.run({ do: "connect", from: { stepId: source, exit: sourceHandle }, to: target });
    },
    onReconnect: (old: FlowEdgeType, { source, sourceHandle, target }: Connection): void => {
      const from = refOf(old.id);
      if (source !== from.stepId || sourceHandle !== from.exit) store.run({ do: "connect", from, to: null });
      if (sourceHandle)
        store.run({ do: "connect", from: { stepId: source, exit: sourceHandle }, to: target });
    },
    /** Dropped on nothing: the next step from the palette stands there. */
    onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState): void => {
      if (state.toNode || !state.fromNode || state.fromHandle?.type !== "source") return;
      const place = "clientX" in event ? event : event.changedTouches[0];
      if (!place || !state.fromHandle.id) return;
      const { x, y } = instance.screenToFlowPosition({ x: place.clientX, y: place.clientY });
      setInsertAt({
        stepId: state.fromNode.id,
        exit: state.fromHandle.id,
        at: { x: Math.round(x), y: Math.round(y - HEAD_HEIGHT / 2) },
      });
    },
    onNodeClick: (): void => setPanel("step"),
    onDragOver: (event: DragEvent): void => {
      if (!event.dataTransfer.types.includes(DRAG_TYPE)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    },
    /** On a line the step goes into it, on a card behind it, elsewhere it stands alone. */
    onDrop: (event: DragEvent): void => {
      const type = event.dataTransfer.getData(DRAG_TYPE) as StepType | "";
      if (type === "") return;
      event.preventDefault();
      const { x, y } = instance.screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const after = exitUnder(store, event.target as Element);
      const isOnCard = (event.target as Element).closest(".react-flow__node") !== null;
      const at = { x: Math.round(x - CARD_WIDTH / 2), y: Math.round(y - HEAD_HEIGHT / 2) };
      add(type, isOnCard ? { after } : { after, at });
    },
  };
  return { moved, handlers };
}

const refOf = (id: string): ExitRef => {
  const at = id.lastIndexOf(">");
  return { stepId: id.slice(0, at), exit: id.slice(at + 1) };
};
const sameRef = (a: ExitRef | null, b: ExitRef): boolean => a?.stepId === b.stepId && a.exit === b.exit;

function placesOf(changes: readonly NodeChange<StepNodeType>[]): Map<string, Point> {
  const places = new Map<string, Point>();
  for (const change of changes) {
    if (change.type === "position" && change.position) places.set(change.id, change.position);
  }
  return places;
}

const isDragging = (changes: readonly NodeChange<StepNodeType>[]): boolean =>
  changes.some((change) => change.type === "position" && change.dragging);

function select(store: EditorStore, changes: readonly NodeChange<StepNodeType>[]): void {
  const changed = changes.filter((change) => change.type === "select");
  if (changed.length === 0) return;
  const off = new Set(changed.filter(({ selected }) => !selected).map(({ id }) => id));
  const on = changed.filter(({ selected }) => selected).map(({ id }) => id);
  const { selection } = store.get();
  store.dispatch({
    do: "select",
    ids: [...selection.filter((id) => !off.has(id) && !on.includes(id)), ...on],
  });
}

function exitUnder(store: EditorStore, target: Element): ExitRef | null {
  const line = target.closest<SVGElement>(".react-flow__edge")?.dataset.id;
  if (line !== undefined) return refOf(line);
  const id = target.closest<HTMLElement>(".react-flow__node")?.dataset.id;
  const step = store.get().definition.steps.find((one) => one.id === id);
  return step ? nextFreeExit(step) : null;
}
