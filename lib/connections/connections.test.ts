import { beforeAll, describe, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { connectionHealth, malformedBody } from "@/lib/connections/connection-health";
import { createConnection } from "@/lib/connections/create-connection";
import { getConnection, revealGenerated } from "@/lib/connections/get-connection";
import { loadConnectionsForIngest } from "@/lib/connections/ingest";
import { listConnections } from "@/lib/connections/list-connections";
import { removeConnection } from "@/lib/connections/remove-connection";
import { updateConnection } from "@/lib/connections/update-connection";
import { pool } from "@/lib/db/client";

testInstance();

const APP_SECRET = "5ec12e7-0f-app-0123456789abcdef";
const input = (over: object = {}) => ({
  provider: "meta",
  name: "Main",
  settings: { appSecret: APP_SECRET },
  ...over,
});

let admin: Context;
let stranger: Context;
beforeAll(async () => {
  const workspaceId = await testWorkspace();
  admin = (await testMember(workspaceId, "admin")).ctx;
  stranger = (await testMember(await testWorkspace("Other"), "admin")).ctx;
});

const make = async (ctx = admin, over = {}) => {
  const made = await createConnection(ctx, input(over));
  return { ...made, n: Number(made.id) };
};
const stored = async (id: number) => {
  const rows = await loadConnectionsForIngest();
  return rows.find((row) => row.id === id);
};

describe("createConnection", () => {
  test("gives an unguessable address and the campaign Unassigned", async () => {
    const made = await make();
    expect(made.key).toMatch(/^[\w-]{43}$/);
    expect(made.webhookUrl).toBe(`http://localhost:3000/api/webhooks/${made.key}`);
    const { rows } = await pool().query("SELECT * FROM campaign WHERE id = $1", [made.unassignedCampaignId]);
    expect(rows[0]).toMatchObject({ name: "Unassigned", tag: null, unassigned_of: made.n });
    expect((await stored(made.n))?.unassignedCampaignId).toBe(rows[0].id);
  });

  test("shows made-up values once, and typed secrets never", async () => {
    const made = await make();
    expect(Object.keys(made.generated)).toEqual(["verifyToken"]);
    expect(made.secrets.appSecret).toEqual({ set: true, last4: "cdef", rotating: false });
    for (const view of [made, await getConnection(admin, { id: made.n }), await listConnections(admin)]) {
      expect(JSON.stringify(view)).not.toContain(APP_SECRET);
    }
    expect(JSON.stringify(await getConnection(admin, { id: made.n }))).not.toContain(
      made.generated.verifyToken,
    );
  });

  test("a short secret shows nothing of itself", async () => {
    const made = await make(admin, { settings: { appSecret: "short1" } });
    expect(made.secrets.appSecret).toEqual({ set: true, rotating: false });
  });

  test("encrypts secrets at rest", async () => {
    const made = await make();
    const { rows } = await pool().query(
      "SELECT row_to_json(c)::text AS text, encode(secrets, 'escape') AS bytes FROM connection c WHERE id = $1",
      [made.n],
    );
    expect(rows[0].text + rows[0].bytes).not.toContain(APP_SECRET);
    expect((await stored(made.n))?.settings.appSecret).toBe(APP_SECRET);
  });

  test("names an unknown provider and leaves nothing behind", async () => {
    const before = (await listConnections(admin)).items.length;
    await expect(make(admin, { provider: "pigeon" })).rejects.toMatchObject({
      code: "invalid_input",
      problems: [{ path: "provider" }],
    });
    await expect(make(admin, { settings: {} })).rejects.toMatchObject({
      problems: [{ path: "settings.appSecret" }],
    });
    expect((await listConnections(admin)).items).toHaveLength(before);
  });

  test.each(["viewer", "operator"] as const)("is refused to the role %s", async (role) => {
    await expect(make({ ...admin, role })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("updateConnection", () => {
  test("changes the name and keeps the secrets", async () => {
    const made = await make();
    const changed = await updateConnection(admin, { id: made.n, name: "Renamed" });
    expect(changed).toMatchObject({ name: "Renamed", key: made.key, generated: {} });
    expect((await stored(made.n))?.settings.appSecret).toBe(APP_SECRET);
  });

  test("rotates: both values work until the rotation is ended", async () => {
    const made = await make();
    const rotating = await updateConnection(admin, {
      id: made.n,
      settings: { appSecret: "n3w-n3w-n3w-n3w-n3w-n3w" },
      keepPrevious: true,
    });
    expect(rotating.secrets.appSecret?.rotating).toBe(true);
    expect(JSON.stringify(rotating)).not.toContain(APP_SECRET);
    expect((await stored(made.n))?.settings).toMatchObject({
      appSecret: "n3w-n3w-n3w-n3w-n3w-n3w",
      appSecretPrevious: APP_SECRET,
    });
    const ended = await updateConnection(admin, { id: made.n, endRotation: ["appSecret"] });
    expect(ended.secrets.appSecret?.rotating).toBe(false);
    expect((await stored(made.n))?.settings.appSecretPrevious).toBeUndefined();
  });

  test("two changes at once both hold", async () => {
    const made = await make(admin, {
      provider: "twilio",
      settings: { authToken: "token-token-token-token" },
    });
    const sid = (kind: string) => kind + "0".repeat(32);
    await Promise.all([
      updateConnection(admin, { id: made.n, settings: { accountSid: sid("AC") } }),
      updateConnection(admin, { id: made.n, settings: { messagingServiceSid: sid("MG") } }),
    ]);
    expect((await getConnection(admin, { id: made.n })).settings).toEqual({
      accountSid: sid("AC"),
      messagingServiceSid: sid("MG"),
    });
  });

  test("entering the secrets again repairs a connection whose encryption key is lost", async () => {
    const made = await make();
    await pool().query("UPDATE connection SET secrets = '\\x01' WHERE id = $1", [made.n]);
    expect(await stored(made.n)).toBeUndefined();
    expect((await getConnection(admin, { id: made.n })).secrets.appSecret?.set).toBe(false);
    await updateConnection(admin, { id: made.n, settings: { appSecret: "again" } });
    expect((await stored(made.n))?.settings.appSecret).toBe("again");
  });

  test("is audited without values", async () => {
    const made = await make();
    await updateConnection(admin, {
      id: made.n,
      settings: { appSecret: "audited-value" },
      rotate: ["appSecret"],
    });
    const { rows } = await pool().query(
      "SELECT action, target, detail FROM audit_entry WHERE workspace_id = $1 ORDER BY id DESC LIMIT 2",
      [admin.workspaceId],
    );
    expect(rows.map((row) => row.action)).toEqual(["connection.secret_rotated", "connection.changed"]);
    expect(JSON.stringify(rows)).not.toContain("audited-value");
  });
});

describe("removeConnection", () => {
  test("ends the address, erases the secrets and leaves the row for its messages", async () => {
    const made = await make();
    await removeConnection(admin, { id: made.n });
    expect(await stored(made.n)).toBeUndefined();
    await expect(getConnection(admin, { id: made.n })).rejects.toMatchObject({ code: "not_found" });
    await expect(removeConnection(admin, { id: made.n })).rejects.toMatchObject({ code: "not_found" });
    const { rows } = await pool().query(
      "SELECT provider, length(secrets) AS secrets FROM connection WHERE id = $1",
      [made.n],
    );
    expect(rows).toEqual([{ provider: "meta", secrets: 0 }]);
  });
});

test("another workspace's connection does not exist", async () => {
  const { n: id } = await make();
  const attempts = await Promise.allSettled([
    getConnection(stranger, { id }),
    revealGenerated(stranger, { id }),
    updateConnection(stranger, { id, name: "Mine" }),
    removeConnection(stranger, { id }),
    connectionHealth(stranger, { id }),
    malformedBody(stranger, { id, requestId: 1n }),
  ]);
  for (const attempt of attempts) {
    expect(attempt).toMatchObject({ status: "rejected", reason: { code: "not_found" } });
  }
  expect((await listConnections(stranger)).items).toEqual([]);
});

test("only admins in person see what they must enter at the provider, and never what the provider issued", async () => {
  const made = await make();
  expect(await revealGenerated(admin, { id: made.n })).toEqual(made.generated);
  await expect(revealGenerated({ ...admin, role: "operator" }, { id: made.n })).rejects.toMatchObject({
    code: "forbidden",
  });
  const key = { ...admin, actor: { ...admin.actor, kind: "api_key" as const } };
  await expect(revealGenerated(key, { id: made.n })).rejects.toMatchObject({ code: "forbidden" });
});

test("health tells what arrived and what became of it", async () => {
  const { n: id } = await make();
  const counter =
    "INSERT INTO connection_counter (workspace_id, connection_id, kind, reason, n, last_at, last_detail) VALUES ($1, $2, $3, $4, $5, now(), $6)";
  await pool().query(counter, [admin.workspaceId, id, "ignored", "payment", 2, null]);
  await pool().query(counter, [admin.workspaceId, id, "ignored", "inbound_message", 5, null]);
  await pool().query(counter, [admin.workspaceId, id, "rejected_signature", "", 1, "wrong signature"]);
  const malformed =
    "INSERT INTO malformed_request (workspace_id, connection_id, received_at, cause, body) VALUES ($1, $2, now(), 'not JSON', $3) RETURNING id";
  const { rows } = await pool().query(malformed, [admin.workspaceId, id, Buffer.from("{oops")]);
  const health = await connectionHealth(admin, { id });
  expect(health.counters).toEqual({
    accepted: 0,
    rejectedSignature: 1,
    malformed: 0,
    ignored: 7,
    unknownWord: 0,
    tooLarge: 0,
  });
  expect(health.causes[0]).toMatchObject({ kind: "ignored", reason: "inbound_message", n: 5 });
  expect(health.malformed).toMatchObject([{ cause: "not JSON", bytes: 5 }]);
  const requestId = BigInt(rows[0].id);
  expect(Buffer.from(await malformedBody(admin, { id, requestId })).toString()).toBe("{oops");
  await expect(malformedBody({ ...admin, role: "viewer" }, { id, requestId })).rejects.toMatchObject({
    code: "forbidden",
  });
});
