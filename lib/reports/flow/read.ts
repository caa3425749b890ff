import "server-only";
import type { Context } from "@/lib/auth/context";
import type { FlowDefinition } from "@/lib/domain/flow/definition";
import { AppError } from "@/lib/errors";
import { queryFallbackBase, queryFallbackPeople } from "@/lib/reports/fallback/query";
import { intervalOf } from "@/lib/reports/period";
import { periodOf } from "@/lib/reports/period-params";
import type { FlowHeatmap, FlowHeatmapParams } from "./definition";
import { type FlowScope, queryFlowCounts, queryVersion } from "./query";
import { emptyHeatmap, shapeHeatmap } from "./shape";

type Reader = Pick<Context, "workspaceId" | "timeZone">;

export type ReadScope = FlowScope & { readonly definition: FlowDefinition };

/** What is asked for, in numbers; null where no version was ever published. @throws AppError not_found */
export async function scopeOf(
  { workspaceId, timeZone }: Reader,
  params: FlowHeatmapParams,
  now: number,
): Promise<ReadScope | null> {
  const { flowId, ...period } = params;
  const version = params.version ?? null;
  const campaignId = params.campaignId ?? null;
  const row = await queryVersion(workspaceId, flowId, version);
  if (!row) throw new AppError("not_found", "There is no such flow in this workspace.");
  const interval = intervalOf(periodOf(period), timeZone, now);
  if (row.version !== null && row.definition !== null)
    return { flowId, version: row.version, definition: row.definition, campaignId, interval };
  if (version !== null) throw new AppError("not_found", "This flow has no such version.");
  return null;
}

/** @throws AppError not_found */
export async function readFlowHeatmap(
  reader: Reader,
  params: FlowHeatmapParams,
  now: number,
): Promise<FlowHeatmap> {
  const { workspaceId } = reader;
  const scope = await scopeOf(reader, params, now);
  if (!scope) {
    const interval = intervalOf(periodOf(params), reader.timeZone, now);
    const { currency } = await queryFallbackBase(workspaceId, params.campaignId ?? null);
    return emptyHeatmap({ flowId: params.flowId, interval }, now, currency);
  }
  const { definition, campaignId, interval } = scope;
  const trigger = definition.steps.find(({ type }) => type === "trigger")?.id ?? "";
  const [counted, people] = await Promise.all([
    queryFlowCounts(workspaceId, scope, trigger),
    queryFallbackPeople(workspaceId, campaignId, interval),
  ]);
  const ran = new Set(counted.campaigns.map(({ id }) => id));
  const spent = people
    .filter((row) => ran.has(row.campaignId))
    .reduce((sum, { spentMicros }) => sum + spentMicros, 0);
  return shapeHeatmap(scope, definition, counted, spent);
}
