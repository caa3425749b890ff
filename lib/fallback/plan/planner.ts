import type { Pool } from "pg";
import { isHeldOut } from "@/lib/domain/fallback/holdout";
import { type Rule, triggeredByRejection } from "@/lib/domain/fallback/rule";
import { CHANNELS, type Channel } from "@/lib/domain/message/status";
import type { ReasonClass } from "@/lib/domain/reason/classes";
import { reasonClassOf } from "@/lib/domain/reason/dictionary";
import { MINUTE } from "@/lib/domain/time";
import { Breaker, senderFault } from "@/lib/fallback/breaker/breaker";
import {
  type AutomaticCampaign,
  type AutomaticMode,
  loadAutomaticCampaigns,
  type RuleInForce,
} from "@/lib/fallback/plan/store";

/** Milliseconds after which a change of modes or rules is noticed; what it misses is found by the sweep. */
const RELOAD_EVERY = 1000;
/** Milliseconds in which the breaker's stop is in the database: nothing that is planned meanwhile leaves before it. */
const STOP_IS_WRITTEN = 3000;

/** The first attempt that a rejection calls for. */
export type FirstAttempt = {
  readonly campaignId: number;
  readonly ruleId: number;
  readonly ruleVersion: number;
  /** Index in CHANNELS. */
  readonly channel: number;
  readonly connectionId: number;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
  readonly heldOut: boolean;
};

export type Rejection = {
  readonly workspaceId: number;
  readonly campaignId: number;
  readonly connectionId: number;
  readonly channel: Channel;
  readonly code: string | null;
  readonly recipient: string | null;
};

/** What the ingest asks for: without a network, a clock of its own or a promise. */
export type RejectionPlanner = {
  /** False while nobody uses fallbacks: the ingest then leaves their part out of its statement. */
  active(): boolean;
  /** Told of every rejection, wherever a flow leads it: the breaker stops what must not send any more. */
  notice(rejection: Rejection): void;
  /** @param ruleId - the rule that the flow's fallback step names; null for the campaign's or the workspace's. */
  plan(rejection: Rejection, now: number, ruleId: number | null): FirstAttempt | null;
};

/** Rules of the campaigns in automatic mode, in memory. What counts at last is checked when an attempt leaves. */
export class Planner implements RejectionPlanner {
  private campaigns: ReadonlyMap<string, AutomaticCampaign> = new Map();
  private unruled: ReadonlyMap<string, AutomaticMode> = new Map();
  private rules: ReadonlyMap<string, RuleInForce> = new Map();
  /** Workspaces in which a flow sends by itself, whatever its campaigns' modes. */
  private senders: ReadonlySet<number> = new Set();
  private providers: ReadonlyMap<string, string> = new Map();
  private planned = false;
  private readonly timer: NodeJS.Timeout;
  private readonly breaker: Breaker;

  constructor(
    private readonly pool: Pool,
    onError: (error: unknown) => void,
  ) {
    this.breaker = new Breaker(pool, onError);
    this.timer = setInterval(() => void this.reload().catch(onError), RELOAD_EVERY);
    this.timer.unref();
  }

  async reload(): Promise<void> {
    const loaded = await loadAutomaticCampaigns(this.pool);
    this.campaigns = loaded.campaigns;
    this.unruled = loaded.unruled;
    this.rules = loaded.rules;
    this.senders = loaded.senders;
    this.providers = loaded.providers;
    this.planned = loaded.planned;
    this.breaker.forget();
  }

  active(): boolean {
    return this.campaigns.size > 0 || this.unruled.size > 0 || this.planned;
  }

  notice(rejection: Rejection): void {
    const { workspaceId, campaignId, connectionId, channel, code } = rejection;
    if (channel !== "whatsapp") return;
    const key = `${workspaceId}|${campaignId}`;
    const mode = this.campaigns.get(key) ?? this.unruled.get(key);
    if (mode ? mode.stopped : !this.senders.has(workspaceId)) return;
    const provider = this.providers.get(`${workspaceId}|${connectionId}`);
    if (provider !== undefined && reasonClassOf(provider, channel, code) === "sender_fault")
      this.breaker.stop(rejection, senderFault(code));
  }

  plan(rejection: Rejection, now: number, ruleId: number | null): FirstAttempt | null {
    if (rejection.channel !== "whatsapp") return null;
    const campaign = this.campaignOf(rejection, ruleId);
    const provider = this.providers.get(`${rejection.workspaceId}|${rejection.connectionId}`);
    if (!campaign || provider === undefined) return null;
    const reason = reasonClassOf(provider, rejection.channel, rejection.code);
    const first = firstAttempt(campaign, reason, rejection, now);
    if (!first || !this.breaker.isStopping(campaign)) return first;
    return { ...first, dueAt: Math.max(first.dueAt, now + STOP_IS_WRITTEN) };
  }

  private campaignOf(
    { workspaceId, campaignId }: Rejection,
    ruleId: number | null,
  ): AutomaticCampaign | undefined {
    const key = `${workspaceId}|${campaignId}`;
    const own = this.campaigns.get(key);
    if (ruleId === null) return own;
    const mode = own ?? this.unruled.get(key);
    const rule = this.rules.get(`${workspaceId}|${ruleId}`);
    return mode && rule && { ...mode, ...rule };
  }

  /** Waits for stops of the breaker that are being written. */
  settled(): Promise<void> {
    return this.breaker.settled();
  }

  close(): void {
    clearInterval(this.timer);
  }
}

/** Pure: the same for the ingest and for the sweep that finds what the ingest could not know. */
export function firstAttempt(
  campaign: AutomaticCampaign,
  reason: ReasonClass,
  { code, recipient }: Pick<Rejection, "code" | "recipient">,
  now: number,
): FirstAttempt | null {
  if (!triggeredByRejection(campaign.rule.trigger, reason, code)) return null;
  return firstOf(campaign, recipient, now);
}

/** The first step of a rule that has begun. */
export function firstOf(
  { rule, ruleId, ruleVersion, campaignId }: AutomaticCampaign,
  recipient: string | null,
  now: number,
): FirstAttempt {
  const step = rule.steps[0] as Rule["steps"][number];
  return {
    campaignId,
    ruleId,
    ruleVersion,
    channel: CHANNELS.indexOf(step.channel),
    connectionId: step.connectionId,
    dueAt: now + step.waitMinutes * MINUTE,
    heldOut: recipient !== null && isHeldOut(String(ruleId), recipient, rule.holdoutPercent),
  };
}
