import { operationRoute } from "@/lib/api/operation-route";
import { flowHeatmapOperation } from "@/lib/api/operations/flow-heatmap";
import { readFlowHeatmap } from "@/lib/reports/flow/read";

export const GET = operationRoute(flowHeatmapOperation, (ctx, { id, ...params }) =>
  readFlowHeatmap(ctx, { ...params, flowId: id }, Date.now()),
);
