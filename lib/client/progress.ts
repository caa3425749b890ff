import { queryOptions } from "@tanstack/react-query";
import type { progress } from "@/lib/reports/progress/definition";
import { getJson } from "./get-json";

export const progressQuery = (campaignId: number) =>
  queryOptions({
    queryKey: ["report", "progress", { campaignId }],
    queryFn: ({ signal }) =>
      getJson<typeof progress>("/api/reports/progress", {
        params: { campaignId },
        has: ["points", "unit"],
        signal,
      }),
  });
