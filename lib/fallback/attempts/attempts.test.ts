import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { attemptsOfMessage, getAttempt } from "@/lib/fallback/attempts/attempt-log";
import { listAttemptsInput } from "@/lib/fallback/attempts/contract";
import { exportAttempts } from "@/lib/fallback/attempts/export-attempts";
import { attemptTotals, listAttempts } from "@/lib/fallback/attempts/list-attempts";
import { cancelAttempt, settleAttempt } from "@/lib/fallback/attempts/settle-attempt";
import { sendNow } from "@/lib/fallback/manual/send-now";
import {
  CENT,
  claimAll,
  filter,
  foreign,
  manualFixture,
  operator,
  person,
  rejected,
  sql,
  viewer,
} from "@/lib/fallback/testing/manual-fixture";

manualFixture();

describe("attempts", () => {
  const list = (ctx: Context, query: Record<string, string> = {}) =>
    listAttempts(ctx, listAttemptsInput.parse(query));

  test("pages once through all, filters, masks for viewers, and stays in its workspace", async () => {
    await rejected(7);
    await sendNow(operator, { ...filter(), requestId: randomUUID() });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(operator, { limit: "3", ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
    const counts = async (query: Record<string, string>, ctx = operator) =>
      (await list(ctx, query)).items.length;
    expect(await counts({ state: "planned", channel: "sms", cause: "manual" })).toBe(7);
    expect(await counts({ state: "unknown" })).toBe(0);
    expect(await counts({ search: "5550103" })).toBe(1);
    expect(await counts({ search: "5550103" }, viewer)).toBe(0);
    expect(await counts({ search: person(3) }, viewer)).toBe(1);
    expect(await counts({}, foreign)).toBe(0);
    const masked = JSON.stringify(await list(viewer));
    for (let n = 0; n < 7; n++) expect(masked).not.toContain(person(n).slice(1));
    await expect(getAttempt(foreign, { id: seen[0] ?? "" })).rejects.toMatchObject({ code: "not_found" });
    expect(await attemptTotals(operator, {})).toMatchObject({ byState: { planned: 7 }, spentMicros: 0 });
    expect((await attemptTotals(foreign, {})).byState.planned).toBe(0);
  });

  test("a download holds the filter's attempts with whole numbers, not for viewers or others", async () => {
    await rejected(3);
    await sendNow(operator, { ...filter(), requestId: randomUUID() });
    const rowsOf = async (ctx: Context, search?: string) => {
      const { table, pages } = await exportAttempts(ctx, { search }, "csv");
      const headers = table.columns.map(({ header }) => header);
      const rows: (string | null)[][] = [];
      for await (const page of pages)
        rows.push(...page.map((row) => table.columns.map(({ value }) => value(row))));
      return rows.map((row) => Object.fromEntries(row.map((cell, i) => [headers[i], cell])));
    };
    const rows = await rowsOf(operator);
    expect(rows.map((row) => row.Message_To).sort()).toEqual([person(0), person(1), person(2)]);
    expect(rows[0]).toMatchObject({
      Channel: "sms",
      State: "planned",
      Cause: "manual",
      Step: "1",
      Price: null,
    });
    expect(await rowsOf(operator, person(1))).toHaveLength(1);
    expect(await rowsOf(operator, "no number")).toEqual([]);
    expect(await rowsOf(foreign)).toEqual([]);
    await expect(exportAttempts(viewer, {}, "csv")).rejects.toMatchObject({ code: "forbidden" });
    const entries = await sql<{ detail: object }>(
      "SELECT detail FROM audit_entry WHERE action = 'fallback.exported' ORDER BY id",
    );
    expect(JSON.stringify(entries)).not.toContain(person(1));
  });

  async function oneUnknown(): Promise<{ id: string; message: string }> {
    const [message = ""] = await rejected(1);
    await sendNow(operator, { messageIds: [message], requestId: randomUUID() });
    await claimAll();
    await sql("UPDATE fallback_attempt SET state = 'unknown', why = 'time_out'");
    const [row] = await sql<{ id: string }>("SELECT id FROM fallback_attempt");
    return { id: row?.id ?? "", message };
  }

  test("an unknown one is settled by a person once; not sent gives the money back and goes on", async () => {
    const { id, message } = await oneUnknown();
    await expect(settleAttempt(viewer, { id, as: "sent" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(settleAttempt(foreign, { id, as: "sent" })).rejects.toMatchObject({ code: "not_found" });
    const settled = await settleAttempt(operator, { id, as: "not_sent" });
    expect(settled).toMatchObject({ state: "failed", why: "never_left" });
    expect(settled.log.map(({ kind }) => kind)).toEqual(["planned", "dispatching", "settled"]);
    await expect(settleAttempt(operator, { id, as: "sent" })).rejects.toMatchObject({ code: "conflict" });
    expect((await attemptTotals(operator, {})).spentMicros).toBe(0);
    const { items } = await attemptsOfMessage(operator, { id: BigInt(message) });
    expect(items.map(({ step, state }) => `${step} ${state}`).sort()).toEqual(["1 failed", "2 planned"]);
  });

  test("settled as sent it waits for a status and its money stays spent", async () => {
    const { id } = await oneUnknown();
    expect(await settleAttempt(operator, { id, as: "sent" })).toMatchObject({ state: "accepted" });
    expect((await attemptTotals(operator, {})).spentMicros).toBe(CENT);
  });

  test("a planned one is taken back by a person, one that left is not", async () => {
    await rejected(1);
    await sendNow(operator, { ...filter(), requestId: randomUUID() });
    const id = (await list(operator)).items[0]?.id ?? "";
    await expect(cancelAttempt(viewer, { id })).rejects.toMatchObject({ code: "forbidden" });
    expect(await cancelAttempt(operator, { id })).toMatchObject({ state: "cancelled", why: "by_person" });
    await expect(cancelAttempt(operator, { id })).rejects.toMatchObject({ code: "conflict" });
  });
});
