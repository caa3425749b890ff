import { queryOptions } from "@tanstack/react-query";
import type { fallbackReport } from "@/lib/reports/fallback/definition";
import { getJson } from "./get-json";

/** @param campaignId - null for the whole workspace */
export const fallbackReportQuery = (campaignId: number | null) =>
  queryOptions({
    queryKey: ["report", "fallback", { campaignId }],
    queryFn: ({ signal }) =>
      getJson<typeof fallbackReport>("/api/reports/fallback", {
        params: { campaignId },
        has: ["attempts", "channels"],
        signal,
      }),
  });
