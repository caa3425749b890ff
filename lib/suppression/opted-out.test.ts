import { beforeAll, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { pool, prisma } from "@/lib/db/client";
import type { CampaignId, ConnectionId } from "@/lib/domain/ids";
import { storeStatuses } from "@/lib/ingest/store";
import { addSuppressions } from "@/lib/suppression/add-suppressions";
import { addSuppressionsInput, suppressionFilter } from "@/lib/suppression/definition";
import { listSuppressions } from "@/lib/suppression/list-suppressions";
import { removeSuppressions } from "@/lib/suppression/remove-suppressions";
import { suppressOptedOut } from "@/lib/suppression/suppress-opted-out";

testInstance();

const NOW = Date.now();
const STOPPED = "131050";
const [ANA, BEN, CEM, DAN] = ["+12025550101", "+12025550102", "+12025550103", "+12025550104"] as const;
let ctx: Context;
let place: { connectionId: ConnectionId; campaignId: CampaignId };

beforeAll(async () => {
  const workspaceId = await testWorkspace();
  ctx = (await testMember(workspaceId, "operator")).ctx;
  const data = { workspaceId, name: "Shop", key: `k${workspaceId}` };
  const connection = await prisma().connection.create({
    data: { ...data, provider: "meta", secrets: new Uint8Array() },
  });
  const campaign = await prisma().campaign.create({ data });
  place = { connectionId: connection.id as ConnectionId, campaignId: campaign.id as CampaignId };
});

type Told = { id: string; recipient: string; code?: string; at?: number; status?: "rejected" | "delivered" };

const tell = (...told: Told[]) =>
  storeStatuses(
    pool(),
    told.map(({ id, recipient, code = STOPPED, at = NOW - 1000, status = "rejected" }) => ({
      ...place,
      workspaceId: ctx.workspaceId,
      campaignSource: 2,
      channel: "whatsapp",
      providerMessageId: id,
      status,
      rawStatus: status,
      occurredAt: at,
      receivedAt: at,
      recipient,
      country: "US",
      timeZone: null,
      ...(status === "rejected" ? { errorCode: code } : {}),
    })),
    0,
  );
const add = (given: Record<string, unknown>) =>
  addSuppressions(ctx, addSuppressionsInput.parse(given), new Date());
const list = async () =>
  (await listSuppressions(ctx, suppressionFilter.parse({ state: "all" }), {}, 100)).items;
const remove = async (recipient: string) =>
  removeSuppressions(ctx, {
    ids: (await list()).filter((item) => item.recipient === recipient).map(({ id }) => Number(id)),
  });

test("who said stop goes on the list once, with the rejection that told it", async () => {
  await add({ list: BEN, reason: "unreachable", expiresInDays: 30, note: "Old number?" });
  await tell(
    { id: "1", recipient: ANA },
    { id: "2", recipient: BEN, at: Date.now() + 1000 },
    { id: "3", recipient: CEM, code: "131026" },
    { id: "4", recipient: DAN },
    { id: "4", recipient: DAN, status: "delivered" },
  );
  await suppressOptedOut(pool(), Date.now());
  await suppressOptedOut(pool(), Date.now());
  const messageId = expect.stringMatching(/^\d+$/);
  const rejection = { campaignId: String(place.campaignId), campaign: "Shop", messageId, code: STOPPED };
  const stopped = { reason: "opted_out", expiresAt: null, createdBy: "Reachback", rejection };
  const items = await list();
  expect(items.map(({ recipient }) => recipient).sort()).toEqual([ANA, BEN]);
  expect(items.find(({ recipient }) => recipient === ANA)).toMatchObject({ ...stopped, note: null });
  expect(items.find(({ recipient }) => recipient === BEN)).toMatchObject({ ...stopped, note: "Old number?" });
  const entries = await prisma().auditEntry.findMany({
    where: { workspaceId: ctx.workspaceId, actorKind: "system" },
  });
  expect(entries.map(({ action, detail }) => [action, detail])).toEqual([
    ["suppression.added", { added: 1, changed: 1, reason: "opted_out" }],
  ]);
});

test("an operator's word stands: only a stop to a later message puts the number back", async () => {
  await remove(ANA);
  await tell({ id: "5", recipient: ANA });
  await suppressOptedOut(pool(), Date.now());
  expect((await list()).map(({ recipient }) => recipient)).toEqual([BEN]);
  await tell({ id: "6", recipient: ANA, at: Date.now() + 1000 });
  await suppressOptedOut(pool(), Date.now());
  expect((await list()).map(({ recipient }) => recipient)).toContain(ANA);

  await add({ list: CEM, expiresInDays: 90 });
  await tell({ id: "7", recipient: CEM });
  await suppressOptedOut(pool(), Date.now());
  expect((await list()).find(({ recipient }) => recipient === CEM)).toMatchObject({
    reason: "manual",
    createdBy: ctx.actor.label,
  });
});
