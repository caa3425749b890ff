import { queryOptions } from "@tanstack/react-query";
import { localHours } from "@/lib/reports/local-hours/definition";
import { getJson } from "./get-json";

export const localHoursQuery = (campaignId: number) =>
  queryOptions({
    queryKey: ["report", "local-hours", { campaignId }],
    queryFn: ({ signal }) =>
      getJson("/api/reports/local-hours", { params: { campaignId }, schema: localHours, signal }),
  });
