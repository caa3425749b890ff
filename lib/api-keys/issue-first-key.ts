import "server-only";
import { newApiKey } from "@/lib/api-keys/new-api-key";
import { insertApiKey } from "@/lib/api-keys/store";
import { audit } from "@/lib/audit/audit";
import type { Context } from "@/lib/auth/context";
import type { Db } from "@/lib/db/transaction";

/** A key with the scope write for a workspace that is being founded, inside that transaction. */
export async function issueFirstKey(db: Db, ctx: Context, name: string): Promise<string> {
  const { key, hash, prefix } = newApiKey();
  const createdBy = ctx.actor.id;
  await insertApiKey(db, ctx.workspaceId, { name, hash, prefix, scope: "write", createdBy, expiresAt: null });
  await audit(ctx, "api_key.created", name, { scope: "write" }, db);
  return key;
}
