import "server-only";
import { isDeepStrictEqual } from "node:util";
import { cache } from "react";
import { requireSession, type Session } from "@/lib/auth/session";
import { type FlowDetail, flowIdInput } from "@/lib/flows/contract";
import { findFlowForPage } from "@/lib/flows/list-flows";
import { findFlowVersion } from "@/lib/flows/store";

export type FlowPage = {
  readonly session: Session;
  readonly flow: FlowDetail;
  /** The draft is another one than what runs. */
  readonly hasChanges: boolean;
};

/** A flow by the id in a page's address, for whoever is signed in; null where the workspace has none. */
export const loadFlowPage = cache(async (address: string): Promise<FlowPage | null> => {
  const session = await requireSession();
  const { id } = flowIdInput.parse({ id: address });
  const flow = await findFlowForPage(session, id);
  if (!flow) return null;
  const version =
    flow.publishedVersion === null
      ? null
      : await findFlowVersion(session.workspaceId, id, flow.publishedVersion);
  return { session, flow, hasChanges: !isDeepStrictEqual(version?.definition, flow.draft) };
});
