import { describe, expect, test } from "vitest";
import { listAudit } from "@/lib/audit/list";
import { identityOf, sessionOf } from "@/lib/auth/session";
import {
  cookieOf,
  TEST_ORIGIN,
  TEST_PASSWORD,
  testInstance,
  testMember,
  testPerson,
  testWorkspace,
} from "@/lib/auth/test-instance";
import { pool } from "@/lib/db/client";
import {
  createInvite,
  joinAsMyself,
  joinWithNewAccount,
  listInvites,
  readInvite,
  revokeInvite,
} from "@/lib/workspaces/invites";
import { changeRole, endMemberSessions, listMembers, removeMember } from "@/lib/workspaces/members";

testInstance();

const identity = async (person: Parameters<typeof cookieOf>[0]) => {
  const cookie = await cookieOf(person);
  const found = await identityOf(new Request(TEST_ORIGIN, { headers: { cookie } }));
  if (!found) throw new Error("signed in");
  return found;
};

const account = (token: string) => ({
  token,
  name: "Bo",
  email: `${crypto.randomUUID()}@example.com`,
  password: TEST_PASSWORD,
  locale: "en" as const,
});

async function bakery() {
  const workspaceId = await testWorkspace();
  const { ctx, person } = await testMember(workspaceId, "admin");
  const invite = async (email: string | null = null) => {
    const { id, link } = await createInvite(ctx, { role: "operator", email });
    return { id, token: link.split("/").at(-1) ?? "" };
  };
  return { workspaceId, ctx, person, invite };
}

describe("members", () => {
  test("never lose their last admin, whoever asks", async () => {
    const { ctx, person } = await bakery();
    const self = { userId: person.id };
    await expect(removeMember(ctx, self)).rejects.toMatchObject({ problems: [{ code: "last_admin" }] });
    await expect(changeRole(ctx, { ...self, role: "viewer" })).rejects.toMatchObject({ code: "conflict" });
  });

  test("keep one admin when two admins remove each other at the same moment", async () => {
    for (let round = 0; round < 5; round++) {
      const { workspaceId, ctx, person } = await bakery();
      const other = await testMember(workspaceId, "admin");
      await Promise.allSettled([
        removeMember(ctx, { userId: other.person.id }),
        changeRole(other.ctx, { userId: person.id, role: "operator" }),
      ]);
      const { rows } = await pool().query(
        "SELECT count(*)::int AS admins FROM membership WHERE workspace_id = $1 AND role = 'admin'",
        [workspaceId],
      );
      expect(rows[0].admins).toBe(1);
    }
  });

  test("are out of reach for people of lower roles, other workspaces and API keys", async () => {
    const { workspaceId, ctx } = await bakery();
    const operator = await testMember(workspaceId, "operator");
    const foreign = await testMember(await testWorkspace(), "admin");
    const target = { userId: operator.person.id };
    for (const verb of [removeMember, endMemberSessions]) {
      await expect(verb(operator.ctx, target)).rejects.toMatchObject({ code: "forbidden" });
      await expect(verb(foreign.ctx, target)).rejects.toMatchObject({ code: "not_found" });
      const key = { ...ctx, actor: { kind: "api_key", id: 1, label: "key", address: null } as const };
      await expect(verb(key, target)).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(changeRole(foreign.ctx, { ...target, role: "admin" })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await listMembers(ctx)).toHaveLength(2);
  });
});

describe("an invitation", () => {
  test("makes one account a member, once, with its role", async () => {
    const { workspaceId, ctx, invite } = await bakery();
    const { token } = await invite();
    const input = account(token);
    expect(await readInvite(token)).toMatchObject({ workspaceName: "Bakery", role: "operator" });
    expect(await joinWithNewAccount(input, null)).toEqual({ workspaceId });
    expect(await listMembers(ctx)).toContainEqual(
      expect.objectContaining({ email: input.email, role: "operator" }),
    );
    expect(await readInvite(token)).toBeNull();
    await expect(joinWithNewAccount(account(token), null)).rejects.toMatchObject({ code: "not_found" });
  });

  test("lets one of many simultaneous people in, and leaves no half accounts", async () => {
    const { ctx, invite } = await bakery();
    const { token } = await invite();
    const inputs = Array.from({ length: 6 }, () => account(token));
    const results = await Promise.allSettled(inputs.map((input) => joinWithNewAccount(input, null)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await listMembers(ctx)).toHaveLength(2);
    const emails = inputs.map(({ email }) => email);
    const { rows } = await pool().query("SELECT count(*)::int AS n FROM app_user WHERE email = ANY($1)", [
      emails,
    ]);
    expect(rows[0].n).toBe(1);
  });

  test("adds a workspace to somebody who is signed in", async () => {
    const { workspaceId, invite } = await bakery();
    const person = await testPerson();
    await joinAsMyself(await identity(person), (await invite()).token);
    const cookie = await cookieOf(person, workspaceId);
    const session = await sessionOf(new Request(TEST_ORIGIN, { headers: { cookie } }));
    expect(session).toMatchObject({ workspaceId, role: "operator" });
  });

  test("for one address opens for no other", async () => {
    const { invite } = await bakery();
    const { token } = await invite("guest@example.com");
    await expect(joinWithNewAccount(account(token), null)).rejects.toMatchObject({
      problems: [{ path: "email", code: "other_email" }],
    });
    const stranger = await identity(await testPerson());
    await expect(joinAsMyself(stranger, token)).rejects.toMatchObject({ code: "forbidden" });
    await joinWithNewAccount({ ...account(token), email: "guest@example.com" }, null);
  });

  test("does not take over an account that exists", async () => {
    const { invite } = await bakery();
    const { token } = await invite();
    const { email } = await testPerson();
    await expect(joinWithNewAccount({ ...account(token), email }, null)).rejects.toMatchObject({
      problems: [{ path: "email", code: "account_exists" }],
    });
    expect(await readInvite(token)).not.toBeNull();
  });

  test("ends when it is revoked, and after seven days", async () => {
    const { workspaceId, ctx, invite } = await bakery();
    const [revoked, old] = [await invite(), await invite()];
    const foreign = await testMember(await testWorkspace(), "admin");
    await expect(revokeInvite(foreign.ctx, revoked)).rejects.toMatchObject({ code: "not_found" });
    await revokeInvite(ctx, revoked);
    await pool().query(
      "UPDATE invite SET expires_at = expires_at - interval '7 days' WHERE workspace_id = $1 AND id = $2",
      [workspaceId, old.id],
    );
    expect(await readInvite(revoked.token)).toBeNull();
    expect(await readInvite(old.token)).toBeNull();
    expect(await listInvites(ctx)).toEqual([]);
  });

  test("is stored as a hash only, and every step is in the audit log", async () => {
    const { ctx, invite } = await bakery();
    const { token } = await invite("guest2@example.com");
    await joinWithNewAccount({ ...account(token), email: "guest2@example.com" }, "203.0.113.77");
    const { rows } = await pool().query("SELECT row_to_json(i)::text AS row FROM invite i");
    expect(JSON.stringify(rows)).not.toContain(token);
    const { items } = await listAudit(ctx, {});
    expect(items.map(({ action, who, address }) => ({ action, who, address }))).toEqual([
      { action: "member.joined", who: "guest2@example.com", address: "203.0.113.77" },
      { action: "member.invited", who: ctx.actor.label, address: "203.0.113.9" },
    ]);
  });
});
