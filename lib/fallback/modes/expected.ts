import "server-only";
import type { Context } from "@/lib/auth/context";
import { DAY } from "@/lib/domain/time";
import type { AutomaticPreview } from "@/lib/fallback/modes/contract";
import { trafficSince } from "@/lib/fallback/modes/store";
import type { RuleRow } from "@/lib/fallback/rules/store";
import { asDefinition } from "@/lib/fallback/rules/view";
import { simulateRule } from "@/lib/fallback/simulate/simulate";

/** Days of past traffic by which is told what is to be expected. */
const DAYS = 30;

export type Expected = NonNullable<AutomaticPreview["expected"]>;

/**
 * Whom the rules would have reached of the campaign's own messages, and for how much. A campaign without messages
 * is taken for one like the workspace's others. Null where nothing was sent, or no rule would act.
 */
export async function expectedOf(
  ctx: Context,
  campaignId: number,
  rules: readonly RuleRow[],
  now: number,
): Promise<Expected | null> {
  const from = new Date(now - DAYS * DAY);
  const traffic = await trafficSince(ctx.workspaceId, campaignId, from);
  const messages = traffic.own > 0 ? traffic.own : traffic.all;
  if (rules.length === 0 || messages === 0) return null;
  const period = { from: from.toISOString(), until: new Date(now).toISOString() };
  const campaignIds = traffic.own > 0 ? [String(campaignId)] : undefined;
  const totals = { people: 0, needless: 0, costMicros: 0 };
  for (const { definition } of rules) {
    const input = { ...period, definition: asDefinition(definition), campaignIds };
    const { sends, needless, steps } = await simulateRule(ctx, input, now);
    totals.people += sends;
    totals.needless += needless;
    totals.costMicros += steps.reduce((sum, step) => sum + step.costMicros, 0);
  }
  const campaigns = traffic.own > 0 ? 1 : traffic.campaigns;
  const share = (total: number): number => Math.ceil(total / campaigns);
  return {
    basis: traffic.own > 0 ? "campaign" : "workspace",
    days: DAYS,
    messages: share(messages),
    people: share(totals.people),
    needless: share(totals.needless),
    costMicros: share(totals.costMicros),
  };
}
