import type { FlowProblem, FlowProblemCode } from "@/lib/domain/flow/problem";

const BY_CODE: Partial<Record<FlowProblemCode, string>> = {
  missing_connection: "connectionId",
  unknown_connection: "connectionId",
  missing_from: "from",
  unknown_rule: "ruleId",
  unknown_log: "logId",
  missing_endpoint: "endpointId",
  unknown_endpoint: "endpointId",
  missing_secret: "secret",
  bad_language: "language",
  missing_prompt: "confirmPrompt",
  missing_statuses: "statuses",
  empty_condition: "tests",
  bad_url: "url",
  bad_header: "headers",
  plain_secret: "headers",
  body_not_sent: "body",
  bad_path: "results",
  variable_taken: "results",
  no_exit: "exits",
  unknown_exit: "exits",
  missing_target: "exits",
  into_trigger: "exits",
  limits_missing: "limits",
  no_budget: "limits",
};

/** The field of the inspector beside which a problem is said; "" for the step as a whole. */
export function fieldOf({ code, params }: FlowProblem): string {
  if (typeof params.test === "number") return `tests.${params.test - 1}`;
  if (typeof params.column === "number") return `columns.${params.column - 1}`;
  if (code === "bad_variable") return "results";
  if (code === "plain_secret") return params.field === "url" ? "url" : "headers";
  if (typeof params.field === "string") return params.field;
  return code === "unknown_secret" ? "secret" : (BY_CODE[code] ?? "");
}
