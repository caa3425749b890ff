import { createContext, useContext } from "react";
import type { FlowProblem } from "@/lib/domain/flow/problem";
import type { EditorChoices } from "@/lib/fallback/rules/editor-choices";
import type { FlowDetail } from "@/lib/flows/contract";
import type { ExitRef, Point } from "./state/commands";

export type Panel = "step" | "flow" | "problems" | "test";
export type View = "canvas" | "list";

/** Where the next step will stand: after an exit, or at a place that was chosen with the pointer. */
export type InsertAt = ExitRef & { readonly at?: Point };

export type EditorContextValue = {
  readonly flow: Pick<FlowDetail, "id" | "name" | "campaigns" | "publishedVersion">;
  readonly references: FlowDetail["references"];
  readonly choices: EditorChoices;
  readonly view: View;
  readonly setView: (view: View) => void;
  readonly panel: Panel | null;
  readonly setPanel: (panel: Panel | null) => void;
  readonly insertAt: InsertAt | null;
  readonly setInsertAt: (at: InsertAt | null) => void;
  /** Says something to people who listen to the page. */
  readonly announce: (text: string) => void;
};

const Context = createContext<EditorContextValue | null>(null);
export const EditorContextProvider = Context.Provider;

export function useEditorContext(): EditorContextValue {
  const value = useContext(Context);
  if (!value) throw new Error("This part belongs inside the editor.");
  return value;
}

export type Problems = {
  readonly all: readonly FlowProblem[];
  readonly byStep: ReadonlyMap<string, readonly FlowProblem[]>;
  /** What stands in the way of publishing. */
  readonly errors: number;
  /** What may be meant so. */
  readonly hints: number;
};

const ProblemsContext = createContext<Problems>({ all: [], byStep: new Map(), errors: 0, hints: 0 });
export const ProblemsProvider = ProblemsContext.Provider;
export const useProblems = (): Problems => useContext(ProblemsContext);
