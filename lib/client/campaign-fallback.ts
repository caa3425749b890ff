import { queryOptions } from "@tanstack/react-query";
import type { automaticPreview, campaignControl } from "@/lib/fallback/modes/contract";
import { getJson } from "./get-json";

const url = (campaignId: number) => `/api/campaigns/${campaignId}/fallback`;

/** The switches of a campaign. Others may stop everything meanwhile, so it is looked at again. */
export const campaignFallbackQuery = (campaignId: number) =>
  queryOptions({
    queryKey: ["campaign-fallback", campaignId],
    queryFn: ({ signal }) =>
      getJson<typeof campaignControl>(url(campaignId), { has: ["campaignId", "mode", "budgets"], signal }),
    refetchInterval: 10_000, // ms
  });

/** What automatic would do now; asked anew each time that the question is put. */
export const automaticPreviewQuery = (campaignId: number) =>
  queryOptions({
    queryKey: ["campaign-fallback", campaignId, "preview"],
    queryFn: ({ signal }) =>
      getJson<typeof automaticPreview>(`${url(campaignId)}/preview`, {
        has: ["obstacles", "budgets"],
        signal,
      }),
    staleTime: 0,
    gcTime: 0,
  });
