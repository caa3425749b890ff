import type { FlowDefinition } from "@/lib/domain/flow/definition";
import { apply, type Command, type ExitRef } from "./commands";

export type EditorState = {
  readonly definition: FlowDefinition;
  /** Selected steps, the one that the inspector shows last. */
  readonly selection: readonly string[];
  /** A selected line. */
  readonly line: ExitRef | null;
  readonly past: readonly FlowDefinition[];
  readonly future: readonly FlowDefinition[];
  /** Changes with the same key in a row are undone together: the letters of a word. */
  readonly mergeKey: string | null;
};

export type Action =
  | {
      readonly do: "command";
      readonly command: Command;
      readonly select?: readonly string[];
      readonly mergeKey?: string;
    }
  | { readonly do: "undo" }
  | { readonly do: "redo" }
  | { readonly do: "select"; readonly ids: readonly string[] }
  | { readonly do: "selectLine"; readonly line: ExitRef | null }
  /** Another definition from outside; nothing of before can be undone into it. */
  | { readonly do: "load"; readonly definition: FlowDefinition };

/** Steps back that are kept. */
const DEPTH = 200;

export const startState = (definition: FlowDefinition): EditorState => ({
  definition,
  selection: [],
  line: null,
  past: [],
  future: [],
  mergeKey: null,
});

export function reduce(state: EditorState, action: Action): EditorState {
  switch (action.do) {
    case "command":
      return command(state, action);
    case "undo":
      return undo(state);
    case "redo":
      return redo(state);
    case "select":
      return sameList(state.selection, action.ids) && state.line === null
        ? state
        : { ...state, selection: action.ids, line: null, mergeKey: null };
    case "selectLine":
      return { ...state, line: action.line, selection: action.line ? [] : state.selection, mergeKey: null };
    case "load":
      return startState(action.definition);
  }
}

function command(state: EditorState, action: Extract<Action, { do: "command" }>): EditorState {
  const definition = apply(state.definition, action.command);
  const selection = action.select ?? state.selection;
  if (definition === state.definition) return action.select ? { ...state, selection, line: null } : state;
  const mergeKey = action.mergeKey ?? null;
  const merges = mergeKey !== null && mergeKey === state.mergeKey;
  return {
    definition,
    ...stillThere(definition, selection, action.select ? null : state.line),
    past: merges ? state.past : [...state.past, state.definition].slice(-DEPTH),
    future: [],
    mergeKey,
  };
}

function undo(state: EditorState): EditorState {
  const definition = state.past.at(-1);
  if (!definition) return state;
  return {
    definition,
    ...stillThere(definition, state.selection, state.line),
    past: state.past.slice(0, -1),
    future: [state.definition, ...state.future],
    mergeKey: null,
  };
}

function redo(state: EditorState): EditorState {
  const [definition, ...future] = state.future;
  if (!definition) return state;
  return {
    definition,
    ...stillThere(definition, state.selection, state.line),
    past: [...state.past, state.definition],
    future,
    mergeKey: null,
  };
}

function stillThere(definition: FlowDefinition, selection: readonly string[], line: ExitRef | null) {
  const steps = new Map(definition.steps.map((step) => [step.id, step]));
  const isThere = line !== null && steps.get(line.stepId)?.exits[line.exit] !== undefined;
  return { selection: selection.filter((id) => steps.has(id)), line: isThere ? line : null };
}

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);
