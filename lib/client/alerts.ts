import { queryOptions } from "@tanstack/react-query";
import type { AlertPage, alertPage, openAlerts } from "@/lib/alerts/contract";
import { getJson } from "./get-json";

export type AlertQuery = { readonly state?: "open" | "resolved"; readonly cursor?: string };

export const alertsQuery = (params: AlertQuery) =>
  queryOptions({
    queryKey: ["alerts", "list", params],
    queryFn: ({ signal }) =>
      getJson<typeof alertPage>("/api/alerts", { params, has: ["items", "nextCursor"], signal }),
  });

/** What has to differ for the next poll to come soon. */
export const alertsChange = ({ items }: AlertPage): string =>
  items.map(({ id, resolvedAt, acknowledgedAt }) => `${id}${resolvedAt}${acknowledgedAt}`).join();

export const openAlertsQuery = () =>
  queryOptions({
    queryKey: ["alerts", "count"],
    queryFn: ({ signal }) => getJson<typeof openAlerts>("/api/alerts/count", { has: ["open"], signal }),
  });
