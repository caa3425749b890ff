import type { Context } from "@/lib/auth/context";
import { createCampaign } from "@/lib/campaigns/create-campaign";
import { LIVE } from "@/lib/demo/campaigns";
import { setCampaignFallback } from "@/lib/fallback/modes/campaign-fallback";
import { ruleDefinition } from "@/lib/fallback/rule-definition";
import { createRule } from "@/lib/fallback/rules/save-rule";
import { STARTING_RULE } from "@/lib/fallback/rules/starting-values";
import { loadExample } from "@/lib/prices/load-example";

const MICROS = 1_000_000;
const SENDER = "+12025550100"; // reserved for fiction, as everybody's number in the demo

/** By the simulated connection, so that nobody is reached; without quiet hours, so that it shows at any time. */
const ruleBy = (connectionId: number) =>
  ruleDefinition.parse({
    ...STARTING_RULE,
    steps: [
      {
        channel: "sms",
        connectionId,
        from: SENDER,
        waitMinutes: 0,
        text: "Hello {{name|there}}, our autumn offer did not reach you on WhatsApp.",
        validityMinutes: null,
      },
      {
        channel: "voice",
        connectionId,
        from: SENDER,
        waitMinutes: 1,
        script: "Hello {{name|there}}, we have an autumn offer for you.",
        language: "en-GB",
        voice: null,
        repeat: 1,
        confirmPrompt: null,
        machine: "missed",
        success: "answered",
      },
    ],
    limits: {
      ...STARTING_RULE.limits,
      quiet: null,
      campaignBudgetMicros: 100 * MICROS,
      dayBudgetMicros: 50 * MICROS,
      perPersonHours: 1, // the demo has few numbers, and may be started again
    },
  });

/** The live campaign, automatic within a budget: an SMS at once, then a call where it does not arrive. */
export async function setUpFallback(ctx: Context, connectionId: number): Promise<void> {
  await loadExample(ctx);
  const rule = await createRule(ctx, {
    name: "Demo: SMS, then a call",
    definition: ruleBy(connectionId),
  });
  const campaign = await createCampaign(ctx, { name: LIVE.name });
  await setCampaignFallback(ctx, {
    id: Number(campaign.id),
    mode: "automatic",
    ruleId: Number(rule.id),
  });
}
