import { queryOptions } from "@tanstack/react-query";
import type { latency } from "@/lib/reports/latency/definition";
import { getJson } from "./get-json";

export const latencyQuery = (campaignId: number) =>
  queryOptions({
    queryKey: ["report", "latency", { campaignId }],
    queryFn: ({ signal }) =>
      getJson<typeof latency>("/api/reports/latency", {
        params: { campaignId },
        has: ["delivered", "read"],
        signal,
      }),
  });
