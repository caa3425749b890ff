import { queryOptions } from "@tanstack/react-query";
import { reasons } from "@/lib/reports/reasons/definition";
import { getJson } from "./get-json";

export const reasonsQuery = (campaignId: number) =>
  queryOptions({
    queryKey: ["report", "reasons", { campaignId }],
    queryFn: ({ signal }) =>
      getJson("/api/reports/reasons", { params: { campaignId }, schema: reasons, signal }),
  });
