import { queryOptions } from "@tanstack/react-query";
import { breakdown } from "@/lib/reports/breakdown/definition";
import { getJson } from "./get-json";

export const breakdownQuery = (campaignId: number) =>
  queryOptions({
    queryKey: ["report", "breakdown", { campaignId }],
    queryFn: ({ signal }) =>
      getJson("/api/reports/breakdown", { params: { campaignId }, schema: breakdown, signal }),
  });
