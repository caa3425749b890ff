import { z } from "zod";
import { id } from "@/lib/contracts/ids";
import { instant } from "@/lib/contracts/text";
import { REASON_CLASSES } from "@/lib/domain/reason/classes";
import { ruleDefinition } from "@/lib/fallback/rule-definition";
import { EXAMPLE_RULE } from "@/lib/fallback/rules/starting-values";

export const simulateInput = z
  .strictObject({
    definition: ruleDefinition.meta({ examples: [EXAMPLE_RULE] }),
    from: instant,
    until: instant,
    campaignIds: z.array(id).max(200).optional().describe("Absent: all campaigns."),
  })
  .refine(({ from, until }) => from < until, { path: ["until"], message: "must be after `from`" });
export type SimulateInput = z.output<typeof simulateInput>;

const n = z.int();

const reach = z
  .strictObject({ rate: z.number(), basedOn: n })
  .nullable()
  .describe("Share of this channel's attempts that reached people here before; null without a history.");

/** What a rule would have done to past traffic, counted from stored messages. */
export const simulation = z.strictObject({
  triggered: n.describe("People for whom the rule would have begun."),
  sends: n.describe("Of them: attempts that would have left after the rule's wait."),
  needless: n.describe("Of the sends: WhatsApp delivered afterwards."),
  reasons: z.array(
    z.strictObject({ class: z.enum(REASON_CLASSES), code: z.string(), provider: z.string(), sends: n }),
  ),
  countries: z.array(
    z.strictObject({
      country: z.string().describe("ISO 3166-1 alpha-2, or empty."),
      sends: n,
      costMicros: n.nullable().describe("Null: no price is known."),
    }),
  ),
  days: z.array(z.strictObject({ day: z.iso.date(), sends: n })),
  curve: z.array(z.strictObject({ waitMinutes: n, sends: n, needless: n })),
  recommendedWaitMinutes: n.nullable(),
  costMicros: n.describe("Of the sends with a known price."),
  currency: z.string(),
  expectedReach: reach.describe("Of the first step."),
  steps: z
    .array(
      z.strictObject({
        channel: z.enum(["sms", "voice"]),
        afterMinutes: n.describe("Since the trigger's message, with all waits before it."),
        sends: n,
        costMicros: n,
        reach,
      }),
    )
    .describe(
      "Each step of the rule. A later one is sent to whom WhatsApp had not delivered by then and the steps before it are assumed to have missed, by their `reach`; without a history they are assumed to reach nobody.",
    ),
});
export type Simulation = z.output<typeof simulation>;
