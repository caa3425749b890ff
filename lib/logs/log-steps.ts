import type { FlowDefinition, LogStep } from "@/lib/domain/flow/definition";

/** A log step of one version of a flow. */
export type StepOfVersion = {
  readonly flowId: number;
  readonly version: number;
  readonly stepId: string;
  readonly logId: number | null;
  readonly columns: LogStep["columns"];
};

/** The log steps of a definition that write to the log, or all of them. */
export function logStepsOf(
  definition: FlowDefinition,
  logId: number | null,
): (LogStep & { readonly id: string })[] {
  return definition.steps.filter(
    (step): step is Extract<FlowDefinition["steps"][number], { type: "log" }> =>
      step.type === "log" && (logId === null || step.logId === logId),
  );
}

/** Whether a trail ("trigger>next b1>rejected log4>next") went through the step. */
export const passed = (trail: string, stepId: string): boolean =>
  trail
    .split(" ")
    .some((part) => part === stepId || part.startsWith(`${stepId}>`) || part.startsWith(`${stepId}=`));
