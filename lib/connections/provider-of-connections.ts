import "server-only";
import { findProviders } from "@/lib/connections/store";
import type { WorkspaceId } from "@/lib/domain/ids";

/** Provider id by connection id, removed connections included. */
export async function providerOfConnections(workspaceId: WorkspaceId): Promise<ReadonlyMap<number, string>> {
  const rows = await findProviders(workspaceId);
  return new Map(rows.map((row) => [row.id, row.provider]));
}
