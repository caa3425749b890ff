import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { Overview, overview, overviewParams } from "@/lib/reports/overview/definition";
import { getJson } from "./get-json";

export type OverviewQuery = z.input<typeof overviewParams>;

/** Key, fetcher and freshness in one object, so that prefetch, hook and invalidation can't disagree. */
export const overviewQuery = (params: OverviewQuery) =>
  queryOptions({
    queryKey: ["report", "overview", params],
    queryFn: ({ signal }) =>
      getJson<typeof overview>("/api/reports/overview", { params, has: ["campaigns", "total"], signal }),
  });

/** What has to differ for the next poll to come soon; the time of the answer always differs. */
export const overviewChange = ({ total, totalFallback, campaigns, lastReceivedAt }: Overview): string =>
  `${Object.values({ ...total, ...totalFallback }).join()} ${campaigns.length} ${lastReceivedAt}`;
