import { queryOptions } from "@tanstack/react-query";
import type { reasons } from "@/lib/reports/reasons/definition";
import { getJson } from "./get-json";

export const reasonsQuery = (campaignId: number) =>
  queryOptions({
    queryKey: ["report", "reasons", { campaignId }],
    queryFn: ({ signal }) =>
      getJson<typeof reasons>("/api/reports/reasons", {
        params: { campaignId },
        has: ["classes", "rejected"],
        signal,
      }),
  });
