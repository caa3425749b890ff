import "server-only";
import type { Context } from "@/lib/auth/context";
import { connectionForSending } from "@/lib/connections/sending";
import { smsSize } from "@/lib/domain/channel/sms";
import { callSize } from "@/lib/domain/channel/voice";
import { estimate, priceOf } from "@/lib/domain/fallback/price";
import { type Rule, type Step, triggeredByRejection } from "@/lib/domain/fallback/rule";
import { CURVE_WAITS, recommendedWait } from "@/lib/domain/fallback/wait-curve";
import type { WorkspaceId } from "@/lib/domain/ids";
import { CHANNELS } from "@/lib/domain/message/status";
import { reasonClassOf } from "@/lib/domain/reason/dictionary";
import type { SimulateInput, Simulation } from "@/lib/fallback/simulate/contract";
import { countPast, type PastRow, pastReach } from "@/lib/fallback/simulate/store";
import { workspacePrices } from "@/lib/prices/workspace-prices";

/**
 * Runs a rule over past traffic. Its first step is counted from stored messages, with nothing assumed but the
 * texts' length; for later ones it is assumed how many the step before would have reached.
 */
export async function simulateRule(
  { workspaceId }: Context,
  input: SimulateInput,
  now: number,
): Promise<Simulation> {
  const { definition: rule, from, until, campaignIds } = input;
  const starts = startsOf(rule);
  const [own = 0] = starts;
  const waits = [...new Set([...CURVE_WAITS, ...starts])].sort((a, b) => a - b);
  const campaigns = campaignIds?.map(Number) ?? null;
  const [past, charge, reaches] = await Promise.all([
    countPast(workspaceId, rule.trigger.on, waits, new Date(from), new Date(until), campaigns),
    chargeOf(workspaceId, rule, now),
    Promise.all(rule.steps.map(({ channel }) => reachOf(workspaceId, channel))),
  ]);
  const rows = past.filter((row) => begins(rule, row));
  const at = waits.indexOf(own);
  const curve = waits.map((waitMinutes, i) => ({
    waitMinutes,
    sends: sum(rows, (row) => row.sends[i]),
    needless: sum(rows, (row) => row.needless[i]),
  }));
  const countries = countriesOf(rows, at, (country, sends) => charge.of(0, country, sends));
  return {
    triggered: sum(rows, (row) => row.triggered),
    sends: curve[at]?.sends ?? 0,
    needless: curve[at]?.needless ?? 0,
    reasons: reasonsOf(rule, rows, at),
    countries,
    days: [...groupBy(rows, (row) => row.day)]
      .map(([day, group]) => ({ day, sends: sum(group, (row) => row.sends[at]) }))
      .sort((a, b) => (a.day < b.day ? -1 : 1)),
    curve,
    recommendedWaitMinutes: recommendedWait(curve),
    costMicros: costOf(countries),
    currency: charge.currency,
    expectedReach: reaches[0] ?? null,
    steps: stepsOf(rule, rows, waits, reaches, charge.of),
  };
}

/** Minutes from the trigger's message to each step. */
function startsOf({ trigger, steps }: Rule): number[] {
  let minutes = trigger.on === "rejected" ? 0 : trigger.afterMinutes;
  return steps.map(({ waitMinutes }) => {
    minutes += waitMinutes;
    return minutes;
  });
}

/** A step goes to those who had nothing of WhatsApp by then, less the share that the steps before it reach. */
function stepsOf(
  rule: Rule,
  rows: readonly PastRow[],
  waits: readonly number[],
  reaches: readonly Reach[],
  charge: Charge["of"],
): Simulation["steps"] {
  let missed = 1;
  return startsOf(rule).map((afterMinutes, i) => {
    const share = missed;
    const reach = reaches[i] ?? null;
    missed *= 1 - (reach?.rate ?? 0);
    const countries = countriesOf(rows, waits.indexOf(afterMinutes), (country, sends) =>
      charge(i, country, Math.round(sends * share)),
    );
    const sends = countries.reduce((total, one) => total + one.sends, 0);
    const { channel } = rule.steps[i] as Step;
    return {
      channel,
      afterMinutes,
      sends: Math.round(sends * share),
      costMicros: costOf(countries),
      reach,
    };
  });
}

type Reach = Simulation["expectedReach"];

async function reachOf(workspaceId: WorkspaceId, channel: Step["channel"]): Promise<Reach> {
  const { reached, ended } = await pastReach(workspaceId, CHANNELS.indexOf(channel));
  return ended > 0 ? { rate: reached / ended, basedOn: ended } : null;
}

type Charge = {
  readonly currency: string;
  /** Millionths for a step's attempts in a country; null: no price is known. */
  readonly of: (step: number, country: string, sends: number) => number | null;
};

/** The rule's own texts, variables unfilled: a segment more or less is possible. */
async function chargeOf(workspaceId: WorkspaceId, { steps }: Rule, at: number): Promise<Charge> {
  const [{ prices, currency }, connections] = await Promise.all([
    workspacePrices(workspaceId),
    Promise.all(steps.map(({ connectionId }) => connectionForSending(workspaceId, connectionId))),
  ]);
  const units = steps.map((step) =>
    step.channel === "sms" ? smsSize(step.text).segments : Math.max(1, callSize(step).minutes),
  );
  const of: Charge["of"] = (step, country, sends) => {
    const provider = connections[step]?.provider ?? "";
    const { channel } = steps[step] as Step;
    const price = priceOf(prices, { channel, country: country || null, provider, at });
    if (!price || price.currency !== currency) return null;
    return estimate(price, (units[step] ?? 1) * sends).micros;
  };
  return { currency, of };
}

/** Most attempts first. */
function countriesOf(
  rows: readonly PastRow[],
  at: number,
  cost: (country: string, sends: number) => number | null,
): Simulation["countries"] {
  return [...groupBy(rows, (row) => row.country)]
    .map(([country, group]) => {
      const sends = sum(group, (row) => row.sends[at]);
      return { country, sends, costMicros: cost(country, sends) };
    })
    .filter(({ sends }) => sends > 0)
    .sort((a, b) => b.sends - a.sends);
}

const costOf = (countries: Simulation["countries"]): number =>
  countries.reduce((total, { costMicros }) => total + (costMicros ?? 0), 0);

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
