import "server-only";
import type { Locale } from "@/lib/auth/context";
import { insertUser } from "@/lib/auth/store";
import type { Db } from "@/lib/db/transaction";
import type { WorkspaceId } from "@/lib/domain/ids";
import { insertMembership, insertWorkspace, type NewWorkspace } from "@/lib/workspaces/store";

/** A workspace together with a new account as its admin: the first of an instance, or the demo's. */
export async function foundWorkspace(
  db: Db,
  input: {
    admin: { email: string; name: string; passwordHash: string; locale: Locale };
    workspace: NewWorkspace;
  },
): Promise<{ workspaceId: WorkspaceId; userId: number }> {
  const { id: userId } = await insertUser(db, input.admin);
  const workspaceId = await insertWorkspace(db, input.workspace);
  await insertMembership(db, workspaceId, userId, "admin");
  return { workspaceId, userId };
}
