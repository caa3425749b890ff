import { queryOptions } from "@tanstack/react-query";
import { stageHours } from "@/lib/reports/stage-hours/definition";
import { getJson } from "./get-json";

export const stageHoursQuery = (campaignId: number) =>
  queryOptions({
    queryKey: ["report", "stage-hours", { campaignId }],
    queryFn: ({ signal }) =>
      getJson("/api/reports/stage-hours", { params: { campaignId }, schema: stageHours, signal }),
  });
