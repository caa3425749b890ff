import "server-only";
import { openSettings } from "@/lib/connections/sealed-settings";
import { findForIngest, type IngestRow } from "@/lib/connections/store";
import type { CampaignId, ConnectionId, WorkspaceId } from "@/lib/domain/ids";
import { log } from "@/lib/log";
import type { Settings } from "@/lib/providers/provider";
import { SealError } from "@/lib/secrets/envelope";

/** What the webhooks need to know of a connection; holds decrypted secrets, so it never leaves the process. */
export type IngestConnection = {
  readonly workspaceId: WorkspaceId;
  readonly id: ConnectionId;
  readonly provider: string;
  readonly key: string;
  readonly settings: Settings;
  readonly unassignedCampaignId: CampaignId;
};

/** Every connection of every workspace. One whose secrets can't be opened is left out, so that the others work. */
export async function loadConnectionsForIngest(): Promise<IngestConnection[]> {
  const rows = await findForIngest();
  return rows.flatMap((row) => {
    try {
      return [opened(row)];
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      log().error(
        { workspaceId: row.workspaceId, connectionId: row.id, err: error },
        "a connection's secrets can't be opened",
      );
      return [];
    }
  });
}

const opened = (row: IngestRow): IngestConnection => ({
  workspaceId: row.workspaceId,
  id: row.id,
  provider: row.provider,
  key: row.key,
  settings: openSettings(row),
  unassignedCampaignId: row.unassignedCampaignId,
});
