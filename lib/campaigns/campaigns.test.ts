import { beforeAll, describe, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { listCampaignsInput } from "@/lib/campaigns/contract";
import { createCampaign } from "@/lib/campaigns/create-campaign";
import { getCampaign } from "@/lib/campaigns/get-campaign";
import { listCampaigns } from "@/lib/campaigns/list-campaigns";
import { updateCampaign } from "@/lib/campaigns/update-campaign";
import { createConnection } from "@/lib/connections/create-connection";
import { pool } from "@/lib/db/client";

testInstance();

let operator: Context;
let stranger: Context;
let connection: { id: string; key: string };
beforeAll(async () => {
  const workspaceId = await testWorkspace();
  operator = (await testMember(workspaceId, "operator")).ctx;
  stranger = (await testMember(await testWorkspace("Other"), "admin")).ctx;
  connection = await createConnection(
    { ...operator, role: "admin" },
    { provider: "simulator", name: "Try", settings: {} },
  );
});

const list = (ctx: Context, query: object = {}) => listCampaigns(ctx, listCampaignsInput.parse(query));
const namesOf = async (ctx: Context, query: object = {}) =>
  (await list(ctx, query)).items.map((item) => item.name);

describe("createCampaign", () => {
  test("gives one webhook address a connection; the tag is the name", async () => {
    const made = await createCampaign(operator, { name: "Autumn" });
    expect(made).toMatchObject({ name: "Autumn", tag: "Autumn", unassignedOf: null, archivedAt: null });
    expect(made.key).toMatch(/^[\w-]{32}$/);
    const url = `http://localhost:3000/api/webhooks/${connection.key}/${made.key}`;
    expect(made.webhookUrls).toEqual([
      { connectionId: connection.id, provider: "simulator", name: "Try", url },
    ]);
    expect(await getCampaign(operator, { id: Number(made.id) })).toEqual(made);
  });

  test("a tag belongs to one campaign of the workspace", async () => {
    await createCampaign(operator, { name: "Winter", tag: "w26" });
    const again = createCampaign(operator, { name: "Winter again", tag: "w26" });
    await expect(again).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("“Winter”"),
      problems: [{ path: "tag" }],
    });
    expect((await createCampaign(stranger, { name: "Winter", tag: "w26" })).tag).toBe("w26");
  });

  test("of many at once with the same tag, one wins", async () => {
    const attempts = await Promise.allSettled(
      [1, 2, 3, 4].map((n) => createCampaign(operator, { name: `Race ${n}`, tag: "race" })),
    );
    expect(attempts.filter((attempt) => attempt.status === "fulfilled")).toHaveLength(1);
  });

  test("a name with a bar gives the tag before it, as the tags of messages are read", async () => {
    expect((await createCampaign(operator, { name: "Spring | north" })).tag).toBe("Spring");
    await expect(createCampaign(operator, { name: "| x" })).rejects.toMatchObject({
      problems: [{ path: "tag" }],
    });
  });

  test("is refused to viewers", async () => {
    await expect(createCampaign({ ...operator, role: "viewer" }, { name: "No" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

test("renaming keeps tag and address; archiving leaves the list and comes back", async () => {
  const made = await createCampaign(operator, { name: "Before" });
  const id = Number(made.id);
  expect(await updateCampaign(operator, { id, name: "After" })).toMatchObject({
    name: "After",
    tag: "Before",
    key: made.key,
  });
  await updateCampaign(operator, { id, archived: true });
  expect(await namesOf(operator)).not.toContain("After");
  expect(await namesOf(operator, { archived: "true" })).toEqual(["After"]);
  expect((await updateCampaign(operator, { id, archived: false })).archivedAt).toBeNull();
  expect(await namesOf(operator)).toContain("After");
});

test("a campaign that comes back reaches nobody for what happened while it was archived", async () => {
  const id = Number((await createCampaign(operator, { name: "Away" })).id);
  const sweptAt = async (): Promise<Date> =>
    (await pool().query("SELECT fallback_swept_at AS at FROM campaign WHERE id = $1", [id])).rows[0].at;
  await pool().query("UPDATE campaign SET fallback_swept_at = '2026-01-01' WHERE id = $1", [id]);
  await updateCampaign(operator, { id, name: "Still away", archived: true });
  expect((await sweptAt()).getUTCMonth()).toBe(0);
  const back = new Date("2026-03-01T00:00:00Z");
  await updateCampaign(operator, { id, archived: false }, back);
  expect(await sweptAt()).toEqual(back);
});

test("lists page by key, newest first, each once", async () => {
  const all = await namesOf(operator, { archived: "all" });
  const paged: string[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await list(operator, { archived: "all", limit: "2", ...(cursor && { cursor }) });
    paged.push(...page.items.map((item) => item.name));
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(all);
  expect(all.length).toBeGreaterThan(4);
});

test.each(["x", "aWQ6", btoa("id:99999999999999999999"), btoa("id:-1")])(
  "a cursor that we did not give is refused: %s",
  (cursor) => {
    expect(listCampaignsInput.safeParse({ cursor }).success).toBe(false);
  },
);

test("another workspace's campaign does not exist", async () => {
  const id = Number((await createCampaign(operator, { name: "Ours" })).id);
  await expect(getCampaign(stranger, { id })).rejects.toMatchObject({ code: "not_found" });
  await expect(updateCampaign(stranger, { id, name: "Theirs" })).rejects.toMatchObject({ code: "not_found" });
  expect(await namesOf(stranger)).not.toContain("Ours");
});

test("Unassigned has no address of its own", async () => {
  const unassigned = (await list(operator)).items.find((item) => item.unassignedOf === connection.id);
  expect(unassigned).toMatchObject({ name: "Unassigned", tag: null, webhookUrls: [] });
});
