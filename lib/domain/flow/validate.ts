import type { Ability } from "../channel/capability";
import { lengthFaults, senderFaults, sendingFaults } from "../fallback/check-sending";
import { isLocalTime } from "../time";
import type { FlowDefinition, FlowStep, Test } from "./definition";
import { graphProblems } from "./graph";
import { httpProblems } from "./http-problems";
import { type FlowProblem, type FlowProblemCode, problem } from "./problem";
import { sendingStep } from "./sending-step";
import { templateProblems } from "./template-problems";
import { isVariableName } from "./variables";

/** What the steps of a flow may name in its workspace. */
export type References = {
  readonly rules: ReadonlySet<number>;
  readonly connections: ReadonlyMap<number, Ability>;
  readonly logs: ReadonlySet<number>;
  readonly endpoints: ReadonlySet<number>;
  readonly campaigns: ReadonlySet<number>;
  readonly secrets: ReadonlySet<string>;
};

/** All problems of a flow, each with its step: first those of the graph, then step by step. */
export const validateFlow = (flow: FlowDefinition, references: References): FlowProblem[] => [
  ...graphProblems(flow),
  ...limitsProblems(flow),
  ...flow.steps.flatMap((step) => stepProblems(step, references)),
];

function limitsProblems({ limits, steps }: FlowDefinition): FlowProblem[] {
  const sending = steps.find(({ type }) => type === "sms" || type === "call");
  if (!sending) return [];
  if (!limits) return [problem("limits_missing", sending.id)];
  const { quiet, campaignBudgetMicros, dayBudgetMicros } = limits;
  return [
    ...(quiet && !isLocalTime(quiet.from) ? [problem("bad_time", null, { field: "limits.quiet.from" })] : []),
    ...(quiet && !isLocalTime(quiet.until)
      ? [problem("bad_time", null, { field: "limits.quiet.until" })]
      : []),
    ...(campaignBudgetMicros === 0 || dayBudgetMicros === 0 ? [problem("no_budget", sending.id)] : []),
  ];
}

function stepProblems(step: FlowStep, references: References): FlowProblem[] {
  const here = (code: FlowProblemCode, params: FlowProblem["params"] = {}) => problem(code, step.id, params);
  switch (step.type) {
    case "trigger":
    case "branch":
    case "end":
    case "suppress":
      return [];
    case "condition":
      return conditionProblems(step, references);
    case "wait":
      return waitProblems(step);
    case "local_time":
      if (step.source === "number") return [];
      if (!step.secret) return [here("missing_secret", { field: "secret" })];
      return references.secrets.has(step.secret) ? [] : [here("unknown_secret", { name: step.secret })];
    case "http":
      return httpProblems(step, references.secrets);
    case "log":
      return logProblems(step, references);
    case "fallback":
      return step.ruleId === null || references.rules.has(step.ruleId)
        ? []
        : [here("unknown_rule", { id: step.ruleId })];
    case "webhook":
      if (step.endpointId === null) return [here("missing_endpoint")];
      return references.endpoints.has(step.endpointId)
        ? []
        : [here("unknown_endpoint", { id: step.endpointId })];
    case "sms":
      return [...senderProblems(step, references), ...templateProblems(step.id, "text", step.text)];
    case "call":
      return callProblems(step, references);
  }
}

type Step<Type extends FlowStep["type"]> = Extract<FlowStep, { type: Type }>;

function conditionProblems({ id, tests }: Step<"condition">, { campaigns }: References): FlowProblem[] {
  if (tests.length === 0) return [problem("empty_condition", id)];
  return tests.flatMap((test, i) => testProblems(id, test, i, campaigns));
}

function testProblems(id: string, test: Test, index: number, campaigns: ReadonlySet<number>): FlowProblem[] {
  const at = { test: index + 1 };
  if (test.on === "local_hour")
    return (["from", "until"] as const).flatMap((field) =>
      isLocalTime(test[field]) ? [] : [problem("bad_time", id, { ...at, field })],
    );
  if (test.on === "variable")
    return isVariableName(test.name) ? [] : [problem("bad_variable", id, { ...at, name: test.name })];
  if (test.is.length === 0) return [problem("empty_test", id, at)];
  if (test.on !== "campaign") return [];
  return test.is.flatMap((campaign) =>
    campaigns.has(campaign) ? [] : [problem("unknown_campaign", id, { ...at, id: campaign })],
  );
}

function waitProblems(step: Step<"wait">): FlowProblem[] {
  switch (step.until) {
    case "duration":
      return step.minutes >= 1 ? [] : [problem("bad_duration", step.id, { field: "minutes" })];
    case "local_time":
      return isLocalTime(step.at) ? [] : [problem("bad_time", step.id, { field: "at" })];
    case "status":
      return [
        ...(step.statuses.length === 0 ? [problem("missing_statuses", step.id)] : []),
        ...(step.timeoutMinutes >= 1 ? [] : [problem("bad_duration", step.id, { field: "timeoutMinutes" })]),
      ];
  }
}

function logProblems({ id, logId, columns }: Step<"log">, { logs }: References): FlowProblem[] {
  const unknown = logId === null || logs.has(logId) ? [] : [problem("unknown_log", id, { id: logId })];
  return [
    ...unknown,
    ...(columns ?? []).flatMap(({ name, value }, i) => [
      ...(name.trim() === "" ? [problem("missing_column_name", id, { column: i + 1 })] : []),
      ...(value.trim() === "" ? [] : templateProblems(id, `columns.${i}`, value)),
    ]),
  ];
}

/** As fallback rules are checked: who it comes from, how long it is, and what the connection can do. */
function senderProblems(step: Step<"sms" | "call">, { connections }: References): FlowProblem[] {
  const { id, connectionId } = step;
  const connection = connectionId === null ? undefined : connections.get(connectionId);
  const sending = sendingStep({ ...step, connectionId: connectionId ?? 0 });
  if (!sending) return [];
  const faults = connection
    ? sendingFaults(sending, connection)
    : [...senderFaults(sending), ...lengthFaults(sending)];
  const problems = faults.map(({ field, cause }) =>
    cause === "sender_empty" ? problem("missing_from", id) : problem("cannot_send", id, { field, cause }),
  );
  if (connectionId === null) return [problem("missing_connection", id), ...problems];
  return connection ? problems : [problem("unknown_connection", id, { id: connectionId }), ...problems];
}

const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

function callProblems(step: Step<"call">, references: References): FlowProblem[] {
  const { id, script, language, confirmPrompt, success } = step;
  return [
    ...senderProblems(step, references),
    ...templateProblems(id, "script", script),
    ...(confirmPrompt === null ? [] : templateProblems(id, "confirmPrompt", confirmPrompt)),
    ...(success === "confirmed" && confirmPrompt === null ? [problem("missing_prompt", id)] : []),
    ...(LANGUAGE.test(language) ? [] : [problem("bad_language", id, { language })]),
  ];
}
