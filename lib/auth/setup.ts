import "server-only";
import { timingSafeEqual } from "node:crypto";
import type { z } from "zod";
import { issueFirstKey } from "@/lib/api-keys/issue-first-key";
import { audit } from "@/lib/audit/audit";
import type { Context } from "@/lib/auth/context";
import { bootstrapInput, type SetupInput, setupInput } from "@/lib/auth/contract";
import { hashPassword } from "@/lib/auth/password-hash";
import { hashToken, newToken } from "@/lib/auth/secret-token";
import {
  countUsers,
  deleteSetupToken,
  lockSetup,
  readSetupTokenHash,
  writeSetupTokenHash,
} from "@/lib/auth/store";
import { prisma } from "@/lib/db/client";
import { type Db, transaction } from "@/lib/db/transaction";
import type { WorkspaceId } from "@/lib/domain/ids";
import { AppError } from "@/lib/errors";
import { checkInput } from "@/lib/http/problem";
import { foundWorkspace } from "@/lib/workspaces/found";

/**
 * The one-time token of the first-run set-up; a new one at each call, so that only the newest printed link
 * works. Null once there is a user.
 */
export async function ensureSetupToken(): Promise<string | null> {
  const token = newToken();
  return transaction(async (db) => {
    await lockSetup(db);
    if ((await countUsers(db)) > 0) return null;
    await writeSetupTokenHash(db, hashToken(token));
    return token;
  });
}

/** Whether there is a user who could sign in. */
export const isSetUp = async (): Promise<boolean> => (await countUsers(prisma())) > 0;

/** For the page: whether its link still opens the set-up. */
export const isSetupToken = (token: string): Promise<boolean> => matches(prisma(), token);

/**
 * Makes the admin and the workspace; the token dies in the same transaction.
 * @throws AppError not_found for a wrong or used token: to a second visitor the page does not exist
 */
export async function completeSetup(
  input: SetupInput,
  address: string | null,
): Promise<{ workspaceId: WorkspaceId }> {
  const given = checkInput(setupInput, input);
  if (!(await isSetupToken(given.token))) throw setupIsOver();
  const passwordHash = await hashPassword(given.password);
  return transaction(async (db) => {
    await lockSetup(db);
    if (!(await matches(db, given.token))) throw setupIsOver();
    const { ctx } = await foundFirst(db, { ...given, passwordHash, address, kind: "user" });
    return { workspaceId: ctx.workspaceId };
  });
}

/**
 * Sets up an empty instance without a browser, for the command line.
 * @returns the workspace and an API key with the scope write, which is shown only here
 * @throws AppError conflict once a user exists
 */
export async function bootstrap(
  input: z.input<typeof bootstrapInput>,
): Promise<{ workspaceId: WorkspaceId; apiKey: string }> {
  const given = checkInput(bootstrapInput, input);
  const { email } = given;
  const passwordHash = await hashPassword(given.password);
  return transaction(async (db) => {
    await lockSetup(db);
    if ((await countUsers(db)) > 0) {
      throw new AppError(
        "conflict",
        "This instance is set up already. Sign in, and make further workspaces there.",
      );
    }
    const name = email.split("@")[0] ?? email;
    const { ctx } = await foundFirst(db, { ...given, name, passwordHash, address: null, kind: "cli" });
    return { workspaceId: ctx.workspaceId, apiKey: await issueFirstKey(db, ctx, "bootstrap") };
  });
}

type First = Omit<z.output<typeof bootstrapInput>, "password"> & {
  name: string;
  passwordHash: string;
  address: string | null;
  kind: "user" | "cli";
};

async function foundFirst(db: Db, first: First): Promise<{ ctx: Context }> {
  await deleteSetupToken(db);
  const { email, name, passwordHash, locale, timeZone } = first;
  const { workspaceId, userId } = await foundWorkspace(db, {
    admin: { email, name, passwordHash, locale },
    workspace: { name: first.workspaceName, locale, timeZone },
  });
  const actor = { kind: first.kind, id: userId, label: email, address: first.address } as const;
  const ctx: Context = { workspaceId, role: "admin", actor, locale, timeZone };
  await audit(ctx, "workspace.created", first.workspaceName, undefined, db);
  return { ctx };
}

async function matches(db: Db, token: string): Promise<boolean> {
  const stored = await readSetupTokenHash(db);
  return stored !== null && timingSafeEqual(Buffer.from(stored), Buffer.from(hashToken(token)));
}

const setupIsOver = (): AppError =>
  new AppError(
    "not_found",
    "This set-up link has been used or replaced. Restart the app for a new one, or sign in.",
  );
