import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  AttemptPage,
  attemptPage,
  attemptTotals,
  listAttemptsInput,
} from "@/lib/fallback/attempts/contract";
import type { batchView } from "@/lib/fallback/manual/contract";
import { getJson } from "./get-json";

export type AttemptQuery = z.input<typeof listAttemptsInput>;

export const attemptsQuery = (params: AttemptQuery) =>
  queryOptions({
    queryKey: ["attempts", "list", params],
    queryFn: ({ signal }) =>
      getJson<typeof attemptPage>("/api/attempts", { params, has: ["items", "nextCursor"], signal }),
  });

/** What has to differ for the next poll to come soon. */
export const attemptsChange = ({ items }: AttemptPage): string =>
  items.map(({ id, state, why }) => `${id}${state}${why}`).join();

export const attemptTotalsQuery = (campaignId: string | undefined) =>
  queryOptions({
    queryKey: ["attempts", "totals", campaignId ?? null],
    queryFn: ({ signal }) =>
      getJson<typeof attemptTotals>("/api/attempts/totals", {
        params: { campaignId },
        has: ["byState"],
        signal,
      }),
  });

export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: ["attempts", "batch", id],
    queryFn: ({ signal }) =>
      getJson<typeof batchView>(`/api/attempts/batches/${id}`, { has: ["id", "byState"], signal }),
  });
