import { z } from "zod";
import { text } from "@/lib/contracts/text";
import type { FlowDefinition } from "@/lib/domain/flow/definition";
import { STATUSES } from "@/lib/domain/message/status";
import { REASON_CLASSES } from "@/lib/domain/reason/classes";
import { ruleLimits } from "@/lib/fallback/rule-definition";

const MOST_STEPS = 300;
const MINUTES_PER_MONTH = 30 * 24 * 60;
const FARTHEST = 1_000_000; // pixels of the canvas

/** Short, because the ways through a flow are kept as the ids of their steps. */
const stepId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,40}$/, "Use letters, digits, “-” and “_”, at most 40.")
  .describe("Unique in the flow; the same through all its versions.");
const exitName = z.string().regex(/^[a-z_]{1,40}$/, "Not the name of an exit.");
const reference = z.int().positive().nullable();
const coordinate = z.number().min(-FARTHEST).max(FARTHEST);
/** What is not a time yet is told by the validator, so that a draft can be kept while it is written. */
const localTime = text(8).describe("HH:MM");
const minutes = z.int().min(0).max(MINUTES_PER_MONTH);

const base = {
  id: stepId,
  title: text(100).nullable().describe("The operator's name of the step; null: the name of its type."),
  position: z.strictObject({ x: coordinate, y: coordinate }),
  exits: z
    .record(exitName, stepId)
    .describe("Which step each exit leads to; one that is left out ends the run."),
};

const not = z.boolean().describe("Turns the answer round.");
const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).max(200);

const test = z.discriminatedUnion("on", [
  z.strictObject({ not, on: z.literal("status"), is: listOf(z.enum([...STATUSES, "unknown"])) }),
  z.strictObject({ not, on: z.literal("reason_class"), is: listOf(z.enum(REASON_CLASSES)) }),
  z.strictObject({ not, on: z.literal("reason_code"), is: listOf(text(80)) }),
  z.strictObject({ not, on: z.literal("country"), is: listOf(text(2)) }),
  z.strictObject({ not, on: z.literal("template"), is: listOf(text(600)) }),
  z.strictObject({ not, on: z.literal("campaign"), is: listOf(z.int().positive()) }),
  z.strictObject({
    not,
    on: z.literal("variable"),
    name: text(64),
    operator: z.enum(["equals", "contains", "greater", "less", "is_set"]),
    value: text(1000),
  }),
  z.strictObject({ not, on: z.literal("local_hour"), from: localTime, until: localTime }),
]);

const wait = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ ...base, type: z.literal("wait"), ...shape });
const waits = z.discriminatedUnion("until", [
  wait({ until: z.literal("duration"), minutes }),
  wait({ until: z.literal("local_time"), at: localTime }),
  wait({ until: z.literal("status"), statuses: z.array(z.enum(STATUSES)).max(5), timeoutMinutes: minutes }),
]);

const http = z.strictObject({
  ...base,
  type: z.literal("http"),
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
  url: text(4000).describe("May hold {{variables}} and {{secret.name}}, as header values and the body."),
  headers: z.array(z.strictObject({ name: text(200), value: text(4000) })).max(50),
  body: text(50_000).nullable(),
  results: z
    .array(z.strictObject({ path: text(500), variable: text(64) }))
    .max(50)
    .describe("Values of a JSON answer, by path (“data.items[0].name”), into variables."),
});

const sms = z.strictObject({
  ...base,
  type: z.literal("sms"),
  connectionId: reference,
  from: text(16),
  text: text(1530),
  validityMinutes: z.int().min(1).max(4320).nullable(),
});

const call = z.strictObject({
  ...base,
  type: z.literal("call"),
  connectionId: reference,
  from: text(16),
  script: text(3000),
  language: text(35).describe("BCP 47, for example en-GB."),
  voice: text(60).nullable(),
  repeat: z.union([z.literal(1), z.literal(2)]),
  confirmPrompt: text(300).nullable(),
  machine: z.enum(["reached", "missed"]),
  success: z.enum(["answered", "confirmed"]),
});

const step = z.discriminatedUnion("type", [
  z.strictObject({ ...base, type: z.literal("trigger") }),
  z.strictObject({ ...base, type: z.literal("branch") }),
  z.strictObject({
    ...base,
    type: z.literal("condition"),
    match: z.enum(["all", "any"]),
    tests: z.array(test).max(50),
  }),
  waits,
  z.strictObject({
    ...base,
    type: z.literal("local_time"),
    source: z.enum(["number", "timezonedb"]),
    secret: text(40).nullable(),
  }),
  http,
  z.strictObject({
    ...base,
    type: z.literal("log"),
    logId: reference,
    columns: z
      .array(z.strictObject({ name: text(200), value: text(2000) }))
      .max(100)
      .nullable(),
  }),
  z.strictObject({ ...base, type: z.literal("fallback"), ruleId: reference }),
  sms,
  call,
  z.strictObject({
    ...base,
    type: z.literal("suppress"),
    days: z.int().min(1).max(3650).nullable(),
    note: text(500).nullable(),
  }),
  z.strictObject({ ...base, type: z.literal("webhook"), endpointId: reference }),
  z.strictObject({ ...base, type: z.literal("end") }),
]);

/**
 * Structure of a flow as drafts, files and the API hold it. Whether it can run is another question, which
 * `validateFlow` answers with the step of each problem.
 */
export const flowDefinition = z.strictObject({
  format: z.literal("reachback.flow"),
  formatVersion: z.literal(1),
  limits: ruleLimits
    .strict()
    .nullable()
    .describe("What SMS and call steps keep to; null where there are none."),
  steps: z.array(step).max(MOST_STEPS),
}) satisfies z.ZodType<FlowDefinition>;

/** The published JSON Schema, for people who write flows by hand or by a program. */
export const flowJsonSchema = (): object => ({
  title: "Reachback flow",
  description: "What happens on each status of a message: a graph of steps, as exported by Reachback.",
  ...z.toJSONSchema(flowDefinition, { io: "input" }),
});
