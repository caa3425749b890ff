import "server-only";
import { openSettings } from "@/lib/connections/sealed-settings";
import { findConnection } from "@/lib/connections/store";
import type { WorkspaceId } from "@/lib/domain/ids";
import type { Settings } from "@/lib/providers/provider";
import { SealError } from "@/lib/secrets/envelope";

/** What a dispatcher needs of a connection; holds decrypted secrets, so it never leaves the process. */
export type SendingConnection = {
  readonly id: number;
  readonly provider: string;
  readonly key: string;
  readonly settings: Settings;
};

/** Null for a connection that was removed, or whose secrets can't be opened. */
export async function connectionForSending(
  workspaceId: WorkspaceId,
  id: number,
): Promise<SendingConnection | null> {
  const row = await findConnection(workspaceId, id);
  if (!row) return null;
  try {
    return { id: row.id, provider: row.provider, key: row.key, settings: openSettings(row) };
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}
