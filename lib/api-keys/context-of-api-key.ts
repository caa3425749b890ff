import "server-only";
import type { Scope } from "@/lib/api-keys/contract";
import { API_KEY_START } from "@/lib/api-keys/new-api-key";
import { findWorkingApiKey, touchApiKey } from "@/lib/api-keys/store";
import type { Context } from "@/lib/auth/context";
import { hashToken } from "@/lib/auth/secret-token";
import { AppError } from "@/lib/errors";
import { clientAddress } from "@/lib/http/client-address";

/** How often "last used" is written, in seconds. */
const USED_EVERY = 60;

const BEARER = /^Bearer +(\S{1,200})$/i;

/**
 * Whose key calls, and what it may do.
 * - `read` acts as an operator, so that numbers come unmasked; every route that changes something refuses it.
 * - `write` acts as an admin, because connections and campaigns are set up with it; what concerns people,
 *   keys and the workspace itself refuses every key (see requirePerson).
 * @throws AppError unauthenticated, forbidden
 */
export async function contextOfApiKey(request: Request, needed: Scope = "read"): Promise<Context> {
  const key = BEARER.exec(request.headers.get("authorization") ?? "")?.[1];
  if (!key) throw new AppError("unauthenticated", "Send your API key as `Authorization: Bearer rb_live_…`.");
  const row = key.startsWith(API_KEY_START) ? await findWorkingApiKey(hashToken(key)) : null;
  if (!row) throw new AppError("unauthenticated", "This API key is unknown, expired or revoked.");
  if (needed === "write" && row.scope !== "write") {
    throw new AppError("forbidden", "This API key may only read. Use one with the scope write.");
  }
  if (row.usedAgo === null || row.usedAgo > USED_EVERY) await touchApiKey(row.workspaceId, row.id);
  return {
    workspaceId: row.workspaceId,
    role: row.scope === "write" ? "admin" : "operator",
    actor: { kind: "api_key", id: row.id, label: row.name, address: clientAddress(request.headers) },
    locale: row.locale,
    timeZone: row.timeZone,
  };
}
