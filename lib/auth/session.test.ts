import { encode } from "next-auth/jwt";
import { describe, expect, test } from "vitest";
import { endOwnSessions, listOwnSessions } from "@/lib/auth/account";
import { identityOf, sessionOf } from "@/lib/auth/session";
import { sessionCookieName } from "@/lib/auth/session-cookie";
import {
  cookieOf,
  TEST_ORIGIN,
  testInstance,
  testMember,
  testPerson,
  testWorkspace,
} from "@/lib/auth/test-instance";
import { pool } from "@/lib/db/client";
import { changeRole, endMemberSessions, removeMember } from "@/lib/workspaces/members";

testInstance();

const asking = (cookie: string) => new Request(`${TEST_ORIGIN}/api/x`, { headers: { cookie } });

async function bakery() {
  const workspaceId = await testWorkspace();
  const admin = await testMember(workspaceId, "admin");
  const member = await testMember(workspaceId, "operator");
  return { workspaceId, admin, member, cookie: await cookieOf(member.person) };
}

describe("a session", () => {
  test("says who asks, where, and as what", async () => {
    const { workspaceId, member, cookie } = await bakery();
    expect(await sessionOf(asking(cookie))).toMatchObject({
      workspaceId,
      role: "operator",
      timeZone: "Europe/Rome",
      user: member.person,
      workspaces: [{ id: workspaceId, name: "Bakery", role: "operator" }],
      actor: { kind: "user", label: member.person.email },
    });
  });

  test("knows a changed role at the very next request", async () => {
    const { admin, member, cookie } = await bakery();
    await changeRole(admin.ctx, { userId: member.person.id, role: "viewer" });
    expect((await sessionOf(asking(cookie)))?.role).toBe("viewer");
  });

  test("has no workspace right after the removal of its person, who stays signed in", async () => {
    const { admin, member, cookie } = await bakery();
    await removeMember(admin.ctx, { userId: member.person.id });
    expect(await sessionOf(asking(cookie))).toBeNull();
    expect((await identityOf(asking(cookie)))?.user.id).toBe(member.person.id);
  });

  test("ends when an admin signs the member out", async () => {
    const { admin, member, cookie } = await bakery();
    expect(await endMemberSessions(admin.ctx, { userId: member.person.id })).toEqual({ ended: 1 });
    expect(await identityOf(asking(cookie))).toBeNull();
  });

  test("ends for a disabled account and after its time", async () => {
    const { member, cookie } = await bakery();
    await pool().query("UPDATE app_user SET disabled_at = now() WHERE id = $1", [member.person.id]);
    expect(await identityOf(asking(cookie))).toBeNull();
    await pool().query("UPDATE app_user SET disabled_at = NULL WHERE id = $1", [member.person.id]);
    await pool().query("UPDATE user_session SET expires_at = now() WHERE user_id = $1", [member.person.id]);
    expect(await identityOf(asking(cookie))).toBeNull();
  });

  test("follows the workspace cookie only into workspaces of its person", async () => {
    const { workspaceId, member } = await bakery();
    const foreign = await testWorkspace("Foreign");
    const wishing = await cookieOf(member.person, foreign);
    expect((await sessionOf(asking(wishing)))?.workspaceId).toBe(workspaceId);
  });

  test.each([
    ["no cookie", async () => ""],
    ["a made-up cookie", async () => `${sessionCookieName()}=eyJhbGciOiJkaXIifQ..x.y.z`],
    [
      "a cookie of another instance",
      async () =>
        `${sessionCookieName()}=${await encode({ token: { sid: crypto.randomUUID() }, secret: "other" })}`,
    ],
  ])("does not come from %s", async (_what, cookie) => {
    expect(await identityOf(asking(await cookie()))).toBeNull();
  });
});

test("people end their own sessions, all but the one they use, and nobody else's", async () => {
  const person = await testPerson();
  const here = asking(await cookieOf(person));
  const there = asking(await cookieOf(person));
  const stranger = asking(await cookieOf(await testPerson()));
  const [identity, strange] = [await identityOf(here), await identityOf(stranger)];
  if (!identity || !strange) throw new Error("both are signed in");
  await expect(endOwnSessions(identity, { id: strange.sessionId })).rejects.toMatchObject({
    code: "not_found",
  });
  expect((await listOwnSessions(identity)).map(({ current }) => current).sort()).toEqual([false, true]);
  expect(await endOwnSessions(identity, "others")).toEqual({ ended: 1 });
  expect(await identityOf(there)).toBeNull();
  expect(await identityOf(here)).not.toBeNull();
  expect(await identityOf(stranger)).not.toBeNull();
});
