import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { testInstance } from "@/lib/auth/test-instance";
import { pool } from "@/lib/db/client";
import { LIVE } from "@/lib/demo/campaigns";
import { setUpDemo } from "@/lib/demo/set-up";
import { mayFallBack } from "@/lib/domain/fallback/rule";
import type { CampaignId, ConnectionId, WorkspaceId } from "@/lib/domain/ids";
import { reasonClassOf } from "@/lib/domain/reason/dictionary";
import { applyEvent } from "@/lib/fallback/ledger/apply-event";
import { sweep } from "@/lib/fallback/sweep/sweep";
import { rowsOfWorkspace } from "@/lib/http/foreign-workspace";
import { storeStatuses } from "@/lib/ingest/store";
import { removeDemo } from "@/lib/workspaces/remove-workspace-data";

testInstance();

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "reachback-demo-test-"));
  vi.stubEnv("DATA_DIR", folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function demoIds() {
  const { rows } = await pool().query(
    `SELECT w.id AS workspace, c.id AS campaign, c.fallback_mode AS mode, n.id AS connection FROM workspace w
     JOIN campaign c ON c.workspace_id = w.id AND c.tag = $1 JOIN connection n ON n.workspace_id = w.id WHERE w.is_demo`,
    [LIVE.name],
  );
  return rows[0];
}

test("the demo's campaign reaches the rejected by itself, and one click removes all of it", async () => {
  await (await setUpDemo()).prepareLive();
  const { workspace, campaign, connection, mode } = await demoIds();
  expect(mode).toBe("automatic");

  const now = Date.now() + 10; // later than the campaign was switched on
  const status = {
    workspaceId: workspace as WorkspaceId,
    connectionId: connection as ConnectionId,
    campaignId: campaign as CampaignId,
    campaignSource: 2,
    channel: "whatsapp",
    providerMessageId: "sim.1",
    status: "rejected",
    rawStatus: "rejected",
    errorCode: "131026",
    occurredAt: now,
    receivedAt: now,
    recipient: "+447700900123",
    country: "GB",
    timeZone: "Europe/London",
  } as const;
  await storeStatuses(pool(), [status], 0);
  await sweep(pool(), now + 10_000);
  const attempts = () =>
    pool().query(
      "SELECT id, position, state FROM fallback_attempt WHERE workspace_id = $1 ORDER BY position",
      [workspace],
    );
  const { rows: planned } = await attempts();
  expect(planned).toMatchObject([{ position: 0, state: "planned" }]);
  const log = { kind: "status", detail: null };
  const missed = { kind: "status", status: "missed" } as const;
  await applyEvent(pool(), workspace, planned[0].id, { event: missed, log }, now);
  expect((await attempts()).rows).toMatchObject([{ state: "failed" }, { position: 1, state: "planned" }]);

  const actor = { kind: "user", id: 1, label: "demo", address: null } as const;
  await removeDemo({ workspaceId: workspace, role: "admin", actor, locale: "en", timeZone: "UTC" });
  const left = Object.entries(await rowsOfWorkspace(workspace)).filter(([, rows]) => rows !== "");
  expect(left).toEqual([]);
});

test("no code of the live campaign stops it as the sender's own fault", () => {
  const classes = LIVE.codes.map(([code]) => reasonClassOf("simulator", "whatsapp", code));
  expect(classes).not.toContain("sender_fault");
  expect(classes.some(mayFallBack)).toBe(true);
});
