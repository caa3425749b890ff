import { z } from "zod";
import { id, idInput, pathId } from "@/lib/contracts/ids";
import { instant } from "@/lib/contracts/text";
import { FALLBACK_MODES } from "@/lib/domain/fallback/rule";
import { UNKNOWN_POLICIES } from "@/lib/fallback/modes/policies";
import { ruleDefinition } from "@/lib/fallback/rule-definition";

const mode = z.enum(FALLBACK_MODES);

/** Millionths of the workspace's currency; a budget of nothing would be no budget. */
const budget = z.int().min(1).max(1_000_000_000_000).nullable();

export const campaignFallbackInput = z.strictObject({ id: pathId });

export const setCampaignFallbackInput = z.strictObject({
  id: pathId,
  mode: mode
    .optional()
    .describe("`automatic` needs a rule, budgets, and a price for each of the rule's channels."),
  ruleId: idInput.nullable().optional().describe("Null: the workspace's default rule."),
  campaignBudgetMicros: budget
    .optional()
    .describe(
      "What automatic fallbacks may spend on this campaign, in millionths of the currency; null: what the rule says.",
    ),
  dayBudgetMicros: budget.optional().describe("The same for a day."),
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
  flowRules: z
    .array(z.strictObject({ id, name: z.string() }))
    .describe("Rules that the campaign's flow names itself."),
  budgets: z
    .strictObject({ campaignMicros: z.int().nullable(), dayMicros: z.int().nullable() })
    .describe("The campaign's own, within those of the rule; null: what the rule says."),
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
  obstacles: z.array(
    z.strictObject({
      path: z.string().describe("The member of the change that it concerns."),
      code: z.string(),
      message: z.string(),
    }),
  ),
  rejectedAlready: z.int().describe("Messages that are rejected now; the rule leaves them alone."),
  expected: z
    .strictObject({
      basis: z
        .enum(["campaign", "workspace"])
        .describe(
          "What it is counted from; `workspace`: the average of its campaigns, as this one has no messages.",
        ),
      days: z.int().describe("Of past messages."),
      messages: z.int(),
      people: z.int().describe("Of these: whom the rules would have reached by their first steps."),
      needless: z.int().describe("Of the people: WhatsApp delivered afterwards."),
      costMicros: z.int().describe("Of all steps, by the present prices."),
    })
    .nullable()
    .describe("What automatic would have done; null where there is nothing to count."),
  budgets: z
    .strictObject({ campaignMicros: z.int().nullable(), dayMicros: z.int().nullable() })
    .describe("What may be spent as it stands; null: nothing is said yet."),
  needsAdmin: z.boolean().describe("Above the workspace's approval limits, and you are no admin."),
  currency: z.string().describe("ISO 4217."),
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
    .describe(
      "Sending to more people than this by hand, or by switching to automatic, needs an admin; null: never.",
    ),
  approvalMicros: z
    .int()
    .min(0)
    .max(1_000_000_000_000)
    .nullable()
    .optional()
    .describe("The same for more than this, in millionths of the currency."),
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
