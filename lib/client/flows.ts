import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { flowChanges, flowList, flowView, savedDraft, type updateFlowInput } from "@/lib/flows/contract";
import { type ImportNeed, importedFlow, importNeed } from "@/lib/flows/exchange-contract";
import type { FlowTemplate } from "@/lib/flows/templates";
import { getJson, sendJson } from "./get-json";
import { RequestError } from "./request-error";

export const createFlow = (name: string, template: FlowTemplate) =>
  sendJson("POST", "/api/flows", { body: { name, template }, schema: flowView });

export const updateFlow = (id: string, body: Omit<z.input<typeof updateFlowInput>, "id">) =>
  sendJson("PATCH", `/api/flows/${id}`, { body, schema: flowView });

export const duplicateFlow = (id: string) =>
  sendJson("POST", `/api/flows/${id}/duplicate`, { schema: flowView });

export const restoreVersion = (id: string, version: number) =>
  sendJson("POST", `/api/flows/${id}/versions/${version}/restore`, { body: {}, schema: savedDraft });

export const setCampaignFlow = (campaignId: number, flowId: string | null) =>
  sendJson("PUT", `/api/campaigns/${campaignId}/flow`, { body: { flowId } });

export const exportHref = (id: string, version?: number): string =>
  `/api/flows/${id}/export${version === undefined ? "" : `?version=${version}`}`;

export const flowsQuery = queryOptions({
  queryKey: ["flows"],
  queryFn: ({ signal }) => getJson("/api/flows", { schema: flowList, signal }),
});

/** @param to - the draft, by its revision, is compared with the version in force */
export const changesQuery = (
  id: string,
  from: number,
  to: { readonly draft: number } | { readonly version: number },
) =>
  queryOptions({
    queryKey: ["flows", id, "changes", from, to],
    queryFn: ({ signal }) =>
      "draft" in to
        ? getJson(`/api/flows/${id}/changes`, { schema: flowChanges, signal })
        : getJson(`/api/flows/${id}/versions/${to.version}/changes`, {
            params: { since: from },
            schema: flowChanges,
            signal,
          }),
  });

export type ImportBody = {
  readonly file: unknown;
  readonly name: string;
  readonly choices?: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
};

export const importFlow = (body: ImportBody) =>
  sendJson("POST", "/api/flows/import", { body, schema: importedFlow });

const needs = importNeed.array();

/** What a refused import asks for; empty where it was refused for something else. */
export function needsOf(error: unknown): ImportNeed[] {
  if (!(error instanceof RequestError) || error.status !== 422) return [];
  const { needs: given } = error.answer as { needs?: unknown };
  return needs.safeParse(given).data ?? [];
}
