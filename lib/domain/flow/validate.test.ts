import { expect, test } from "vitest";
import { DEFAULT_FLOW } from "./default-flow";
import type {
  CallFlowStep,
  FlowDefinition,
  FlowStep,
  HttpStep,
  SmsFlowStep,
  StepSettings,
  Test,
} from "./definition";
import { FLOW_PROBLEM_CODES, type FlowProblem } from "./problem";
import { flow, step } from "./testing/build-flow";
import { type References, validateFlow } from "./validate";

const calls = (pressToConfirm: boolean) => ({ pressToConfirm, detectsMachines: true });
const REFERENCES: References = {
  rules: new Set([1]),
  connections: new Map([
    [1, { channels: ["sms"], can: { validity: false, calls: null } }],
    [2, { channels: ["voice"], can: { validity: true, calls: calls(true) } }],
    [3, { channels: ["voice"], can: { validity: true, calls: calls(false) } }],
  ]),
  logs: new Set([1]),
  endpoints: new Set([1]),
  campaigns: new Set([1]),
  secrets: new Set(["crm"]),
};

const LIMITS = {
  quiet: null,
  campaignBudgetMicros: 1,
  dayBudgetMicros: 1,
  perPersonHours: 24,
  maxAgeHours: 24,
};
const SMS: SmsFlowStep = {
  type: "sms",
  connectionId: 1,
  from: "Shop",
  text: "Hi {{name|}}!",
  validityMinutes: null,
};
const CALL: CallFlowStep = {
  type: "call",
  connectionId: 2,
  from: "+12025550100",
  script: "Hello.",
  language: "en-GB",
  voice: null,
  repeat: 1,
  confirmPrompt: null,
  machine: "missed",
  success: "answered",
};
const HTTP: HttpStep = {
  type: "http",
  method: "POST",
  url: "https://crm.example/people/{{recipient}}",
  headers: [{ name: "Authorization", value: "Bearer {{secret.crm}}" }],
  body: '{"status": "{{status}}", "nested": {"a": {}}}',
  results: [{ path: "data.items[0].name", variable: "name" }],
};
const MINUTE = { type: "wait", until: "duration", minutes: 1 } as const;

/** A trigger that leads to one step. */
const only = (settings: StepSettings, exits: Record<string, string> = {}): FlowDefinition => ({
  ...flow(
    step("t", { type: "trigger" }, { next: "x" }),
    step("x", settings, exits),
    step("e", { type: "end" }),
  ),
  limits: LIMITS,
});
const asking = (test: Test) => only({ type: "condition", match: "all", tests: [test] }, { yes: "e" });
const found = (definition: FlowDefinition): string[] =>
  validateFlow(definition, REFERENCES)
    .filter(({ stepId, code }) => stepId !== "e" || code !== "unreachable")
    .map(({ stepId, code }: FlowProblem) => `${stepId} ${code}`);

const t = step("t", { type: "trigger" }, { next: "a" });
const end = (id: string): FlowStep => step(id, { type: "end" });
const fallback = (id: string, next?: string) =>
  step(id, { type: "fallback", ruleId: null }, next ? { next } : {});

test("nothing is wrong with the default flow, nor with steps that are filled in", () => {
  for (const definition of [
    DEFAULT_FLOW,
    only(SMS),
    only(CALL),
    only(HTTP),
    only({ ...MINUTE }, { next: "e" }),
  ])
    expect(found(definition)).toEqual([]);
});

const GRAPHS: readonly [string, FlowDefinition, readonly string[]][] = [
  ["no trigger", flow(end("a")), ["null no_trigger"]],
  ["two triggers", flow(t, end("a"), step("u", { type: "trigger" }, { next: "a" })), ["u several_triggers"]],
  ["the same id twice", flow(t, end("a"), end("a")), ["a duplicate_id"]],
  ["a step that nothing leads to", flow(t, end("a"), end("b")), ["b unreachable"]],
  [
    "an exit that the step has not",
    flow(t, step("a", { type: "end" }, { next: "b" }), end("b")),
    ["a unknown_exit"],
  ],
  ["an exit to nowhere", flow(t, fallback("a", "gone")), ["a missing_target"]],
  ["a way back to the trigger", flow(t, step("a", MINUTE, { next: "t" })), ["a into_trigger"]],
  ["a branch that leads nowhere", flow(t, step("a", { type: "branch" })), ["a no_exit"]],
  ["a cycle", flow(t, fallback("a", "b"), fallback("b", "a")), ["a cycle_without_wait"]],
  ["a step that leads to itself", flow(t, fallback("a", "a")), ["a cycle_without_wait"]],
  ["a cycle through a wait", flow(t, fallback("a", "b"), step("b", MINUTE, { next: "a" })), []],
  [
    "a cycle through a status that may be there already",
    flow(
      t,
      step("a", { type: "wait", until: "status", statuses: ["read"], timeoutMinutes: 5 }, { arrived: "a" }),
    ),
    ["a cycle_without_wait"],
  ],
  [
    "a cycle through a time-out",
    flow(
      t,
      step("a", { type: "wait", until: "status", statuses: ["read"], timeoutMinutes: 5 }, { timed_out: "a" }),
    ),
    [],
  ],
  ["too many steps", flow(t, ...Array.from({ length: 300 }, () => end("a"))), ["null too_many_steps"]],
];
test.each(GRAPHS)("the graph: %s", (_, definition, problems) => {
  const codes = found(definition);
  expect(
    [...new Set(codes)].filter((each) => problems.includes(each) || !each.includes("duplicate")),
  ).toEqual(problems);
});

