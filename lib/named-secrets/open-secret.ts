import "server-only";
import type { WorkspaceId } from "@/lib/domain/ids";
import { findSealed } from "@/lib/named-secrets/store";
import { open, seal } from "@/lib/secrets/seal";

/** A row's bytes open only under the name and workspace that they were sealed for. */
const ownerOf = (workspaceId: WorkspaceId, name: string): string => `${workspaceId}:secret:${name}`;

/** As it lies in the database: base64. */
export const sealedSecret = (workspaceId: WorkspaceId, name: string, value: string): string =>
  Buffer.from(seal(value, ownerOf(workspaceId, name))).toString("base64");

/**
 * What a step sends in the place of `{{secret.name}}`; null where the workspace has none of that name.
 * @throws SealError when it can't be opened with the keys that are set
 */
export async function namedSecret(workspaceId: WorkspaceId, name: string): Promise<string | null> {
  const row = await findSealed(workspaceId, name);
  return row && open(Buffer.from(row.sealed, "base64"), ownerOf(workspaceId, name));
}
