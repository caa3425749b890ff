import { queryOptions } from "@tanstack/react-query";
import { latency } from "@/lib/reports/latency/definition";
import { getJson } from "./get-json";

export const latencyQuery = (campaignId: number) =>
  queryOptions({
    queryKey: ["report", "latency", { campaignId }],
    queryFn: ({ signal }) =>
      getJson("/api/reports/latency", { params: { campaignId }, schema: latency, signal }),
  });
