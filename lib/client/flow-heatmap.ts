import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { flowVersionDetail } from "@/lib/flows/contract";
import type { FlowHeatmapQuery, flowHeatmap } from "@/lib/reports/flow/definition";
import type { FlowPeopleQuery, flowPeoplePage } from "@/lib/reports/flow/people-contract";
import { getJson } from "./get-json";

export const flowHeatmapQuery = (params: FlowHeatmapQuery) =>
  queryOptions({
    queryKey: ["report", "flow-heatmap", params],
    queryFn: ({ signal }) =>
      getJson<typeof flowHeatmap>("/api/reports/flow-heatmap", {
        params,
        has: ["steps", "campaigns"],
        signal,
      }),
  });

/** A version never changes. */
export const flowVersionQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ["flows", id, "version", version],
    queryFn: ({ signal }) =>
      getJson<typeof flowVersionDetail>(`/api/flows/${id}/versions/${version}`, {
        has: ["version", "definition"],
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const findFlowPeople = (id: string, params: FlowPeopleQuery, signal?: AbortSignal) =>
  getJson<typeof flowPeoplePage>(`/api/flows/${id}/people`, { params, has: ["items", "nextCursor"], signal });

export const flowPeopleQuery = (id: string, params: FlowPeopleQuery) =>
  infiniteQueryOptions({
    queryKey: ["flows", id, "people", params],
    queryFn: ({ pageParam, signal }) =>
      findFlowPeople(id, { ...params, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
