import { createContext, useContext, useSyncExternalStore } from "react";
import type { FlowDefinition } from "@/lib/domain/flow/definition";
import type { Command } from "./commands";
import { type Action, type EditorState, reduce, startState } from "./editor-state";

/** The editor's state outside of React's tree: whoever reads a part of it is drawn anew for that part only. */
export type EditorStore = {
  get(): EditorState;
  dispatch(action: Action): void;
  /** @param mergeKey - changes with the same key in a row are undone together */
  run(command: Command, options?: { select?: readonly string[]; mergeKey?: string }): void;
  subscribe(listener: () => void): () => void;
};

export function createEditorStore(definition: FlowDefinition): EditorStore {
  let state = startState(definition);
  const listeners = new Set<() => void>();
  const dispatch = (action: Action): void => {
    const next = reduce(state, action);
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  };
  return {
    get: () => state,
    dispatch,
    run: (command, options = {}) => dispatch({ do: "command", command, ...options }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const Context = createContext<EditorStore | null>(null);
export const EditorStoreProvider = Context.Provider;

export function useEditorStore(): EditorStore {
  const store = useContext(Context);
  if (!store) throw new Error("This part belongs inside an EditorStoreProvider.");
  return store;
}

/** @param select - must return the same value for the same state */
export function useEditor<Part>(select: (state: EditorState) => Part): Part {
  const store = useEditorStore();
  const read = (): Part => select(store.get());
  return useSyncExternalStore(store.subscribe, read, read);
}
