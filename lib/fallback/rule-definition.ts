import { z } from "zod";
import type { Rule } from "@/lib/domain/fallback/rule";
import { REASON_CLASSES } from "@/lib/domain/reason/classes";

const MINUTES_PER_MONTH = 30 * 24 * 60;
const LONGEST_TEXT = 1530; // ten segments of a concatenated SMS
const MICROS = 1_000_000;

const wait = z.int().min(0).max(MINUTES_PER_MONTH);
const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Write a time as HH:MM, for example 21:00.");
const base = {
  connectionId: z.int().positive("Choose a connection that can send."),
  from: z.string().trim().min(1, "Enter the number or name that the message comes from.").max(16),
  waitMinutes: wait,
};

const smsStep = z.object({
  channel: z.literal("sms"),
  ...base,
  text: z.string().trim().min(1, "Write the text of the SMS.").max(LONGEST_TEXT),
  validityMinutes: z.int().min(1).max(4320).nullable(),
});
const voiceStep = z.object({
  channel: z.literal("voice"),
  ...base,
  script: z.string().trim().min(1, "Write what the call says.").max(3000),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "Use a language code such as en-GB.")
    .max(35),
  voice: z.string().trim().max(60).nullable(),
  repeat: z.union([z.literal(1), z.literal(2)]),
  confirmPrompt: z.string().trim().min(1).max(300).nullable(),
  machine: z.enum(["reached", "missed"]),
  success: z.enum(["answered", "confirmed"]),
});

const trigger = z.discriminatedUnion("on", [
  z.object({
    on: z.literal("rejected"),
    classes: z.array(z.enum(REASON_CLASSES)).max(REASON_CLASSES.length),
    codes: z.array(z.string().trim().min(1).max(80)).max(100),
  }),
  z.object({ on: z.literal("undelivered"), afterMinutes: z.int().min(1).max(MINUTES_PER_MONTH) }),
  z.object({ on: z.literal("unread"), afterMinutes: z.int().min(1).max(MINUTES_PER_MONTH) }),
]);

/** What every attempt of a rule, or of a flow's sending steps, keeps to. */
export const ruleLimits = z.object({
  quiet: z.object({ from: localTime, until: localTime, during: z.enum(["wait", "drop"]) }).nullable(),
  campaignBudgetMicros: z
    .int()
    .min(0)
    .max(1_000_000 * MICROS),
  dayBudgetMicros: z
    .int()
    .min(0)
    .max(1_000_000 * MICROS),
  perPersonHours: z.int().min(0).max(720),
  maxAgeHours: z.int().min(1).max(720),
});

/** What a settings form or the API may save as a rule's definition. */
export const ruleDefinition = z
  .object({
    trigger,
    steps: z
      .array(z.discriminatedUnion("channel", [smsStep, voiceStep]))
      .min(1, "Add at least one step.")
      .max(5),
    limits: ruleLimits,
    holdoutPercent: z.int().min(0).max(50),
  })
  .superRefine((rule, context) => {
    if (rule.trigger.on === "rejected" && rule.trigger.classes.length + rule.trigger.codes.length === 0)
      context.addIssue({
        code: "custom",
        path: ["trigger", "classes"],
        message: "Choose at least one reason.",
      });
    rule.steps.forEach((step, i) => {
      if (step.channel === "voice" && step.success === "confirmed" && step.confirmPrompt === null)
        context.addIssue({
          code: "custom",
          path: ["steps", i, "confirmPrompt"],
          message: "Write the sentence that asks for the key, or count an answered call as success.",
        });
    });
  }) satisfies z.ZodType<Rule>;
