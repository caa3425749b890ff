import { queryOptions } from "@tanstack/react-query";
import type { localHours } from "@/lib/reports/local-hours/definition";
import { getJson } from "./get-json";

export const localHoursQuery = (campaignId: number) =>
  queryOptions({
    queryKey: ["report", "local-hours", { campaignId }],
    queryFn: ({ signal }) =>
      getJson<typeof localHours>("/api/reports/local-hours", {
        params: { campaignId },
        has: ["cells"],
        signal,
      }),
  });
