import type { Limits } from "../fallback/rule";
import type { EventStatus, Status } from "../message/status";
import type { ReasonClass } from "../reason/classes";

/**
 * A flow as it is stored, published, exported and drawn: plain JSON. A published version never changes.
 * Ids of connections, rules, logs and endpoints are the workspace's own; an exported file names them beside.
 */
export type FlowDefinition = {
  readonly format: "reachback.flow";
  readonly formatVersion: 1;
  /** What every SMS and call step of the flow keeps to; required as soon as there is one. */
  readonly limits: Limits | null;
  readonly steps: readonly FlowStep[];
};

/** Where one leaves a step; which exits a step has is said by `exitsOf`. */
export type ExitName = string;

export type FlowStep = StepSettings & {
  /** Unique in the flow, short, letters, digits, "-" and "_"; stays the same through all versions. */
  readonly id: string;
  /** The operator's own name of the step; null shows the name of its type. */
  readonly title: string | null;
  readonly position: { readonly x: number; readonly y: number };
  /** The step that each exit leads to; an exit that is absent ends the run there. */
  readonly exits: Readonly<Record<ExitName, string>>;
};

export type StepSettings =
  | { readonly type: "trigger" }
  | { readonly type: "branch" }
  | { readonly type: "condition"; readonly match: "all" | "any"; readonly tests: readonly Test[] }
  | ({ readonly type: "wait" } & Wait)
  | LocalTimeStep
  | HttpStep
  | LogStep
  /** Null: the rule of the campaign, else of the workspace. Acts only where the campaign's mode lets it. */
  | { readonly type: "fallback"; readonly ruleId: number | null }
  | SmsFlowStep
  | CallFlowStep
  /** Puts the number on the suppression list; null days: for ever. */
  | { readonly type: "suppress"; readonly days: number | null; readonly note: string | null }
  | { readonly type: "webhook"; readonly endpointId: number | null }
  | { readonly type: "end" };

export type StepType = StepSettings["type"];

export type Wait =
  | { readonly until: "duration"; readonly minutes: number }
  /** The next "HH:MM" in the recipient's zone. */
  | { readonly until: "local_time"; readonly at: string }
  /** One of these statuses of the same message, also one that is there already; else the time-out. */
  | {
      readonly until: "status";
      readonly statuses: readonly Status[];
      readonly timeoutMinutes: number;
    };

/** Sets {{local_time}}, {{local_date}}, {{time_zone}} and {{utc_offset}}; a failure goes on with UTC. */
export type LocalTimeStep = {
  readonly type: "local_time";
  readonly source: "number" | "timezonedb";
  /** Name of the secret that holds the key of TimeZoneDB. */
  readonly secret: string | null;
};

export type HttpStep = {
  readonly type: "http";
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** URL, header values and body may hold {{variables}} and {{secret.name}}. */
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly body: string | null;
  /** Values of a JSON answer, by path ("data.items[0].name"), into variables. */
  readonly results: readonly { readonly path: string; readonly variable: string }[];
};

export type LogStep = {
  readonly type: "log";
  /** A log of the workspace (Google Sheet, webhook); null writes to the download alone. */
  readonly logId: number | null;
  /** Null: Time, Message_From, Message_To, Status, Description. Values are templates. */
  readonly columns: readonly { readonly name: string; readonly value: string }[] | null;
};

export type SmsFlowStep = {
  readonly type: "sms";
  readonly connectionId: number | null;
  readonly from: string;
  readonly text: string;
  readonly validityMinutes: number | null;
};

export type CallFlowStep = {
  readonly type: "call";
  readonly connectionId: number | null;
  readonly from: string;
  readonly script: string;
  /** BCP 47. */
  readonly language: string;
  readonly voice: string | null;
  readonly repeat: 1 | 2;
  readonly confirmPrompt: string | null;
  readonly machine: "reached" | "missed";
  readonly success: "answered" | "confirmed";
};

/** What a condition asks; `not` turns the answer round. */
export type Test = { readonly not: boolean } & (
  | { readonly on: "status"; readonly is: readonly EventStatus[] }
  | { readonly on: "reason_class"; readonly is: readonly ReasonClass[] }
  | { readonly on: "reason_code"; readonly is: readonly string[] }
  | { readonly on: "country"; readonly is: readonly string[] }
  | { readonly on: "template"; readonly is: readonly string[] }
  | { readonly on: "campaign"; readonly is: readonly number[] }
  | {
      readonly on: "variable";
      readonly name: string;
      readonly operator: "equals" | "contains" | "greater" | "less" | "is_set";
      readonly value: string;
    }
  /** Local time of the recipient from "HH:MM" until "HH:MM", also over midnight. */
  | { readonly on: "local_hour"; readonly from: string; readonly until: string }
);

const EXITS: Readonly<Record<StepType, readonly ExitName[]>> = {
  trigger: ["next"],
  branch: ["sent", "delivered", "read", "rejected", "unknown", "accepted"],
  condition: ["yes", "no"],
  wait: ["next"],
  local_time: ["success", "failed"],
  http: ["success", "failed"],
  log: ["next"],
  fallback: ["next"],
  sms: ["reached", "missed"],
  call: ["reached", "missed"],
  suppress: ["next"],
  webhook: ["next"],
  end: [],
};

/** The exits of a step, in the order in which they are drawn. */
export function exitsOf(step: StepSettings): readonly ExitName[] {
  return step.type === "wait" && step.until === "status" ? ["arrived", "timed_out"] : EXITS[step.type];
}

/**
 * How a visit of a step ends. "failed" and "cancelled" are ends without an exit: a step that fails and has
 * a failed exit leaves by it and counts as failed.
 */
export type Outcome = "succeeded" | "failed" | "cancelled";
