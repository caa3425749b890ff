import { DEFAULT_FLOW } from "@/lib/domain/flow/default-flow";
import type { FlowDefinition, FlowStep, LogStep, StepSettings } from "@/lib/domain/flow/definition";

export const FLOW_TEMPLATES = [
  "report_and_fall_back",
  "sms_then_voice",
  "report_only",
  "local_time_stamps",
  "empty",
] as const;
export type FlowTemplate = (typeof FLOW_TEMPLATES)[number];

const place = (column: number, row: number) => ({ x: 80 + column * 320, y: 80 + row * 140 });

const step = (
  id: string,
  position: FlowStep["position"],
  settings: StepSettings,
  exits: FlowStep["exits"] = {},
): FlowStep => ({ ...settings, id, title: null, position, exits });

const flow = (steps: readonly FlowStep[], limits: FlowDefinition["limits"] = null): FlowDefinition => ({
  format: "reachback.flow",
  formatVersion: 1,
  limits,
  steps,
});

/** The default flow without its fallback. */
function reportOnly(): FlowDefinition {
  const steps = DEFAULT_FLOW.steps.filter(({ type }) => type !== "fallback");
  const present = new Set(steps.map(({ id }) => id));
  return flow(
    steps.map((one) => ({
      ...one,
      exits: Object.fromEntries(Object.entries(one.exits).filter(([, target]) => present.has(target))),
    })),
  );
}

/** Budgets of zero and empty texts: whoever publishes decides what is said and spent. */
const smsThenVoice = (): FlowDefinition =>
  flow(
    [
      step("t1", place(0, 0), { type: "trigger" }, { next: "b1" }),
      step("b1", place(1, 0), { type: "branch" }, { rejected: "c1" }),
      step(
        "c1",
        place(2, 0),
        {
          type: "condition",
          match: "all",
          // Not to people who said stop, and not for faults that no fallback repairs.
          tests: [{ on: "reason_class", is: ["opted_out", "sender_fault"], not: true }],
        },
        { yes: "s1", no: "e1" },
      ),
      step(
        "s1",
        place(3, 0),
        { type: "sms", connectionId: null, from: "", text: "", validityMinutes: null },
        { reached: "e1", missed: "v1" },
      ),
      step(
        "v1",
        place(4, 1),
        {
          type: "call",
          connectionId: null,
          from: "",
          script: "",
          language: "en-US",
          voice: null,
          repeat: 1,
          confirmPrompt: null,
          machine: "missed",
          success: "answered",
        },
        { reached: "e1", missed: "e1" },
      ),
      step("e1", place(5, 0), { type: "end" }),
    ],
    {
      quiet: { from: "21:00", until: "08:00", during: "wait" },
      campaignBudgetMicros: 0,
      dayBudgetMicros: 0,
      perPersonHours: 24,
      maxAgeHours: 24,
    },
  );

/** The five usual columns, and the recipient's own time beside them. */
const STAMPED: LogStep = {
  type: "log",
  logId: null,
  columns: [
    { name: "Time", value: "{{time}}" },
    { name: "Message_From", value: "{{sender|}}" },
    { name: "Message_To", value: "{{recipient|}}" },
    { name: "Status", value: "{{status}}" },
    { name: "Description", value: "{{reason|}}" },
    { name: "Local_Time", value: "{{local_date}} {{local_time}} {{utc_offset}}" },
  ],
};

const localTimeStamps = (): FlowDefinition =>
  flow([
    step("t1", place(0, 0.5), { type: "trigger" }, { next: "z1" }),
    step(
      "z1",
      place(1, 0.5),
      { type: "local_time", source: "number", secret: null },
      { success: "l1", failed: "l2" },
    ),
    step("l1", place(2, 0), STAMPED),
    step("l2", place(2, 1), STAMPED),
  ]);

const empty = (): FlowDefinition => flow([step("t1", place(0, 0), { type: "trigger" })]);

const MAKERS: Readonly<Record<FlowTemplate, () => FlowDefinition>> = {
  report_and_fall_back: () => DEFAULT_FLOW,
  sms_then_voice: smsThenVoice,
  report_only: reportOnly,
  local_time_stamps: localTimeStamps,
  empty,
};

/** What a new flow's draft begins with. */
export const flowTemplate = (template: FlowTemplate): FlowDefinition => MAKERS[template]();
