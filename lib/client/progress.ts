import { queryOptions } from "@tanstack/react-query";
import { progress } from "@/lib/reports/progress/definition";
import { getJson } from "./get-json";

export const progressQuery = (campaignId: number) =>
  queryOptions({
    queryKey: ["report", "progress", { campaignId }],
    queryFn: ({ signal }) =>
      getJson("/api/reports/progress", { params: { campaignId }, schema: progress, signal }),
  });
