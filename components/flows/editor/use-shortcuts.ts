import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { toast } from "@/components/ui/toast";
import { useEditorContext } from "./editor-context";
import { focusStep, INSPECTOR_ID } from "./focus";
import { useEditorStore } from "./state/store";
import { useEditorActions } from "./use-editor-actions";

/** Where letters and their own keys belong to the field, and where another surface is on top. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest("input, textarea, select, [role=listbox], [role=menu]") !== null);
const isElsewhere = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("[role=dialog], [role=alertdialog], header nav") !== null;

/** Keys and clipboard of the whole editor; what is typed into fields is left to them. */
export function useShortcuts(): void {
  const t = useTranslations("flowEditor.done");
  const store = useEditorStore();
  const actions = useEditorActions();
  const { setPanel, setInsertAt, insertAt } = useEditorContext();
  useEffect(() => {
    const leave = (target: EventTarget | null): void => {
      const selected = store.get().selection.at(-1);
      const isInside = target instanceof HTMLElement && target.closest(`#${INSPECTOR_ID}`) !== null;
      if (insertAt) setInsertAt(null);
      else if (isInside && selected !== undefined) focusStep(selected);
      else if (isInside) setPanel(null);
      else store.dispatch({ do: "select", ids: [] });
    };
    /** A card that only has the focus is meant as well. */
    const takeFocused = (): void => {
      const id = document.activeElement?.closest<HTMLElement>("[data-step]")?.dataset.step;
      if (id !== undefined && !store.get().selection.includes(id))
        store.dispatch({ do: "select", ids: [id] });
    };
    const byKey: Readonly<Record<string, () => void>> = {
      z: actions.undo,
      Z: actions.redo,
      y: actions.redo,
      d: () => {
        takeFocused();
        actions.duplicate();
      },
      a: actions.selectAll,
    };
    const remove = (): void => {
      takeFocused();
      actions.remove();
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isElsewhere(event.target)) return;
      if (event.key === "Escape") {
        leave(event.target);
        return;
      }
      if (isTyping(event.target)) return;
      const isCommand = event.ctrlKey || event.metaKey;
      const key = event.shiftKey ? event.key.toUpperCase() : event.key;
      const act = isCommand ? byKey[key] : ["Delete", "Backspace"].includes(key) ? remove : undefined;
      if (!act) return;
      event.preventDefault();
      act();
    };
    const onCopy = (event: ClipboardEvent): void => {
      if (isTyping(event.target) || isElsewhere(event.target) || `${getSelection()}` !== "") return;
      takeFocused();
      const text = actions.copied();
      if (text === null) return;
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
      if (event.type === "cut") actions.remove();
    };
    const onPaste = (event: ClipboardEvent): void => {
      if (isTyping(event.target) || isElsewhere(event.target)) return;
      event.preventDefault();
      void actions.paste(event.clipboardData?.getData("text/plain") ?? "").then((isPasted) => {
        if (!isPasted) toast.error(t("nothingToPaste"));
      });
    };
    document.addEventListener("keydown", onKey);
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCopy);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCopy);
      document.removeEventListener("paste", onPaste);
    };
  }, [t, store, actions, setPanel, setInsertAt, insertAt]);
}
