import type { KeyboardEvent } from "react";
import { useEditorContext } from "../editor-context";
import { focusInspector, focusStep } from "../focus";
import { canMoveEarlier, mainExit } from "../state/commands";
import { useEditorStore } from "../state/store";
import type { WalkRow } from "../state/walk-order";
import { useEditorActions } from "../use-editor-actions";

/** Keys of the outline: up and down go, with Alt they move the step, Enter opens it. */
export function useListKeys(rows: readonly WalkRow[]): (event: KeyboardEvent) => void {
  const store = useEditorStore();
  const { setPanel } = useEditorContext();
  const { earlier } = useEditorActions();
  const moveInLine = (id: string, isUp: boolean): void => {
    const { steps } = store.get().definition;
    const step = steps.find((one) => one.id === id);
    const exit = step && mainExit(step);
    const moving = isUp ? id : exit === undefined ? undefined : step?.exits[exit];
    if (moving === undefined || !canMoveEarlier(steps, moving)) return;
    earlier(moving);
    if (moving !== id) {
      store.dispatch({ do: "select", ids: [id] });
      focusStep(id);
    }
  };
  return (event) => {
    const id = (event.target as HTMLElement).closest<HTMLElement>("[data-row]")?.dataset.step;
    if (id === undefined) return;
    const isUp = event.key === "ArrowUp";
    if (event.key === "Enter") {
      event.preventDefault();
      store.dispatch({ do: "select", ids: [id] });
      setPanel("step");
      focusInspector();
      return;
    }
    if (!isUp && event.key !== "ArrowDown") return;
    event.preventDefault();
    if (event.altKey) return moveInLine(id, isUp);
    const own = rows.filter(({ again }) => !again);
    const next = own[own.findIndex(({ step }) => step.id === id) + (isUp ? -1 : 1)];
    if (!next) return;
    store.dispatch({ do: "select", ids: [next.step.id] });
    focusStep(next.step.id);
  };
}
