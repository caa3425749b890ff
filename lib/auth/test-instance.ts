import { randomBytes } from "node:crypto";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll } from "vitest";
import { newApiKey } from "@/lib/api-keys/new-api-key";
import { insertApiKey } from "@/lib/api-keys/store";
import type { Context, Role } from "@/lib/auth/context";
import { hashPassword } from "@/lib/auth/password-hash";
import { authSecret, sessionCookieName, WORKSPACE_COOKIE } from "@/lib/auth/session-cookie";
import { startSession } from "@/lib/auth/sign-in";
import { insertUser } from "@/lib/auth/store";
import { closeDatabase, prisma } from "@/lib/db/client";
import { testDatabase } from "@/lib/db/test-database";
import type { WorkspaceId } from "@/lib/domain/ids";
import { insertMembership, insertWorkspace } from "@/lib/workspaces/store";

export const TEST_PASSWORD = "tall-Giraffe 17";
export const TEST_ORIGIN = "http://localhost:3000";

/** Gives the test file its own database and the settings that the launcher would make. */
export function testInstance(): void {
  let drop = async (): Promise<void> => {};
  beforeAll(async () => {
    const database = await testDatabase();
    drop = database.drop;
    Object.assign(process.env, {
      DATABASE_URL: database.url,
      PUBLIC_URL: TEST_ORIGIN,
      AUTH_SECRET: randomBytes(32).toString("base64"),
      ENCRYPTION_KEY: randomBytes(32).toString("base64"),
      LOG_LEVEL: "silent",
    });
  });
  afterAll(async () => {
    await closeDatabase();
    await drop();
  });
}

export type TestPerson = { id: number; name: string; email: string };

let passwordHash: Promise<string> | undefined;

/** A new account with TEST_PASSWORD. */
export async function testPerson(name = "Ana Lima"): Promise<TestPerson> {
  passwordHash ??= hashPassword(TEST_PASSWORD);
  const email = `${randomBytes(6).toString("hex")}@example.com`;
  const { id } = await insertUser(prisma(), { email, name, locale: "en", passwordHash: await passwordHash });
  return { id, name, email };
}

export const testWorkspace = (name = "Bakery"): Promise<WorkspaceId> =>
  insertWorkspace(prisma(), { name, locale: "en", timeZone: "Europe/Rome" });

/** A new member of the workspace, and the context that a request of theirs would have. */
export async function testMember(
  workspaceId: WorkspaceId,
  role: Role,
): Promise<{ person: TestPerson; ctx: Context }> {
  const person = await testPerson();
  await insertMembership(prisma(), workspaceId, person.id, role);
  const actor = { kind: "user", id: person.id, label: person.email, address: "203.0.113.9" } as const;
  return { person, ctx: { workspaceId, role, actor, locale: "en", timeZone: "Europe/Rome" } };
}

/** The Cookie header of a browser in which the person has just signed in. */
export async function cookieOf(person: TestPerson, workspaceId?: WorkspaceId): Promise<string> {
  const sid = await startSession(person, { address: "203.0.113.9", userAgent: "Test" });
  const token = await encode({ token: { sid }, secret: authSecret() });
  const wish = workspaceId === undefined ? "" : `; ${WORKSPACE_COOKIE}=${workspaceId}`;
  return `${sessionCookieName()}=${token}${wish}`;
}

/** A working API key of the workspace. */
export async function testApiKey(workspaceId: WorkspaceId, scope: "read" | "write"): Promise<string> {
  const { key, hash, prefix } = newApiKey();
  await insertApiKey(prisma(), workspaceId, {
    name: `test ${scope}`,
    hash,
    prefix,
    scope,
    createdBy: null,
    expiresAt: null,
  });
  return key;
}