const header = (name: string, value: string) => only({ ...HTTP, headers: [{ name, value }] });
const result = (path: string, variable: string) => only({ ...HTTP, results: [{ path, variable }] });
const STEPS: readonly [string, FlowDefinition][] = [
  ["missing_connection", only({ ...SMS, connectionId: null })],
  ["unknown_connection", only({ ...SMS, connectionId: 9 })],
  ["cannot_send", only({ ...SMS, connectionId: 2 })],
  ["cannot_send", only({ ...CALL, connectionId: 1 })],
  ["missing_from", only({ ...SMS, from: " " })],
  ["template", only({ ...SMS, text: "" })],
  ["template", only({ ...SMS, text: "Hi {{name}" })],
  ["secret_not_here", only({ ...SMS, text: "Hi {{secret.crm}}" })],
  ["missing_prompt", only({ ...CALL, success: "confirmed" })],
  ["template", only({ ...CALL, confirmPrompt: "{{}}" })],
  ["bad_language", only({ ...CALL, language: "English" })],
  ["limits_missing", { ...only(SMS), limits: null }],
  ["no_budget", { ...only(SMS), limits: { ...LIMITS, dayBudgetMicros: 0 } }],
  ["unknown_rule", only({ type: "fallback", ruleId: 9 })],
  ["unknown_log", only({ type: "log", logId: 9, columns: null })],
  ["template", only({ type: "log", logId: 1, columns: [{ name: "A", value: "{{" }] })],
  ["missing_column_name", only({ type: "log", logId: 1, columns: [{ name: "", value: "a" }] })],
  ["missing_endpoint", only({ type: "webhook", endpointId: null })],
  ["unknown_endpoint", only({ type: "webhook", endpointId: 9 })],
  ["missing_secret", only({ type: "local_time", source: "timezonedb", secret: null })],
  ["unknown_secret", only({ type: "local_time", source: "timezonedb", secret: "gone" })],
  ["unknown_secret", header("X-Key", "{{secret.gone}}")],
  ["bad_duration", only({ ...MINUTE, minutes: 0 }, { next: "e" })],
  ["bad_time", only({ type: "wait", until: "local_time", at: "25:00" }, { next: "e" })],
  [
    "missing_statuses",
    only({ type: "wait", until: "status", statuses: [], timeoutMinutes: 5 }, { arrived: "e" }),
  ],
  ["empty_condition", only({ type: "condition", match: "all", tests: [] }, { yes: "e" })],
  ["empty_test", asking({ not: false, on: "country", is: [] })],
  ["unknown_campaign", asking({ not: false, on: "campaign", is: [9] })],
  ["bad_time", asking({ not: false, on: "local_hour", from: "9", until: "18:00" })],
  ["bad_variable", asking({ not: false, on: "variable", name: "a b", operator: "is_set", value: "" })],
  ["bad_url", only({ ...HTTP, url: "ftp://crm.example" })],
  ["bad_url", only({ ...HTTP, url: "https://{{host}}/" })],
  ["bad_header", header("X Key", "a")],
  ["bad_header", header("Host", "a")],
  ["plain_secret", header("Authorization", "Bearer abc")],
  ["plain_secret", only({ ...HTTP, url: "https://crm.example/?api_key=abc" })],
  ["body_not_sent", only({ ...HTTP, method: "GET" })],
  ["template", only({ ...HTTP, body: "{{a b}}" })],
  ["bad_path", result("a..b", "name")],
  ["bad_variable", result("a", "a b")],
  ["variable_taken", result("a", "recipient")],
];
test.each(STEPS)("%s", (code, definition) => {
  expect(found(definition)).toEqual([`x ${code}`]);
});

test("every code is shown by an example", () => {
  const shown = new Set([...GRAPHS.map(([, each]) => each), ...STEPS.map(([, each]) => each)].flatMap(found));
  const codes = new Set([...shown].map((each) => each.split(" ")[1]));
  expect(FLOW_PROBLEM_CODES.filter((code) => !codes.has(code))).toEqual([]);
});

test.each<[string, SmsFlowStep | CallFlowStep, string]>([
  ["an SMS by a connection without", { ...SMS, connectionId: 2 }, "connectionId connection_no_sms"],
  ["a call by a connection without", { ...CALL, connectionId: 1 }, "connectionId connection_no_voice"],
  ["a validity it can't keep", { ...SMS, validityMinutes: 60 }, "validityMinutes connection_no_validity"],
  [
    "a key it can't take",
    { ...CALL, connectionId: 3, confirmPrompt: "Press 1." },
    "confirmPrompt connection_no_key",
  ],
  ["a number without its country", { ...SMS, from: "12025550100" }, "from sender_digits"],
  ["a name that is too long", { ...SMS, from: "A shop of shoes" }, "from sender_too_long"],
  ["a call from a name", { ...CALL, from: "Shop" }, "from sender_no_name"],
  [
    "a wrong sender before a connection is chosen",
    { ...SMS, connectionId: null, from: "+1" },
    "from sender_number",
  ],
  ["a text that networks cut", { ...SMS, text: "é".repeat(153 * 10 + 1) }, "text too_many_segments"],
  ["a script that not all speak", { ...CALL, script: "a".repeat(601) }, "script script_too_long"],
])("%s can't be sent, and the field says so", (_, settings, expected) => {
  const problems = validateFlow(only(settings, { missed: "e" }), REFERENCES);
  const sending = problems.filter(({ code }) => code === "cannot_send");
  expect(sending).toEqual([expect.objectContaining({ stepId: "x", severity: "error" })]);
  expect(sending.map(({ params }) => `${params.field} ${params.cause}`)).toEqual([expected]);
});
