import type { KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import { exitsOf, type FlowStep } from "@/lib/domain/flow/definition";
import { useEditorContext } from "../editor-context";
import { focusInspector } from "../focus";
import { useEditorStore } from "../state/store";
import { walkOrder } from "../state/walk-order";

const NUDGE = 16; // pixels

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-NUDGE, 0],
  ArrowRight: [NUDGE, 0],
  ArrowUp: [0, -NUDGE],
  ArrowDown: [0, NUDGE],
};

/** Left and right follow the lines, up and down the order of the run, so that every step is reached. */
function neighbour(steps: readonly FlowStep[], id: string, key: string): string | undefined {
  const step = steps.find((one) => one.id === id);
  if (!step) return undefined;
  if (key === "ArrowRight")
    return exitsOf(step)
      .map((exit) => step.exits[exit])
      .find((to) => to !== undefined);
  if (key === "ArrowLeft") return steps.find(({ exits }) => Object.values(exits).includes(id))?.id;
  const order = walkOrder(steps).filter(({ again }) => !again);
  const at = order.findIndex((row) => row.step.id === id);
  return order[at + (key === "ArrowUp" ? -1 : 1)]?.step.id;
}

/** Keys of a card on the canvas: arrows go, Alt and arrows move, Enter opens, Space selects. */
export function useCanvasKeys(show: (id: string) => void): (event: KeyboardEvent) => void {
  const t = useTranslations("flowEditor.done");
  const store = useEditorStore();
  const { setPanel, announce } = useEditorContext();
  const move = ([x, y]: readonly [number, number]): void => {
    const { definition, selection } = store.get();
    const places = new Map(
      definition.steps
        .filter(({ id }) => selection.includes(id))
        .map(({ id, position }) => [id, { x: position.x + x, y: position.y + y }]),
    );
    store.run({ do: "place", places }, { mergeKey: `nudge.${selection.join()}` });
    announce(t("nudged"));
  };
  return (event) => {
    const card = (event.target as Element).closest<HTMLElement>("[data-step]");
    const id = card?.dataset.step;
    if (id === undefined) return;
    const { definition, selection } = store.get();
    const direction = DIRECTIONS[event.key];
    if (direction && event.altKey) {
      event.preventDefault();
      if (!selection.includes(id)) store.dispatch({ do: "select", ids: [id] });
      move(direction);
    } else if (direction) {
      event.preventDefault();
      const next = neighbour(definition.steps, id, event.key);
      if (next === undefined) return;
      const ids = event.shiftKey ? [...selection.filter((one) => one !== next), next] : [next];
      store.dispatch({ do: "select", ids });
      show(next);
    } else if (event.key === "Enter") {
      event.preventDefault();
      store.dispatch({ do: "select", ids: [id] });
      setPanel("step");
      focusInspector();
    } else if (event.key === " ") {
      event.preventDefault();
      const others = selection.filter((one) => one !== id);
      store.dispatch({ do: "select", ids: others.length < selection.length ? others : [...others, id] });
    }
  };
}
