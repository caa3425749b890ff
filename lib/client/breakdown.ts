import { queryOptions } from "@tanstack/react-query";
import type { breakdown } from "@/lib/reports/breakdown/definition";
import { getJson } from "./get-json";

export const breakdownQuery = (campaignId: number) =>
  queryOptions({
    queryKey: ["report", "breakdown", { campaignId }],
    queryFn: ({ signal }) =>
      getJson<typeof breakdown>("/api/reports/breakdown", {
        params: { campaignId },
        has: ["countries", "templates"],
        signal,
      }),
  });
