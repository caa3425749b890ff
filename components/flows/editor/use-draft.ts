import { useEffect, useState, useSyncExternalStore } from "react";
import { saveFlowDraft } from "@/lib/client/flow-editor";
import type { FlowDetail } from "@/lib/flows/contract";
import { createDraftSaver, type DraftSaver, type SaveState } from "./draft-saver";
import type { EditorStore } from "./state/store";

/** Keeps the draft stored while somebody edits, and warns who leaves before it is. */
export function useDraft(flow: FlowDetail, store: EditorStore): { saver: DraftSaver; saving: SaveState } {
  const [saver] = useState(() =>
    createDraftSaver(flow.draft, flow.draftRevision, (definition, revision) =>
      saveFlowDraft(flow.id, definition, revision),
    ),
  );
  const saving = useSyncExternalStore(saver.subscribe, saver.get, saver.get);
  useEffect(() => {
    const stop = store.subscribe(() => saver.changed(store.get().definition));
    const retry = (): void => void saver.flush();
    window.addEventListener("online", retry);
    return () => {
      stop();
      window.removeEventListener("online", retry);
      void saver.flush();
    };
  }, [saver, store]);
  const isSaved = saving.is === "saved";
  useEffect(() => {
    if (isSaved) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isSaved]);
  return { saver, saving };
}
