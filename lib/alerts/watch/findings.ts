import type { CampaignBudget, CampaignShares, QuietConnection } from "@/lib/alerts/watch/store";
import { type Band, isAboveBand, usualBand } from "@/lib/domain/alert/band";
import { usedBudget } from "@/lib/domain/alert/budget";
import { isSilentTooLong } from "@/lib/domain/alert/gap";
import type { AlertKind, AlertParams } from "@/lib/domain/alert/kinds";
import type { Share } from "@/lib/domain/fallback/proportion";

/** Something that calls for an alert, or that keeps an open one open. */
export type Finding = {
  readonly kind: AlertKind;
  readonly key: string;
  readonly params: AlertParams;
  /** False: no reason to open an alert, and none yet to close it. */
  readonly opens: boolean;
};

/** Past campaigns with fewer messages say nothing of what is usual. */
const MIN_PAST = 50;

type Measure = {
  readonly kind: "rejected_share" | "silent_share";
  readonly ofPast: (campaign: CampaignShares) => Share;
  readonly ofRunning: (campaign: CampaignShares) => Share;
};

const rejected = ({ rejected: hits, attempted: total }: CampaignShares): Share => ({ hits, total });

const MEASURES: readonly Measure[] = [
  { kind: "rejected_share", ofPast: rejected, ofRunning: rejected },
  {
    kind: "silent_share",
    // What was still silent an hour after the sending, so that old campaigns compare with one under way.
    ofPast: ({ sent, deliveredSoon, rejectedAfterSent }) => ({
      hits: Math.max(0, sent - deliveredSoon - rejectedAfterSent),
      total: sent,
    }),
    // All deliveries count for the older messages: where that is wrong, the share is too low and not too high.
    ofRunning: ({ sentOld, delivered, rejectedAfterSent }) => ({
      hits: Math.max(0, sentOld - delivered - rejectedAfterSent),
      total: sentOld,
    }),
  },
];

export function shareFindings(campaigns: readonly CampaignShares[]): Finding[] {
  return MEASURES.flatMap(({ kind, ofPast, ofRunning }) => {
    const past = campaigns
      .filter(({ running }) => !running)
      .map(ofPast)
      .filter(({ total }) => total >= MIN_PAST);
    const band = usualBand(past.map(({ hits, total }) => hits / total));
    if (!band) return [];
    return campaigns
      .filter(({ running }) => running)
      .map((campaign) => ({ campaign, share: ofRunning(campaign) }))
      .filter(({ share }) => share.total > 0 && share.hits / share.total > band.high)
      .map(({ campaign, share }) => shareFinding(kind, campaign, share, band));
  });
}

const shareFinding = (kind: AlertKind, { id, name }: CampaignShares, share: Share, band: Band): Finding => ({
  kind,
  key: String(id),
  params: {
    campaignId: String(id),
    campaign: name,
    share: share.hits / share.total,
    hits: share.hits,
    total: share.total,
    low: band.low,
    high: band.high,
    median: band.median,
    campaigns: band.campaigns,
  },
  opens: isAboveBand(share, band),
});

export function silenceFindings(
  connections: readonly QuietConnection[],
  minutes: number,
  now: number,
): Finding[] {
  return connections
    .filter(({ lastReceived, before, waiting }) =>
      isSilentTooLong({ quietFor: now - lastReceived, before, waiting }, minutes),
    )
    .map(({ id, name, lastReceived, waiting }) => ({
      kind: "no_webhook",
      key: String(id),
      params: {
        connectionId: String(id),
        connection: name,
        minutes: Math.floor((now - lastReceived) / 60_000),
        lastAt: new Date(lastReceived).toISOString(),
        waiting,
      },
      opens: true,
    }));
}

export function budgetFindings(campaigns: readonly CampaignBudget[], percent: number): Finding[] {
  return campaigns.flatMap((campaign) => {
    const { id, name, day } = campaign;
    const spendings = [
      ["campaign", String(id), campaign.spentMicros, campaign.campaignBudgetMicros],
      ["day", `${id}:${day}`, campaign.spentTodayMicros, campaign.dayBudgetMicros],
    ] as const;
    return spendings.flatMap(([scope, key, spentMicros, budgetMicros]) => {
      const used = usedBudget({ spentMicros, budgetMicros }, percent);
      if (used === null) return [];
      const money = (micros: number) => `${(micros / 1_000_000).toFixed(2)} ${campaign.currency}`;
      const spent = money(spentMicros);
      const budget = money(budgetMicros ?? 0);
      const params = { campaignId: String(id), campaign: name, scope, day, used, spent, budget };
      return [{ kind: "budget", key, params, opens: true } as const];
    });
  });
}
