import "server-only";
import type { Context } from "@/lib/auth/context";
import { connectionForSending } from "@/lib/connections/sending";
import { smsSize } from "@/lib/domain/channel/sms";
import { callSize } from "@/lib/domain/channel/voice";
import { estimate, type Price, priceOf } from "@/lib/domain/fallback/price";
import { type Rule, type Step, triggeredByRejection } from "@/lib/domain/fallback/rule";
import { CURVE_WAITS, recommendedWait } from "@/lib/domain/fallback/wait-curve";
import { CHANNELS } from "@/lib/domain/message/status";
import { reasonClassOf } from "@/lib/domain/reason/dictionary";
import type { SimulateInput, Simulation } from "@/lib/fallback/simulate/contract";
import { countPast, type PastRow, pastReach } from "@/lib/fallback/simulate/store";
import { workspacePrices } from "@/lib/prices/workspace-prices";

/** Runs a rule over past traffic: counted from stored messages, nothing assumed but the texts' length. */
export async function simulateRule(
  { workspaceId }: Context,
  input: SimulateInput,
  now: number,
): Promise<Simulation> {
  const { definition: rule, from, until, campaignIds } = input;
  const step = rule.steps[0] as Step;
  const own = step.waitMinutes + (rule.trigger.on === "rejected" ? 0 : rule.trigger.afterMinutes);
  const waits = [...new Set([...CURVE_WAITS, own])].sort((a, b) => a - b);
  const [past, reach, { prices, currency }, connection] = await Promise.all([
    countPast(
      workspaceId,
      rule.trigger.on,
      waits,
      new Date(from),
      new Date(until),
      campaignIds?.map(Number) ?? null,
    ),
    pastReach(workspaceId, CHANNELS.indexOf(step.channel)),
    workspacePrices(workspaceId),
    connectionForSending(workspaceId, step.connectionId),
  ]);
  const rows = past.filter((row) => begins(rule, row));
  const at = waits.indexOf(own);
  const curve = waits.map((waitMinutes, i) => ({
    waitMinutes,
    sends: sum(rows, (row) => row.sends[i]),
    needless: sum(rows, (row) => row.needless[i]),
  }));
  const provider = connection?.provider ?? "";
  const countries = [...groupBy(rows, (row) => row.country)].map(([country, group]) => {
    const sends = sum(group, (row) => row.sends[at]);
    return { country, sends, costMicros: costOf(step, provider, country, sends, prices, currency, now) };
  });
  return {
    triggered: sum(rows, (row) => row.triggered),
    sends: curve[at]?.sends ?? 0,
    needless: curve[at]?.needless ?? 0,
    reasons: reasonsOf(rule, rows, at),
    countries: countries.filter(({ sends }) => sends > 0).sort((a, b) => b.sends - a.sends),
    days: [...groupBy(rows, (row) => row.day)]
      .map(([day, group]) => ({ day, sends: sum(group, (row) => row.sends[at]) }))
      .sort((a, b) => (a.day < b.day ? -1 : 1)),
    curve,
    recommendedWaitMinutes: recommendedWait(curve),
    costMicros: countries.reduce((total, { costMicros }) => total + (costMicros ?? 0), 0),
    currency,
    expectedReach: reach.ended > 0 ? { rate: reach.reached / reach.ended, basedOn: reach.ended } : null,
  };
}

const begins = ({ trigger }: Rule, { provider, code }: PastRow): boolean =>
  trigger.on !== "rejected" ||
  triggeredByRejection(trigger, reasonClassOf(provider, "whatsapp", code || null), code || null);

const sum = (rows: readonly PastRow[], pick: (row: PastRow) => number | undefined): number =>
  rows.reduce((total, row) => total + (pick(row) ?? 0), 0);

function groupBy(rows: readonly PastRow[], key: (row: PastRow) => string): Map<string, PastRow[]> {
  const groups = new Map<string, PastRow[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

function reasonsOf({ trigger }: Rule, rows: readonly PastRow[], at: number): Simulation["reasons"] {
  if (trigger.on !== "rejected") return [];
  return [...groupBy(rows, ({ provider, code }) => `${provider}|${code}`).values()]
    .map((group) => {
      const { provider, code } = group[0] as PastRow;
      const sends = sum(group, (row) => row.sends[at]);
      return { class: reasonClassOf(provider, "whatsapp", code || null), code, provider, sends };
    })
    .sort((a, b) => b.sends - a.sends);
}

/** The rule's own text, variables unfilled: a segment more or less is possible. */
function costOf(
  step: Step,
  provider: string,
  country: string,
  sends: number,
  prices: readonly Price[],
  currency: string,
  now: number,
): number | null {
  const price = priceOf(prices, { channel: step.channel, country: country || null, provider, at: now });
  if (!price || price.currency !== currency) return null;
  const units = step.channel === "sms" ? smsSize(step.text).segments : Math.max(1, callSize(step).minutes);
  return estimate(price, units * sends).micros;
}
