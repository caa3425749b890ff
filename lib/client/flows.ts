import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { flowChanges, flowList, flowView, savedDraft, updateFlowInput } from "@/lib/flows/contract";
import type { ImportNeed, importedFlow } from "@/lib/flows/exchange-contract";
import type { FlowTemplate } from "@/lib/flows/templates";
import { getJson, sendJson } from "./get-json";
import { RequestError } from "./request-error";

export const createFlow = (name: string, template: FlowTemplate) =>
  sendJson<typeof flowView>("POST", "/api/flows", { body: { name, template }, has: ["id", "name"] });

export const updateFlow = (id: string, body: Omit<z.input<typeof updateFlowInput>, "id">) =>
  sendJson<typeof flowView>("PATCH", `/api/flows/${id}`, { body, has: ["id", "name"] });

export const duplicateFlow = (id: string) =>
  sendJson<typeof flowView>("POST", `/api/flows/${id}/duplicate`, { has: ["id", "name"] });

export const restoreVersion = (id: string, version: number) =>
  sendJson<typeof savedDraft>("POST", `/api/flows/${id}/versions/${version}/restore`, {
    body: {},
    has: ["revision", "problems"],
  });

export const setCampaignFlow = (campaignId: number, flowId: string | null) =>
  sendJson("PUT", `/api/campaigns/${campaignId}/flow`, { body: { flowId } });

export const exportHref = (id: string, version?: number): string =>
  `/api/flows/${id}/export${version === undefined ? "" : `?version=${version}`}`;

export const flowsQuery = queryOptions({
  queryKey: ["flows"],
  queryFn: ({ signal }) => getJson<typeof flowList>("/api/flows", { has: ["items"], signal }),
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
        ? getJson<typeof flowChanges>(`/api/flows/${id}/changes`, { has: ["since", "changed"], signal })
        : getJson<typeof flowChanges>(`/api/flows/${id}/versions/${to.version}/changes`, {
            params: { since: from },
            has: ["since", "changed"],
            signal,
          }),
  });

export type ImportBody = {
  readonly file: unknown;
  readonly name: string;
  readonly choices?: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
};

export const importFlow = (body: ImportBody) =>
  sendJson<typeof importedFlow>("POST", "/api/flows/import", { body, has: ["flow"] });

/** What a refused import asks for; empty where it was refused for something else. */
export function needsOf(error: unknown): readonly ImportNeed[] {
  if (!(error instanceof RequestError) || error.status !== 422) return [];
  const { needs } = error.answer as { needs?: readonly ImportNeed[] };
  return Array.isArray(needs) ? needs : [];
}
