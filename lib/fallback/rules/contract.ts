import { z } from "zod";
import { id, pathId } from "@/lib/contracts/ids";
import { instant, name } from "@/lib/contracts/text";
import { ruleDefinition } from "@/lib/fallback/rule-definition";
import { EXAMPLE_RULE } from "@/lib/fallback/rules/starting-values";

const definition = ruleDefinition
  .describe("Money is in millionths of the workspace's currency, times of day are the recipient's.")
  .meta({ examples: [EXAMPLE_RULE] });

export const createRuleInput = z.strictObject({ name: name(100), definition });

export const saveRuleInput = z.strictObject({
  id: pathId,
  name: name(100).optional(),
  definition: definition.optional(),
  version: z
    .int()
    .positive()
    .optional()
    .describe("The version that the change began from; refused when somebody saved another one meanwhile."),
});

export const ruleIdInput = z.strictObject({ id: pathId });
export const listRulesInput = z.strictObject({
  archived: z
    .enum(["false", "true", "all"])
    .default("false")
    .describe("Which rules: usable, archived, or all."),
});

export const ruleView = z.strictObject({
  id,
  name: z.string(),
  version: z.int().describe("The version in force. Earlier ones stay, because attempts name them."),
  definition: ruleDefinition,
  changedAt: instant,
  changedBy: z.string(),
  isDefault: z.boolean().describe("Campaigns without a rule of their own use it."),
  campaigns: z.int().describe("Campaigns for which it is in force, manual or automatic."),
  archivedAt: instant.nullable(),
});

export const ruleDetail = ruleView.extend({
  versions: z
    .array(
      z.strictObject({
        version: z.int(),
        createdAt: instant,
        createdBy: z.string(),
        definition: ruleDefinition,
      }),
    )
    .describe("Newest first."),
});

export const ruleList = z.strictObject({ items: z.array(ruleView) });

export type CreateRuleInput = z.output<typeof createRuleInput>;
export type ListRulesInput = z.output<typeof listRulesInput>;
export type SaveRuleInput = z.output<typeof saveRuleInput>;
export type RuleView = z.output<typeof ruleView>;
export type RuleDetail = z.output<typeof ruleDetail>;
