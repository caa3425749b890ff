import { z } from "zod";
import { id, idInput, pathId } from "@/lib/contracts/ids";
import { instant } from "@/lib/contracts/text";
import { FALLBACK_MODES } from "@/lib/domain/fallback/rule";
import { UNKNOWN_POLICIES } from "@/lib/fallback/modes/policies";
import { ruleDefinition } from "@/lib/fallback/rule-definition";

const mode = z.enum(FALLBACK_MODES);

export const campaignFallbackInput = z.strictObject({ id: pathId });

export const setCampaignFallbackInput = z.strictObject({
  id: pathId,
  mode: mode
    .optional()
    .describe("`automatic` needs a rule with budgets, and a price for each of its channels."),
  ruleId: idInput.nullable().optional().describe("Null: the workspace's default rule."),
  resume: z
    .literal(true)
    .optional()
    .describe("Goes on after the campaign was stopped by itself, once its cause is repaired."),
});

const halted = z
  .strictObject({ at: instant, by: z.string() })
  .nullable()
  .describe("Set while nothing is sent in the whole workspace.");

const ruleInForce = z.strictObject({ id, name: z.string(), version: z.int(), definition: ruleDefinition });

export const campaignFallback = z.strictObject({
  campaignId: id,
  mode,
  ruleId: id.nullable().describe("The campaign's own choice; null: the workspace's default rule."),
  rule: ruleInForce.nullable().describe("The rule in force."),
  stopped: z
    .strictObject({ at: instant, why: z.string() })
    .nullable()
    .describe("Set while automatic fallbacks of the campaign wait for a person."),
  halted,
  currency: z.string().describe("ISO 4217."),
});

/** What the control on a campaign's page shows; the API gives `campaignFallback` only. */
export const campaignControl = campaignFallback.extend({
  rules: z.array(z.strictObject({ id, name: z.string(), isDefault: z.boolean() })),
  mayChange: z.boolean(),
});

export const automaticPreviewInput = z.strictObject({ id: pathId });

export const automaticPreview = z.strictObject({
  obstacles: z.array(z.strictObject({ code: z.string(), message: z.string() })),
  rejectedAlready: z.int().describe("Messages that are rejected now; the rule leaves them alone."),
});

export const haltInput = z.strictObject({});
export const haltView = z.strictObject({ halted });

export const saveDefaultsInput = z.strictObject({
  ruleId: idInput
    .nullable()
    .optional()
    .describe("The rule of campaigns that have none of their own; null: none."),
  currency: z
    .string()
    .trim()
    .toUpperCase()
    .refine((code) => Intl.supportedValuesOf("currency").includes(code), {
      message: "Use a currency's code of three letters, like EUR.",
      params: { code: "currency" },
    })
    .optional()
    .describe("Of budgets and prices; ISO 4217."),
  unknownPolicy: z
    .enum(UNKNOWN_POLICIES)
    .optional()
    .describe("When nobody knows whether a request left: rather miss a person, or rather send twice."),
  approvalCount: z
    .int()
    .min(0)
    .max(1_000_000_000)
    .nullable()
    .optional()
    .describe("Sending by hand to more people than this needs an admin; null: never."),
  approvalMicros: z
    .int()
    .min(0)
    .max(1_000_000_000_000)
    .nullable()
    .optional()
    .describe("Sending by hand for more than this, in millionths of the currency, needs an admin."),
});

export const fallbackDefaults = z.strictObject({
  ruleId: id.nullable(),
  currency: z.string(),
  unknownPolicy: z.enum(UNKNOWN_POLICIES),
  approvalCount: z.int().nullable(),
  approvalMicros: z.int().nullable(),
  halted,
});

export type CampaignFallback = z.output<typeof campaignFallback>;
export type CampaignControl = z.output<typeof campaignControl>;
export type SetCampaignFallbackInput = z.output<typeof setCampaignFallbackInput>;
export type AutomaticPreview = z.output<typeof automaticPreview>;
export type SaveDefaultsInput = z.output<typeof saveDefaultsInput>;
export type FallbackDefaults = z.output<typeof fallbackDefaults>;
export type Halted = z.output<typeof halted>;
