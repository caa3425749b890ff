import { queryOptions } from "@tanstack/react-query";
import type { stageHours } from "@/lib/reports/stage-hours/definition";
import { getJson } from "./get-json";

export const stageHoursQuery = (campaignId: number) =>
  queryOptions({
    queryKey: ["report", "stage-hours", { campaignId }],
    queryFn: ({ signal }) =>
      getJson<typeof stageHours>("/api/reports/stage-hours", {
        params: { campaignId },
        has: ["hours", "later"],
        signal,
      }),
  });
