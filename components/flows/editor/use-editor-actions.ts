import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { layOut } from "@/components/flows/graph/layout";
import { useStepWords } from "@/components/flows/graph/step-words";
import { toast } from "@/components/ui/toast";
import type { FlowStep, StepType } from "@/lib/domain/flow/definition";
import { useEditorContext } from "./editor-context";
import { focusInspector, focusStep } from "./focus";
import { clipOf, stepsOfClip, withNewIds } from "./state/clipboard";
import type { ExitRef, Point } from "./state/commands";
import { FRESH, freePlace, newStepId, nextFreeExit } from "./state/new-step";
import { useEditorStore } from "./state/store";

type Where = { readonly after?: ExitRef | null; readonly at?: Point };

/** Everything that can be done to the flow, by pointer, keyboard or menu alike; each tells what it did. */
export function useEditorActions() {
  const t = useTranslations("flowEditor.done");
  const words = useStepWords();
  const store = useEditorStore();
  const { announce, insertAt, setInsertAt, setPanel } = useEditorContext();
  return useMemo(() => {
    const stepAt = (id: string | undefined): FlowStep | undefined =>
      store.get().definition.steps.find((step) => step.id === id);

    const whereNext = (): Where => {
      if (insertAt) return { after: insertAt, at: insertAt.at };
      const selected = stepAt(store.get().selection.at(-1));
      return { after: selected ? nextFreeExit(selected) : null };
    };
    const insert = (steps: readonly FlowStep[], done: string): void => {
      const ids = steps.map(({ id }) => id);
      store.run({ do: "insert", steps }, { select: ids });
      announce(done);
      if (ids[0] !== undefined) focusStep(ids[0]);
    };
    const copies = (steps: readonly FlowStep[]): FlowStep[] => withNewIds(store.get().definition, steps);

    return {
      add(type: StepType, where: Where = whereNext()): void {
        const { definition } = store.get();
        const { after = null, at } = where;
        const id = newStepId(type, new Set(definition.steps.map((step) => step.id)));
        const position = at ?? freePlace(definition, after, { x: 0, y: 0 });
        const step = { ...FRESH[type], id, title: null, position, exits: {} } as FlowStep;
        store.run({ do: "add", step, after }, { select: [id] });
        setInsertAt(null);
        setPanel("step");
        const before = stepAt(after?.stepId);
        const name = words.type(type);
        announce(
          before && after
            ? t("addedAfter", { name, step: words.title(before), exit: words.exit(before, after.exit) })
            : t("added", { name }),
        );
        focusInspector();
      },
      remove(): void {
        const { selection, line, definition } = store.get();
        if (line) {
          store.run({ do: "connect", from: line, to: null });
          announce(t("disconnected"));
          return;
        }
        if (selection.length === 0) return;
        const index = definition.steps.findIndex(({ id }) => id === selection[0]);
        store.run({ do: "remove", ids: selection });
        announce(t("removed", { count: selection.length }));
        const { steps } = store.get().definition;
        const next = steps[Math.min(index, steps.length) - 1] ?? steps[0];
        if (next) focusStep(next.id);
      },
      duplicate(): void {
        const { definition, selection } = store.get();
        const chosen = definition.steps.filter(
          ({ id, type }) => selection.includes(id) && type !== "trigger",
        );
        if (chosen.length > 0) insert(copies(chosen), t("duplicated", { count: chosen.length }));
      },
      /** Text for the clipboard; null when nothing is selected. */
      copied(): string | null {
        const { definition, selection } = store.get();
        const text = clipOf(definition, selection);
        if (text !== null) announce(t("copied", { count: selection.length }));
        return text;
      },
      /** False when the text holds no steps. */
      async paste(text: string): Promise<boolean> {
        // What checks a step brings zod along, for something that few ever do.
        const { isFlowStep } = await import("./is-flow-step");
        const steps = stepsOfClip(text, isFlowStep);
        if (!steps) return false;
        const made = copies(steps);
        if (made.length === 0) toast.error(t("oneTrigger"));
        else insert(made, t("pasted", { count: made.length }));
        return true;
      },
      arrange(): void {
        store.run({ do: "place", places: layOut(store.get().definition.steps) });
        announce(t("arranged"));
      },
      earlier(id: string): void {
        store.run({ do: "earlier", id }, { select: [id] });
        announce(t("moved"));
        focusStep(id);
      },
      selectAll(): void {
        store.dispatch({ do: "select", ids: store.get().definition.steps.map(({ id }) => id) });
      },
      undo(): void {
        if (store.get().past.length === 0) return;
        store.dispatch({ do: "undo" });
        announce(t("undone"));
      },
      redo(): void {
        if (store.get().future.length === 0) return;
        store.dispatch({ do: "redo" });
        announce(t("redone"));
      },
    };
  }, [t, words, store, announce, insertAt, setInsertAt, setPanel]);
}
