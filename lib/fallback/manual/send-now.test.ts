import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { pool } from "@/lib/db/client";
import { attemptsOfMessage } from "@/lib/fallback/attempts/attempt-log";
import { applyEvent } from "@/lib/fallback/ledger/apply-event";
import { previewManual } from "@/lib/fallback/manual/preview";
import { getBatch, sendNow, undoBatch } from "@/lib/fallback/manual/send-now";
import { sweep } from "@/lib/fallback/sweep/sweep";
import {
  admin,
  CENT,
  claimAll,
  filter,
  foreign,
  line,
  manualFixture,
  operator,
  person,
  rejected,
  ruleOf,
  sql,
  states,
  useRule,
  viewer,
} from "@/lib/fallback/testing/manual-fixture";

manualFixture();

describe("the preview", () => {
  test("is what is then sent: people, skips, segments and money", async () => {
    await rejected(6);
    await rejected(2, { variables: null, phone: (at) => person(40 + at) });
    await rejected(1, { phone: () => null });
    await rejected(1, { phone: () => person(0) }); // the same person twice
    await sql(
      "INSERT INTO suppression (workspace_id, recipient, reason, created_by) VALUES ($1, $2, 'opted_out', 'test')",
      operator.workspaceId,
      person(1),
    );
    const preview = await previewManual(operator, filter());
    expect(preview).toMatchObject({
      chosen: 10,
      send: 5,
      segments: 5,
      micros: 5 * CENT,
      laterMicros: 5 * CENT,
      countries: [{ country: "US", people: 5, segments: 5, micros: 5 * CENT }],
      repeats: 0,
      quiet: null,
      halted: false,
      needsAdmin: false,
    });
    expect(Object.fromEntries(preview.skipped.map(({ why, people }) => [why, people]))).toEqual({
      missing_values: 2,
      no_phone: 1,
      opted_out: 1,
      already_tried: 1,
    });
    const batch = await sendNow(operator, { ...filter(), requestId: randomUUID() });
    expect(batch).toMatchObject({ people: 5, byState: { planned: 5 } });
    const { claimed } = await claimAll();
    expect(claimed).toHaveLength(preview.send);
    expect(await states()).toEqual({ dispatching: 5 });
    const [spent] = await sql<{ micros: number }>("SELECT sum(micros)::float8 AS micros FROM fallback_spend");
    expect(spent?.micros).toBe(preview.micros);
    expect(await getBatch(operator, { id: batch.id })).toMatchObject({ spentMicros: preview.micros });
  });

  test("stops at the budget where the dispatcher would", async () => {
    await rejected(5);
    const { limits } = ruleOf(line.sms);
    await useRule(ruleOf(line.sms, { limits: { ...limits, campaignBudgetMicros: 3 * CENT } }));
    const preview = await previewManual(operator, filter());
    expect(preview).toMatchObject({ send: 3, skipped: [{ why: "over_campaign_budget", people: 2 }] });
  });

  test("says who is in quiet hours, and when they end", async () => {
    await rejected(3);
    const { limits } = ruleOf(line.sms);
    const now = Date.parse("2026-10-05T03:00:00Z"); // 23:00 in New York
    const quiet = { from: "21:00", until: "09:00", during: "wait" } as const;
    await useRule(ruleOf(line.sms, { limits: { ...limits, quiet } }));
    const preview = await previewManual(operator, filter(), now);
    expect(preview).toMatchObject({ send: 3, quiet: { people: 3 } });
    expect(Date.parse(preview.quiet?.opensAt ?? "")).toBeGreaterThan(now);
    await useRule(ruleOf(line.sms, { limits: { ...limits, quiet: { ...quiet, during: "drop" } } }));
    expect(await previewManual(operator, filter(), now)).toMatchObject({
      send: 0,
      skipped: [{ why: "quiet_hours", people: 3 }],
    });
  });

  test("refuses with what to do: switched off, no rule, nothing rejected, viewers, other workspaces", async () => {
    const ids = await rejected(2);
    await expect(previewManual(viewer, filter())).rejects.toMatchObject({ code: "forbidden" });
    await expect(previewManual(foreign, { messageIds: ids })).rejects.toMatchObject({ code: "conflict" });
    await expect(previewManual(operator, { ...filter(), ruleId: 999_999 })).rejects.toMatchObject({
      code: "not_found",
    });
    await sql("UPDATE campaign SET fallback_mode = 'off' WHERE id = $1", line.campaign);
    await expect(previewManual(operator, filter())).rejects.toThrow("“Autumn” are off");
    await sql(
      "UPDATE campaign SET fallback_mode = 'manual', fallback_rule_id = NULL WHERE id = $1",
      line.campaign,
    );
    await expect(previewManual(operator, filter())).rejects.toThrow("no fallback rule");
    expect(await previewManual(operator, { ...filter(), ruleId: line.rule })).toMatchObject({ send: 2 });
  });
});

