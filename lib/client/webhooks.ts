import { queryOptions } from "@tanstack/react-query";
import type { DeliveryPage, deliveryDetail, deliveryPage } from "@/lib/webhooks-out/contract";
import { getJson } from "./get-json";

export type DeliveryQuery = { readonly state?: string; readonly cursor?: string };

export const deliveriesQuery = (endpointId: string, params: DeliveryQuery) =>
  queryOptions({
    queryKey: ["webhooks", endpointId, "deliveries", params],
    queryFn: ({ signal }) =>
      getJson<typeof deliveryPage>(`/api/settings/webhooks/${endpointId}/deliveries`, {
        params,
        has: ["items", "nextCursor"],
        signal,
      }),
  });

/** What has to differ for the next poll to come soon. */
export const deliveriesChange = ({ items }: DeliveryPage): string =>
  items.map(({ id, state, tries }) => `${id}${state}${tries}`).join();

export const deliveryQuery = (endpointId: string, id: string) =>
  queryOptions({
    queryKey: ["webhooks", endpointId, "delivery", id],
    queryFn: ({ signal }) =>
      getJson<typeof deliveryDetail>(`/api/settings/webhooks/${endpointId}/deliveries/${id}`, {
        has: ["id", "requests"],
        signal,
      }),
  });
