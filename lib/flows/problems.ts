import type { z } from "zod";
import type { FlowDefinition } from "@/lib/domain/flow/definition";
import { type References, validateFlow } from "@/lib/domain/flow/validate";
import { AppError } from "@/lib/errors";
import type { FlowReferences, flowProblem } from "@/lib/flows/contract";

export type FlowProblemView = z.output<typeof flowProblem>;

/** What stands in the way of a definition in its workspace, as answers have it. */
export const problemsIn = (definition: FlowDefinition, references: FlowReferences): FlowProblemView[] =>
  validateFlow(definition, known(references)).map(({ params, ...problem }) => ({
    ...problem,
    params: { ...params },
  }));

const idsOf = (named: readonly { readonly id: string }[]): Set<number> =>
  new Set(named.map(({ id }) => Number(id)));

const known = ({ connections, rules, logs, endpoints, campaigns, secrets }: FlowReferences): References => ({
  connections: new Map(
    connections.map(({ id, sms, calls, can }) => {
      const channels = [...(sms ? ["sms" as const] : []), ...(calls ? ["voice" as const] : [])];
      return [Number(id), { channels, can }];
    }),
  ),
  rules: idsOf(rules),
  logs: idsOf(logs),
  endpoints: idsOf(endpoints),
  campaigns: idsOf(campaigns),
  secrets: new Set(secrets),
});

/** @throws AppError unprocessable with the problems, warnings among them, while there are errors */
export function requirePublishable(definition: FlowDefinition, references: FlowReferences): void {
  const problems = problemsIn(definition, references);
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return;
  const steps = [...new Set(errors.map(({ stepId }) => stepId ?? "the flow"))].join(", ");
  throw new AppError("unprocessable", `The draft can't run yet. Repair what is marked first: ${steps}.`, {
    problems: problems.map((problem) => ({
      ...problem,
      path: problem.stepId === null ? "" : `steps.${problem.stepId}`,
      message: problem.stepId === null ? problem.code : `Step “${problem.stepId}”: ${problem.code}`,
    })),
  });
}
