import { queryOptions } from "@tanstack/react-query";
import type { FlowDefinition } from "@/lib/domain/flow/definition";
import type { flowChanges, flowDetail, publishedFlow, savedDraft } from "@/lib/flows/contract";
import type { importedFlow } from "@/lib/flows/exchange-contract";
import type { testRunView } from "@/lib/flows/test-run-contract";
import { getJson, sendJson } from "./get-json";

const url = (id: string): string => `/api/flows/${id}`;

export const loadFlow = (id: string) =>
  getJson<typeof flowDetail>(url(id), { has: ["id", "draft", "draftRevision"] });

/** Browsers let requests of up to 64 KiB outlive their page. */
const MOST_KEPT_ALIVE = 60_000; // bytes

/** Whether a save of this draft reaches the server even when the page is left at once. */
export const outlivesPage = (definition: FlowDefinition): boolean =>
  new TextEncoder().encode(JSON.stringify(definition)).length < MOST_KEPT_ALIVE;

/** @throws RequestError 409 when somebody else saved meanwhile */
export const saveFlowDraft = (id: string, definition: FlowDefinition, revision: number) =>
  sendJson<typeof savedDraft>("PUT", `${url(id)}/draft`, {
    body: { definition, revision },
    has: ["revision", "problems"],
    keepalive: outlivesPage(definition),
  });

export const publishDraft = (id: string, revision: number, note: string) =>
  sendJson<typeof publishedFlow>("POST", `${url(id)}/publish`, {
    body: { revision, ...(note === "" ? {} : { note }) },
    has: ["version"],
  });

/** What publishing the stored draft would change. */
export const flowChangesQuery = (id: string, revision: number) =>
  queryOptions({
    queryKey: ["flow-changes", id, revision],
    queryFn: ({ signal }) =>
      getJson<typeof flowChanges>(`${url(id)}/changes`, { has: ["since", "changed"], signal }),
    gcTime: 0,
  });

/** A new flow with this draft. @returns its id */
export async function createFlowFrom(name: string, definition: FlowDefinition): Promise<string> {
  const { flow } = await sendJson<typeof importedFlow>("POST", "/api/flows/import", {
    body: { file: definition, name },
    has: ["flow"],
  });
  return flow.id;
}

export type TestSample =
  | { readonly messageId: string }
  | {
      readonly status: string;
      readonly code?: string;
      readonly country?: string;
      readonly template?: string;
      readonly recipient?: string;
      readonly variables?: Readonly<Record<string, string>>;
      readonly occurredAt?: string;
    };

export const runTest = (
  id: string,
  definition: FlowDefinition,
  sample: TestSample,
  assume: Readonly<Record<string, string>>,
) =>
  sendJson<typeof testRunView>("POST", `${url(id)}/test-run`, {
    body: { definition, sample, assume },
    has: ["visits"],
  });
