import type { Pool } from "pg";
import type { AttemptEvent } from "@/lib/domain/fallback/attempt";
import { reasonClassOf } from "@/lib/domain/reason/dictionary";
import { MINUTE } from "@/lib/domain/time";
import { judgeCampaign } from "@/lib/fallback/breaker/breaker";
import { endTooOld } from "@/lib/fallback/dispatch/due-store";
import { applyEvent } from "@/lib/fallback/ledger/apply-event";
import { leaveToNextStep } from "@/lib/fallback/ledger/store";
import { firstAttempt, firstOf } from "@/lib/fallback/plan/planner";
import {
  type AutomaticCampaign,
  type AutomaticMode,
  loadAutomaticCampaigns,
  sendingCampaigns,
} from "@/lib/fallback/plan/store";
import type { Settler } from "@/lib/fallback/sweep/settle";
import {
  findAbandoned,
  findCandidates,
  findForNextStep,
  findOpenCalls,
  type OpenAttempt,
  planFirst,
} from "@/lib/fallback/sweep/store";

/** Milliseconds that a batch may be on its way into the event log: younger events are left for the next time. */
const SETTLING = 5000;
/** Seconds without an answer after which a worker is held for dead; longer than any request may take. */
const ABANDONED_AFTER = 45;
/** Seconds after which a call is over, whatever was heard of it. */
const CALL_ENDS_AFTER = 600;

type Loaded = Awaited<ReturnType<typeof loadAutomaticCampaigns>>;

/**
 * One round of what time alone brings about. Any number of processes may run it at once.
 * @param settler - asks providers about attempts of unknown fate, beside the rounds: none waits for a provider
 */
export async function sweep(pool: Pool, now: number, settler?: Settler): Promise<void> {
  const parts = new Parts();
  const loaded = await parts.try(() => loadAutomaticCampaigns(pool));
  if (loaded) await sweepCampaigns(pool, loaded, now, parts);
  await parts.try(() => endTooOld(pool));
  for (const { workspaceId, id, next } of (await parts.try(() => findForNextStep(pool))) ?? [])
    await parts.try(() => leaveToNextStep(pool, workspaceId, id, next, now));
  for (const attempt of (await parts.try(() => findAbandoned(pool, ABANDONED_AFTER))) ?? [])
    await parts.try(() =>
      apply(pool, attempt, { kind: "abandon" }, "No answer came: the worker may have died.", now),
    );
  for (const attempt of (await parts.try(() => findOpenCalls(pool, CALL_ENDS_AFTER))) ?? [])
    await parts.try(() => apply(pool, attempt, endOfCall(attempt), "The call is over.", now));
  await parts.try(async () => settler?.look(now));
  parts.end();
}

/** What a round does for one campaign or attempt never depends on what failed for another. */
class Parts {
  private readonly failures: unknown[] = [];

  /** @returns undefined where it failed */
  async try<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      this.failures.push(error);
      return undefined;
    }
  }

  /** @throws the first failure: the others are mostly the same */
  end(): void {
    if (this.failures.length > 0) throw this.failures[0];
  }
}

async function sweepCampaigns(pool: Pool, loaded: Loaded, now: number, parts: Parts): Promise<void> {
  for (const campaign of loaded.campaigns.values())
    await parts.try(async () => {
      // First: what is planned below waits for a person where the breaker has stopped the campaign.
      await judgeCampaign(pool, campaign, loaded.providers, lookedAt(campaign), now);
      await sweepRejected(pool, campaign, campaign, loaded, now);
      await sweepOverdue(pool, campaign, now);
    });
  for (const mode of loaded.unruled.values())
    await parts.try(async () => {
      await judgeCampaign(pool, mode, loaded.providers, mode.rejectedSweptAt, now);
      await sweepRejected(pool, mode, null, loaded, now);
    });
  for (const campaign of (await parts.try(() => sendingCampaigns(pool, loaded.senders))) ?? [])
    await parts.try(() => judgeCampaign(pool, campaign, loaded.providers, now - MINUTE, now));
}

/** Milliseconds that a rule waits before somebody is overdue. */
const waitOf = ({ rule: { trigger } }: AutomaticCampaign): number =>
  trigger.on === "rejected" ? 0 : trigger.afterMinutes * MINUTE;

/** When the campaign was last looked at: the mark of who is overdue is behind by the rule's wait. */
const lookedAt = (campaign: AutomaticCampaign): number =>
  Math.max(campaign.rejectedSweptAt, campaign.sweptAt + waitOf(campaign));

/**
 * Rejections that the ingest could not plan for are found in the log of events, a slice of time each round. A rule
 * acts at the fallback steps of the flow and nowhere else; where no flow ran, as the default flow would.
 * @param own - the campaign with its own rule or the workspace's; null: only what the flow names acts
 */
async function sweepRejected(
  pool: Pool,
  mode: AutomaticMode,
  own: AutomaticCampaign | null,
  { rules, providers }: Loaded,
  now: number,
): Promise<void> {
  if (own?.rule.trigger.on !== "rejected" && !mode.namesRules) return;
  const { workspaceId, campaignId, rejectedSweptAt } = mode;
  const until = now - SETTLING;
  if (until <= rejectedSweptAt) return;
  const found = await findCandidates(pool, "rejected", workspaceId, campaignId, rejectedSweptAt, until);
  const planned = found.flatMap((candidate) => {
    const provider = providers.get(`${workspaceId}|${candidate.connectionId}`) ?? "";
    const reason = reasonClassOf(provider, "whatsapp", candidate.code);
    const first = (candidate.rules ?? [0])
      .map((id) => (id === 0 ? own : rules.get(`${workspaceId}|${id}`)))
      .map((rule) => (rule ? firstAttempt({ ...mode, ...rule }, reason, candidate, now) : null))
      .find((each) => each !== null);
    return first ? [{ candidate, first, triggeredAt: candidate.receivedAt }] : [];
  });
  await planFirst(pool, workspaceId, campaignId, "rejected", planned, until);
}

/** People who are overdue are found in the same way: what arrives in time costs one look at an index that lists blocks. */
async function sweepOverdue(pool: Pool, campaign: AutomaticCampaign, now: number): Promise<void> {
  const { workspaceId, campaignId, rule, sweptAt, inFlow } = campaign;
  const { on } = rule.trigger;
  const until = now - waitOf(campaign) - SETTLING;
  if (on === "rejected" || until <= sweptAt) return;
  const found = inFlow ? await findCandidates(pool, on, workspaceId, campaignId, sweptAt, until) : [];
  const planned = found.map((candidate) => ({
    candidate,
    first: firstOf(campaign, candidate.recipient, now),
    triggeredAt: candidate.receivedAt + waitOf(campaign),
  }));
  await planFirst(pool, workspaceId, campaignId, on, planned, until);
}

/** Somebody answered and nobody knows who: a person, as far as can be known. */
const endOfCall = ({ answeredBy }: OpenAttempt): AttemptEvent =>
  answeredBy === "unknown"
    ? { kind: "status", status: "reached" }
    : { kind: "status", status: "missed", why: answeredBy === "human" ? "not_confirmed" : "no_answer" };

async function apply(
  pool: Pool,
  { workspaceId, id }: OpenAttempt,
  event: AttemptEvent,
  detail: string,
  now: number,
): Promise<void> {
  await applyEvent(pool, workspaceId, id, { event, log: { kind: event.kind, detail } }, now);
}
