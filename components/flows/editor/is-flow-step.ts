import type { FlowStep } from "@/lib/domain/flow/definition";
import { flowDefinition } from "@/lib/flows/definition-schema";

/** Whether a value from outside, such as the clipboard, is a step that can be saved. */
export const isFlowStep = (value: unknown): value is FlowStep =>
  flowDefinition.shape.steps.element.safeParse(value).success;