describe("sending by hand", () => {
  test("a repeat with the same id sends nothing more, also at the same moment", async () => {
    await rejected(4);
    const requestId = randomUUID();
    const both = await Promise.all([1, 2, 3].map(() => sendNow(operator, { ...filter(), requestId })));
    for (const batch of both) expect(batch).toMatchObject({ id: requestId, people: 4 });
    expect(await states()).toEqual({ planned: 4 });
    await expect(getBatch(foreign, { id: requestId })).rejects.toMatchObject({ code: "not_found" });
  });

  test("leaves 30 s to undo, is a cycle of its own, and a repeat is warned of", async () => {
    const [first] = await rejected(2);
    const batch = await sendNow(operator, { ...filter(), requestId: randomUUID() });
    const rows = await sql<{ cycle: number; cause: string; by: string; wait: number }>(
      `SELECT cycle, cause, planned_by AS by, extract(epoch FROM due_at - planned_at)::float8 AS wait FROM fallback_attempt`,
    );
    expect(rows).toEqual(
      Array.from({ length: 2 }, () => ({ cycle: 1, cause: "manual", by: operator.actor.label, wait: 30 })),
    );
    expect(await previewManual(operator, filter())).toMatchObject({ send: 2, repeats: 2 });
    await undoBatch(operator, { id: batch.id });
    await sendNow(operator, { messageIds: [first ?? ""], requestId: randomUUID() });
    expect(await sql("SELECT cycle FROM fallback_attempt WHERE state = 'planned'")).toEqual([{ cycle: 2 }]);
  });

  test("undo takes back what has not left, and only that", async () => {
    const ids = await rejected(3);
    const { id } = await sendNow(operator, { messageIds: ids, requestId: randomUUID() });
    await sql("UPDATE fallback_attempt SET state = 'dispatching' WHERE message_id = $1", ids[0]);
    const { cancelled, batch } = await undoBatch(operator, { id });
    expect(cancelled).toBe(3); // with the second step of what has left
    expect(batch.byState).toMatchObject({ cancelled: 3, dispatching: 1, planned: 0 });
    expect(await states()).toEqual({ dispatching: 1, "cancelled undone": 3 });
    const [attempt] = (await attemptsOfMessage(operator, { id: BigInt(ids[1] ?? "") })).items;
    const who = operator.actor.label;
    expect(attempt).toMatchObject({ cause: "manual", step: 1, plannedBy: who });
    expect(attempt?.log).toMatchObject([
      { kind: "planned", detail: who },
      { kind: "cancelled", detail: `undone · ${who}` },
    ]);
    await expect(undoBatch(foreign, { id })).rejects.toMatchObject({ code: "not_found" });
    await expect(undoBatch(viewer, { id })).rejects.toMatchObject({ code: "forbidden" });
    const actions = await sql<{ action: string }>(
      "SELECT action FROM audit_entry WHERE workspace_id = $1 AND target = $2 ORDER BY id",
      operator.workspaceId,
      id,
    );
    expect(actions.map(({ action }) => action)).toEqual(["fallback.sent", "fallback.cancelled"]);
  });

  test("after an undo no step follows what has left, whether it fails or nothing is heard of it", async () => {
    const ids = await rejected(2);
    const { id } = await sendNow(operator, { messageIds: ids, requestId: randomUUID() });
    await claimAll();
    await undoBatch(operator, { id });
    const sent = await sql<{ id: string }>("SELECT id FROM fallback_attempt WHERE state = 'dispatching'");
    const failed = {
      event: { kind: "outcome", outcome: "refused" },
      log: { kind: "refused", detail: null },
    } as const;
    await applyEvent(pool(), operator.workspaceId, sent[0]?.id ?? "", failed, Date.now());
    await sql("UPDATE fallback_attempt SET next_at = now() WHERE id = $1", sent[1]?.id);
    await sweep(pool(), Date.now());
    expect(await states()).toEqual({ "failed refused": 1, dispatching: 1, "cancelled undone": 2 });
  });

  test.each([
    ["approval_count", 2],
    ["approval_micros", 5 * CENT],
  ])("above the workspace's %s only an admin sends", async (column, limit) => {
    await rejected(3); // 3 × (first step + second step) = 6 cents
    await sql(`UPDATE workspace SET ${column} = $1`, limit);
    expect(await previewManual(operator, filter())).toMatchObject({ needsAdmin: true });
    await expect(sendNow(operator, { ...filter(), requestId: randomUUID() })).rejects.toThrow(
      "An admin must",
    );
    expect(await states()).toEqual({});
    expect(await sendNow(admin, { ...filter(), requestId: randomUUID() })).toMatchObject({ people: 3 });
  });
});
