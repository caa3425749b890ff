/** What stands in the way of a flow, as a code with parameters that the interface puts into words. */
export const FLOW_PROBLEM_CODES = [
  // The graph
  "no_trigger",
  "several_triggers",
  "too_many_steps",
  "duplicate_id",
  "unreachable",
  "unknown_exit",
  "missing_target",
  "into_trigger",
  "no_exit",
  "cycle_without_wait",
  // What a step names in the workspace
  "missing_connection",
  "unknown_connection",
  "cannot_send",
  "unknown_rule",
  "unknown_log",
  "missing_endpoint",
  "unknown_endpoint",
  "unknown_campaign",
  "missing_secret",
  "unknown_secret",
  "limits_missing",
  "no_budget",
  // What is written in a step
  "template",
  "secret_not_here",
  "missing_from",
  "missing_prompt",
  "bad_language",
  "bad_time",
  "bad_duration",
  "empty_condition",
  "empty_test",
  "missing_statuses",
  "bad_url",
  "bad_header",
  "plain_secret",
  "body_not_sent",
  "bad_path",
  "bad_variable",
  "variable_taken",
  "missing_column_name",
] as const;
export type FlowProblemCode = (typeof FLOW_PROBLEM_CODES)[number];

export type FlowProblem = {
  /** Null where it concerns the flow as a whole. */
  readonly stepId: string | null;
  /** An error stands in the way of publishing. */
  readonly severity: "error" | "warning";
  readonly code: FlowProblemCode;
  readonly params: Readonly<Record<string, string | number>>;
};

/** Codes that are hints: the flow can run, but seldom as somebody meant it. */
const WARNINGS: ReadonlySet<FlowProblemCode> = new Set([
  "unknown_campaign",
  "no_budget",
  "plain_secret",
  "body_not_sent",
]);

export const problem = (
  code: FlowProblemCode,
  stepId: string | null,
  params: FlowProblem["params"] = {},
): FlowProblem => ({ stepId, severity: WARNINGS.has(code) ? "warning" : "error", code, params });
