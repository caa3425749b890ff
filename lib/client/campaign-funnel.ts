import { queryOptions } from "@tanstack/react-query";
import type { campaignFunnel } from "@/lib/reports/campaign-funnel/definition";
import { getJson } from "./get-json";

export const campaignFunnelQuery = (campaignId: number) =>
  queryOptions({
    queryKey: ["report", "campaign-funnel", { campaignId }],
    queryFn: ({ signal }) =>
      getJson<typeof campaignFunnel>("/api/reports/campaign-funnel", {
        params: { campaignId },
        has: ["id", "counters"],
        signal,
      }),
  });
