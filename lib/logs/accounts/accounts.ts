import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { pool } from "@/lib/db/client";
import { transaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import type { GoogleAccountView } from "@/lib/logs/contract";
import { type AccountSecret, readKeyFile, sealAccount } from "@/lib/logs/google/secrets";
import {
  type AccountRow,
  findAccount,
  findAccountByEmail,
  findAccounts,
  insertAccount,
  updateAccount,
} from "@/lib/logs/google/store";
import { accessToken } from "@/lib/logs/google/token";
import { findLogs, setReadyForAccount } from "@/lib/logs/manage/store";
import { sheetSettings } from "@/lib/logs/settings";
import { endStuck } from "@/lib/logs/stuck-alert";
import { TargetError } from "@/lib/logs/target-error";

export async function listAccounts(ctx: Context): Promise<{ items: GoogleAccountView[] }> {
  requireRole(ctx, "operator");
  const [accounts, users] = await Promise.all([findAccounts(ctx.workspaceId), logsByAccount(ctx)]);
  return { items: accounts.map((row) => viewAccount(row, users.get(row.id) ?? 0)) };
}

async function logsByAccount({ workspaceId }: Context): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for (const { kind, settings } of await findLogs(workspaceId)) {
    if (kind !== "sheet") continue;
    const { accountId } = sheetSettings.parse(settings);
    counts.set(accountId, (counts.get(accountId) ?? 0) + 1);
  }
  return counts;
}

const viewAccount = (row: AccountRow, logs: number): GoogleAccountView => ({
  id: String(row.id),
  kind: row.kind === "oauth" ? "oauth" : "service_account",
  email: row.email,
  createdAt: row.createdAt.toISOString(),
  createdBy: row.createdBy,
  logs,
});

/** Takes a key only after Google has taken it, too. @throws AppError invalid_input, unavailable */
export async function addServiceAccount(ctx: Context, { key }: { key: string }): Promise<GoogleAccountView> {
  requireRole(ctx, "admin");
  const secret = readKeyFile(key);
  if (!secret)
    throw wrongKey(
      "This is not the JSON key file of a service account. Make one in Google's console under “Keys”.",
    );
  try {
    // Under an id that no row has: the trial's token is not kept for anybody.
    await accessToken({ workspaceId: ctx.workspaceId, id: 0, updatedAt: new Date() }, secret);
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    if (error.fault.kind === "held")
      throw wrongKey("Google does not accept this key. It may have been deleted; make a new one.");
    const message = "Google could not be reached to try the key. Try again.";
    throw new AppError("unavailable", message, {
      problems: [{ path: "", code: "google_unreachable", message }],
      cause: error,
    });
  }
  return saveAccount(ctx, secret.clientEmail, secret);
}

const wrongKey = (message: string): AppError =>
  new AppError("invalid_input", message, { problems: [{ path: "key", code: "google_key", message }] });

/** A new account, or a known one with a new secret: its logs go on with it, those among them that lost access too. */
export async function saveAccount(
  ctx: Context,
  email: string,
  secret: AccountSecret,
): Promise<GoogleAccountView> {
  requireRole(ctx, "admin");
  const { workspaceId } = ctx;
  const { row, resumed } = await transaction(async (db) => {
    const known = await findAccountByEmail(db, workspaceId, secret.kind, email);
    const made =
      known ??
      (await insertAccount(db, workspaceId, { kind: secret.kind, email, createdBy: ctx.actor.label }));
    const secrets = sealAccount({ workspaceId, id: made.id }, secret);
    await audit(ctx, "google_account.connected", email, { kind: secret.kind }, db);
    const row = await updateAccount(db, workspaceId, made.id, { secrets, updatedAt: new Date() });
    const resumed = await setReadyForAccount(db, workspaceId, made.id);
    for (const { name, heldWhy } of resumed) await audit(ctx, "log.resumed", name, { heldWhy }, db);
    return { row, resumed };
  });
  for (const { id } of resumed) await endStuck(pool(), workspaceId, id);
  return viewAccount(row, (await logsByAccount(ctx)).get(row.id) ?? 0);
}

/** Its secret is deleted; logs that write with it are held when their next row comes. @throws AppError not_found */
export async function removeAccount(ctx: Context, { id }: { id: number }): Promise<void> {
  requireRole(ctx, "admin");
  await transaction(async (db) => {
    const row = requireAccount(await findAccount(ctx.workspaceId, id, db));
    await updateAccount(db, ctx.workspaceId, id, { secrets: new Uint8Array(), removedAt: new Date() });
    await audit(ctx, "google_account.removed", row.email, undefined, db);
  });
}

export function requireAccount(row: AccountRow | null): AccountRow {
  if (row) return row;
  throw new AppError("not_found", "There is no such Google account in this workspace.");
}
