import "server-only";
import { newCampaignKey } from "@/lib/campaigns/campaign-key";
import { archiveUnassignedRow, insertCampaign } from "@/lib/campaigns/store";
import type { Db } from "@/lib/db/transaction";
import type { WorkspaceId } from "@/lib/domain/ids";

/** The campaign that takes a connection's statuses without one; in the transaction that makes the connection. */
export async function makeUnassigned(db: Db, workspaceId: WorkspaceId, connectionId: number): Promise<void> {
  const row = { key: newCampaignKey(), name: "Unassigned", tag: null, unassignedOf: connectionId };
  if (!(await insertCampaign(db, workspaceId, row)))
    throw new Error("the connection already has an Unassigned campaign");
}

/** Its connection is removed: the campaign leaves the overview and keeps its messages. */
export async function archiveUnassigned(
  db: Db,
  workspaceId: WorkspaceId,
  connectionId: number,
): Promise<void> {
  await archiveUnassignedRow(db, workspaceId, connectionId);
}
