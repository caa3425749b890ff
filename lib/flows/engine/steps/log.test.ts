import { expect, test } from "vitest";
import { flow, step } from "@/lib/domain/flow/testing/build-flow";
import { ended, HTTP, one, pool, run, server, trigger } from "@/lib/flows/engine/testing/runner-harness";
import { formatRow } from "@/lib/logs/format-row";
import { findRows } from "@/lib/logs/store";
import { wordsOf } from "@/lib/logs/words";

test("the log's own columns show what the run found before the step, and when", async () => {
  server.answer = ({ url }, response) =>
    response.end(url.startsWith("/v2.1") ? '{"status": "OK", "zoneName": "Asia/Tokyo"}' : '{"tier": "gold"}');
  const asks = { ...HTTP, url: server.url, results: [{ path: "tier", variable: "tier" }] };
  const again = { ...asks, results: [{ path: "tier", variable: "later" }] };
  const log = { type: "log", logId: 1, columns: null } as const;
  const id = await one(
    flow(
      trigger("h"),
      step("h", asks, { success: "z" }),
      step("z", { type: "local_time", source: "timezonedb", secret: "crm" }, { success: "l" }),
      step("l", log, { next: "h2" }),
      step("h2", again, { success: "own" }),
      step("own", { ...log, columns: [{ name: "Tier", value: "{{later}} {{time_zone}}" }] }),
    ),
    "h",
  );
  run();
  expect((await ended(id)).state).toBe("succeeded");
  const columns = [{ name: "All", value: "{{order}}/{{tier}}/{{later|none}}/{{time_zone}}/{{utc_offset}}" }];
  const format = { columns, timeZone: "UTC", timeFormat: "local", locale: "en" } as const;
  const rows = await findRows(pool, { workspaceId: 1, id: 1 }, { first: 10 });
  expect(rows.map((row) => formatRow(row, wordsOf(row, "en"), format).cells)).toEqual([
    ["A1/gold/none/Asia/Tokyo/+09:00"],
    ["gold Asia/Tokyo"],
  ]);
  // What the cells say already is not kept a second time.
  const { rows: kept } = await pool.query("SELECT results, found_zone FROM log_row ORDER BY id");
  expect(kept).toEqual([
    { results: { tier: "gold" }, found_zone: "Asia/Tokyo" },
    { results: null, found_zone: null },
  ]);
});
