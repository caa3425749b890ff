import { useEffect, useState, useSyncExternalStore } from "react";
import { outlivesPage, saveFlowDraft } from "@/lib/client/flow-editor";
import type { FlowDetail } from "@/lib/flows/contract";
import { createDraftSaver, type DraftSaver, type SaveState } from "./draft-saver";
import { markRevision } from "./fresh-flow";
import type { EditorStore } from "./state/store";

/** Keeps the draft stored while somebody edits, also when they leave at once; warns where that can't be. */
export function useDraft(flow: FlowDetail, store: EditorStore): { saver: DraftSaver; saving: SaveState } {
  const [saver] = useState(() =>
    createDraftSaver(flow.draft, flow.draftRevision, (definition, revision) => {
      const saved = saveFlowDraft(flow.id, definition, revision);
      // The answer may find the page gone, so what it will say is kept before.
      markRevision(flow.id, revision + 1, saved);
      return saved;
    }),
  );
  const saving = useSyncExternalStore(saver.subscribe, saver.get, saver.get);
  useEffect(() => {
    const stop = store.subscribe(() => saver.changed(store.get().definition));
    const send = (): void => void saver.flush();
    // Phones end a page in the background without another word.
    const hide = (): void => void (document.visibilityState === "hidden" && saver.flush());
    const leave = (event: BeforeUnloadEvent): void => {
      void saver.flush();
      if (!saver.isUnderWay() || (saver.get().is !== "saved" && !outlivesPage(store.get().definition)))
        event.preventDefault();
    };
    const listeners = new AbortController();
    const { signal } = listeners;
    window.addEventListener("online", send, { signal });
    window.addEventListener("pagehide", send, { signal });
    window.addEventListener("beforeunload", leave, { signal });
    document.addEventListener("visibilitychange", hide, { signal });
    return () => {
      stop();
      listeners.abort();
      void saver.flush();
    };
  }, [saver, store]);
  return { saver, saving };
}
