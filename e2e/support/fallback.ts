import type { Rule } from "@/lib/domain/fallback/rule";
import { simulatedSteps } from "@/lib/providers/simulator/outcome";
import { api, type Connection, createConnection } from "./api";
import type { Instance } from "./instance";
import { type Line, unique } from "./meta";

const FROM = "+12025550100";
export const SMS = {
  channel: "sms",
  from: FROM,
  waitMinutes: 0,
  text: "Hello {{name|there}}",
  validityMinutes: null,
} as const;
export const CALL = {
  channel: "voice",
  from: FROM,
  waitMinutes: 2,
  script: "Hello {{name|there}}, please look at your messages.",
  language: "en-US",
  voice: null,
  repeat: 1,
  confirmPrompt: null,
  machine: "missed",
  success: "answered",
} as const;

/** What the simulator will do with a number, known beforehand. */
export function fateOf(to: string, channel: "sms" | "voice"): string {
  const addressed = { attemptId: "00000000-0000-4000-8000-000000000000", to, from: FROM, callbackUrl: "" };
  const request =
    channel === "sms"
      ? { ...addressed, channel, text: "" }
      : { ...addressed, channel, script: "", language: "en-US", repeat: 1 as const, detectMachine: true };
  const last = simulatedSteps(request, "x").at(-1)?.status;
  return `${last?.status} ${last?.answeredBy ?? ""}`.trim();
}

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
    steps: [{ ...SMS, connectionId: Number(sms.id) }],
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
