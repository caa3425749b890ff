import type { FlowStep, StepType } from "@/lib/domain/flow/definition";

/** What the form of a step gets: its settings, how to change them, and what is wrong with each. */
export type StepEditing<Type extends StepType> = {
  readonly step: Extract<FlowStep, { type: Type }>;
  /** @param field - changes of one field in a row are undone together */
  readonly change: (part: Partial<Extract<FlowStep, { type: Type }>>, field: string) => void;
  readonly errorsOf: (field: string) => readonly string[];
};
