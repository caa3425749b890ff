import type { RuleDraft } from "./draft";

/** What every part of the form gets: the rule as typed, how to change it, and what is wrong with it. */
export type Editing = {
  readonly draft: RuleDraft;
  readonly change: (part: Partial<RuleDraft>) => void;
  /** By the path within the definition, e.g. "steps.0.text". */
  readonly errorsOf: (path: string) => readonly string[];
};
