import { describe, expect, test } from "vitest";
import { contextOfApiKey } from "@/lib/api-keys/context-of-api-key";
import { createApiKey, listApiKeys, revokeApiKey } from "@/lib/api-keys/manage";
import { TEST_ORIGIN, testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { pool } from "@/lib/db/client";

testInstance();

const calling = (key: string) => new Request(TEST_ORIGIN, { headers: { authorization: `Bearer ${key}` } });

async function bakery() {
  const workspaceId = await testWorkspace();
  const { ctx } = await testMember(workspaceId, "admin");
  const make = (scope: "read" | "write", expiresInDays: number | null = null) =>
    createApiKey(ctx, { name: "CRM", scope, expiresInDays });
  return { workspaceId, ctx, make };
}

describe("an API key", () => {
  test("speaks for its workspace, with the rights of its scope", async () => {
    const { workspaceId, make } = await bakery();
    const [reader, writer] = [await make("read"), await make("write")];
    expect(await contextOfApiKey(calling(reader.key))).toMatchObject({
      workspaceId,
      role: "operator",
      actor: { kind: "api_key", id: reader.id, label: "CRM" },
    });
    await expect(contextOfApiKey(calling(reader.key), "write")).rejects.toMatchObject({ code: "forbidden" });
    expect(await contextOfApiKey(calling(writer.key), "write")).toMatchObject({ workspaceId, role: "admin" });
  });

  test("has 256 random bits, is stored as a hash only, and is recognised by its start", async () => {
    const { ctx, make } = await bakery();
    const { key } = await make("read");
    expect(key).toMatch(/^rb_live_[A-Za-z0-9_-]{43}$/);
    const { rows } = await pool().query("SELECT row_to_json(k)::text AS row FROM api_key k");
    expect(JSON.stringify(rows)).not.toContain(key);
    expect((await listApiKeys(ctx))[0]?.prefix).toBe(key.slice(0, 12));
  });

  test("stops at the next request after it was revoked, and only its workspace can revoke it", async () => {
    const { ctx, make } = await bakery();
    const { id, key } = await make("write");
    const foreign = await bakery();
    await expect(revokeApiKey(foreign.ctx, { id })).rejects.toMatchObject({ code: "not_found" });
    await contextOfApiKey(calling(key));
    await revokeApiKey(ctx, { id });
    await expect(contextOfApiKey(calling(key))).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(revokeApiKey(ctx, { id })).rejects.toMatchObject({ code: "not_found" });
    expect((await listApiKeys(ctx))[0]?.state).toBe("revoked");
  });

  test("expires", async () => {
    const { ctx, make } = await bakery();
    const { id, key } = await make("read", 30);
    await contextOfApiKey(calling(key));
    await pool().query("UPDATE api_key SET expires_at = now() - interval '1 second' WHERE id = $1", [id]);
    await expect(contextOfApiKey(calling(key))).rejects.toMatchObject({ code: "unauthenticated" });
    expect((await listApiKeys(ctx))[0]?.state).toBe("expired");
  });

  test("notes its last use at most once a minute", async () => {
    const { make } = await bakery();
    const { id, key } = await make("read");
    const usedAt = async () =>
      (await pool().query("SELECT last_used_at FROM api_key WHERE id = $1", [id])).rows[0].last_used_at;
    expect(await usedAt()).toBeNull();
    await contextOfApiKey(calling(key));
    const first = await usedAt();
    await contextOfApiKey(calling(key));
    expect(await usedAt()).toEqual(first);
    await pool().query("UPDATE api_key SET last_used_at = now() - interval '61 seconds' WHERE id = $1", [id]);
    await contextOfApiKey(calling(key));
    expect((await usedAt()).getTime()).toBeGreaterThanOrEqual(first.getTime());
  });

  test.each(["", "Bearer", "Basic abc", "Bearer rb_live_unknown", "Bearer '; DROP TABLE api_key"])(
    "is not %j",
    async (authorization) => {
      const request = new Request(TEST_ORIGIN, { headers: { authorization } });
      await expect(contextOfApiKey(request)).rejects.toMatchObject({ code: "unauthenticated" });
    },
  );

  test("can't be made by operators or by other keys", async () => {
    const { workspaceId, make } = await bakery();
    const operator = await testMember(workspaceId, "operator");
    const input = { name: "x", scope: "write", expiresInDays: null } as const;
    await expect(createApiKey(operator.ctx, input)).rejects.toMatchObject({ code: "forbidden" });
    const byKey = await contextOfApiKey(calling((await make("write")).key));
    await expect(createApiKey(byKey, input)).rejects.toMatchObject({ code: "forbidden" });
  });
});
