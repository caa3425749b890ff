import type { Rule } from "@/lib/domain/fallback/rule";
import { api, type Connection, createConnection } from "./api";
import type { Instance } from "./instance";
import { type Line, unique } from "./meta";

export type FallbackLine = { readonly rule: { readonly id: string }; readonly sms: Connection };

/** A simulated SMS account, a price for everywhere, and a rule of one SMS that the campaign sends by hand. */
export async function openFallback(instance: Instance, line: Line): Promise<FallbackLine> {
  const sms = await createConnection(instance, "simulator", unique("SMS account"), {});
  await api(instance, "POST", "/prices/import", {
    mode: "add",
    csv: "channel,country,provider,unit_price,currency,valid_from\nsms,*,*,0.01,USD,2020-01-01\n",
  });
  const definition: Rule = {
    trigger: { on: "rejected", classes: ["unreachable"], codes: [] },
    steps: [
      {
        channel: "sms",
        connectionId: Number(sms.id),
        from: "+12025550100",
        waitMinutes: 0,
        text: "Hello {{name|there}}",
        validityMinutes: null,
      },
    ],
    limits: {
      quiet: null,
      campaignBudgetMicros: 10_000_000,
      dayBudgetMicros: 10_000_000,
      perPersonHours: 24,
      maxAgeHours: 24,
    },
    holdoutPercent: 0,
  };
  const rule = await api<{ id: string }>(instance, "POST", "/fallback-rules", {
    name: unique("SMS to the unreachable"),
    definition,
  });
  await api(instance, "PATCH", `/campaigns/${line.campaign.id}/fallback`, {
    mode: "manual",
    ruleId: rule.id,
  });
  return { rule, sms };
}
