import "server-only";
import { cache } from "react";
import type { Context } from "@/lib/auth/context";
import { reportPool } from "@/lib/db/replica";
import type { WorkspaceId } from "@/lib/domain/ids";
import { CHANNELS } from "@/lib/domain/message/status";
import type { Action } from "@/lib/domain/reason/cause";
import { REASON_CLASSES, type ReasonClass } from "@/lib/domain/reason/classes";
import { reasonOf } from "@/lib/domain/reason/dictionary";
import type { Group, RejectedSummary, TopReason } from "@/lib/rejected/groups";
import { GROUPS } from "@/lib/rejected/groups";
import { countReasons, findNames, type ReasonCount } from "@/lib/rejected/store";

const GROUP_OF: Readonly<Record<Action, Group>> = {
  stop_and_fix: "fix",
  fix_data: "fix",
  fall_back_now: "fall_back",
  fall_back_and_suppress: "fall_back",
  call_instead: "fall_back",
  wait_a_day: "fall_back",
  wait: "wait",
  suppress: "leave",
  none: "leave",
  as_rule_says: "decide",
};

/** Asked once a page, however many of its parts show something of it. */
const countsOf = cache((workspaceId: WorkspaceId, campaignId?: number, connectionId?: number) =>
  countReasons(workspaceId, { campaignId, connectionId }, reportPool()),
);

/** Of all rejections of a campaign or connection: how many ask for what. From roll-ups alone. */
export async function rejectedSummary(
  ctx: Context,
  { campaignId, connectionId }: { campaignId?: number; connectionId?: number },
): Promise<RejectedSummary> {
  const counts = await countsOf(ctx.workspaceId, campaignId, connectionId);
  const byGroup = Object.fromEntries(GROUPS.map((group) => [group, 0])) as Record<Group, number>;
  const byClass = Object.fromEntries(REASON_CLASSES.map((name) => [name, 0])) as Record<ReasonClass, number>;
  const byCode = new Map<string, TopReason>();
  for (const count of counts) {
    const reason = reasonOf(count.provider, CHANNELS[count.channel] ?? "whatsapp", count.code);
    byGroup[GROUP_OF[reason.action]] += count.rejected;
    byClass[reason.class] += count.rejected;
    const same = byCode.get(count.code);
    if (same) same.rejected += count.rejected;
    else
      byCode.set(count.code, {
        code: count.code,
        title: reason.title[ctx.locale],
        class: reason.class,
        rejected: count.rejected,
      });
  }
  return {
    total: totalOf(counts),
    byGroup,
    byClass,
    reasons: [...byCode.values()].sort((a, b) => b.rejected - a.rejected),
  };
}

export const totalOf = (counts: readonly ReasonCount[]): number =>
  counts.reduce((sum, { rejected }) => sum + rejected, 0);

export type RejectedChoices = Awaited<ReturnType<typeof findNames>>;

/** What the filters can be set to: only what has rejections. */
export async function rejectedChoices(ctx: Context): Promise<RejectedChoices> {
  return findNames(ctx.workspaceId);
}
