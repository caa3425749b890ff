import { beforeAll, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { createConnection } from "@/lib/connections/create-connection";
import { getConnection } from "@/lib/connections/get-connection";
import { sealSettings } from "@/lib/connections/sealed-settings";
import { connectionForSending } from "@/lib/connections/sending";
import { updateConnection } from "@/lib/connections/update-connection";
import { pool } from "@/lib/db/client";
import { infobip } from "@/lib/providers/infobip";

testInstance();

const OWN = "https://abcde.api.infobip.com";
let admin: Context;
beforeAll(async () => {
  admin = (await testMember(await testWorkspace(), "admin")).ctx;
});

/** An account as an earlier version saved it, its address among the plain settings or the sealed ones. */
async function saved(where: "plain" | "sealed", baseUrl: string): Promise<number> {
  const made = await createConnection(admin, { provider: "infobip", name: "SMS", settings: {} });
  const id = Number(made.id);
  const owner = { workspaceId: admin.workspaceId, id };
  const sealed = sealSettings(infobip, owner, {
    apiKey: "an api key",
    ...(where === "sealed" && { baseUrl }),
  });
  await pool().query("UPDATE connection SET settings = $2, secrets = $3 WHERE id = $1", [
    id,
    JSON.stringify(where === "plain" ? { baseUrl } : {}),
    Buffer.from(sealed.secrets),
  ]);
  return id;
}

const addressOf = async (id: number) => (await connectionForSending(admin.workspaceId, id))?.settings.apiBase;

test.each([
  { where: "plain", baseUrl: OWN },
  { where: "plain", baseUrl: " abcde.api.infobip.com " },
  { where: "sealed", baseUrl: OWN },
] as const)(
  "an address of an earlier version is used and shown: $where $baseUrl",
  async ({ where, baseUrl }) => {
    const id = await saved(where, baseUrl);
    expect(await addressOf(id)).toBe(OWN);
    expect((await getConnection(admin, { id })).settings).toEqual({ apiBase: OWN });
  },
);

test("a change keeps it under its present name; it can be replaced and cleared", async () => {
  const id = await saved("plain", OWN);
  await updateConnection(admin, { id, name: "Renamed" });
  const { rows } = await pool().query("SELECT settings FROM connection WHERE id = $1", [id]);
  expect(rows[0].settings).toMatchObject({ apiBase: OWN });
  expect(rows[0].settings).not.toHaveProperty("baseUrl");
  await updateConnection(admin, { id, settings: { apiBase: "https://proxy.example.com" } });
  expect(await addressOf(id)).toBe("https://proxy.example.com");
  await updateConnection(admin, { id, settings: { apiBase: null } });
  expect(await addressOf(id)).toBeUndefined();
});
