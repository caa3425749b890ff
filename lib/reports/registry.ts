import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { AppError } from "@/lib/errors";
import { queryBreakdown } from "./breakdown/query";
import { shapeBreakdown } from "./breakdown/shape";
import { readCampaignFunnel } from "./campaign-funnel/read";
import { fallbackParams } from "./fallback/definition";
import { queryAttemptStates, queryFallbackBase, queryFallbackPeople, queryHoldout } from "./fallback/query";
import { shapeFallback } from "./fallback/shape";
import { campaignParams } from "./fields";
import { flowHeatmapParams } from "./flow/definition";
import { readFlowHeatmap } from "./flow/read";
import { queryLatency } from "./latency/query";
import { shapeLatency } from "./latency/shape";
import { queryLocalHours } from "./local-hours/query";
import { shapeLocalHours } from "./local-hours/shape";
import { overviewParams } from "./overview/definition";
import { queryOverview } from "./overview/query";
import { shapeOverview } from "./overview/shape";
import { intervalOf } from "./period";
import { periodOf } from "./period-params";
import { queryProgress, queryProgressBounds } from "./progress/query";
import { edgesOf, NO_EDGES, shapeProgress } from "./progress/shape";
import { queryReasons } from "./reasons/query";
import { shapeReasons } from "./reasons/shape";
import { queryStageHours } from "./stage-hours/query";
import { shapeStageHours } from "./stage-hours/shape";

type Reader = Pick<Context, "workspaceId" | "timeZone" | "locale">;

/** Ties params to the function that takes them; what comes out no longer shows their type. */
function report<Params extends z.ZodType>(
  params: Params,
  run: (reader: Reader, params: z.output<Params>, now: number) => Promise<object>,
) {
  return {
    params,
    run: (reader: Reader, checked: unknown, now: number) => run(reader, checked as z.output<Params>, now),
  };
}

/** Every question that dashboards ask, by its name in `/api/reports/<name>`. */
export const REPORTS = {
  overview: report(overviewParams, async (reader, params, now) => {
    const interval = intervalOf(periodOf(params), reader.timeZone, now);
    const [row, people] = await Promise.all([
      queryOverview(reader.workspaceId, interval, params.archived === "true"),
      queryFallbackPeople(reader.workspaceId, null, interval),
    ]);
    return shapeOverview(row, people, interval);
  }),
  "campaign-funnel": report(campaignParams, async ({ workspaceId }, { campaignId }) => {
    const funnel = await readCampaignFunnel(workspaceId, campaignId);
    if (!funnel)
      throw new AppError(
        "not_found",
        "There is no such campaign in this workspace. It may have been deleted.",
      );
    return funnel;
  }),
  progress: report(campaignParams, async ({ workspaceId, timeZone }, { campaignId }) => {
    const bounds = await queryProgressBounds(workspaceId, campaignId);
    const edges = bounds
      ? edgesOf(bounds.launchedAt.getTime(), bounds.latestAt.getTime(), timeZone)
      : NO_EDGES;
    const { asOf, rows, funnel } = await queryProgress(workspaceId, campaignId, edges.at.slice(1, -1));
    return shapeProgress(asOf, edges, rows, funnel);
  }),
  "stage-hours": report(campaignParams, async ({ workspaceId }, { campaignId }) =>
    shapeStageHours(await queryStageHours(workspaceId, campaignId)),
  ),
  "local-hours": report(campaignParams, async ({ workspaceId }, { campaignId }) =>
    shapeLocalHours(await queryLocalHours(workspaceId, campaignId)),
  ),
  latency: report(campaignParams, async ({ workspaceId }, { campaignId }) =>
    shapeLatency(await queryLatency(workspaceId, campaignId)),
  ),
  reasons: report(campaignParams, async ({ workspaceId, locale }, { campaignId }) =>
    shapeReasons(await queryReasons(workspaceId, campaignId), locale),
  ),
  fallback: report(fallbackParams, async ({ workspaceId }, { campaignId = null }) => {
    const [states, base, people, holdout] = await Promise.all([
      queryAttemptStates(workspaceId, campaignId),
      queryFallbackBase(workspaceId, campaignId),
      queryFallbackPeople(workspaceId, campaignId),
      queryHoldout(workspaceId, campaignId),
    ]);
    return shapeFallback(states, base, people, holdout);
  }),
  "flow-heatmap": report(flowHeatmapParams, readFlowHeatmap),
  breakdown: report(campaignParams, async ({ workspaceId }, { campaignId }) =>
    shapeBreakdown(await queryBreakdown(workspaceId, campaignId)),
  ),
};

export type ReportName = keyof typeof REPORTS;
export const REPORT_NAMES = Object.keys(REPORTS) as [ReportName, ...ReportName[]];
